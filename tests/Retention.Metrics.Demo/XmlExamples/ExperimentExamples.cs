using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class ExperimentExamples
{
    [Fact]
    public void RetentionExperiment_Type()
    {
        #region xml: RetentionExperiment
        var experiment = new RetentionExperiment(control: new(customers: 1000, churned: 80), treatment: new(customers: 1000, churned: 56));
        Show(experiment.Difference); // -0.024: 2.4 points less churn
        Show(experiment.PValue);     // 0.0330…
        Show(experiment.Interval()); // -0.0464 to -0.0019, at 95 %
        #endregion
    }

    [Fact]
    public void RetentionExperiment_Interval()
    {
        #region xml: RetentionExperiment.Interval
        var experiment = new RetentionExperiment(control: new(customers: 80, churned: 48), treatment: new(customers: 70, churned: 56));
        Show(experiment.Interval(level: 0.95)?.Lower); // 0.0524…
        #endregion
    }

    [Fact]
    public void ExperimentPlan_Both()
    {
        #region xml: ExperimentPlan.CustomersPerArm
        Show(ExperimentPlan.CustomersPerArm(controlChurn: 0.08, treatmentChurn: 0.06)); // 2551
        #endregion

        #region xml: ExperimentPlan.Power
        Show(ExperimentPlan.Power(controlChurn: 0.08, treatmentChurn: 0.06, customersPerArm: 1000)); // 0.4184…
        #endregion
    }

    [Fact]
    public void Formulas_OfExperiments()
    {
        #region xml: WilsonInterval.Of
        Show(WilsonInterval.Of(counted: 7, all: 100)); // 0.0343 to 0.1375, at 95 %
        #endregion

        #region xml: CochranArmitage.Test
        Show(CochranArmitage.Test(counted: [83, 90, 129, 70], all: [86, 93, 136, 82])?.PValue); // 0.00413…
        #endregion
    }
}
