using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class RetentionExperimentPage
{
    [Fact]
    public void Example_OfFive()
    {
        #region retention-experiment-five
        var five = new RetentionExperiment(control: new(customers: 3, churned: 1), treatment: new(customers: 2, churned: 0));

        Console.WriteLine(five.Difference);  // -0.3333…
        Console.WriteLine(five.PValue);      // 0.3613…
        Console.WriteLine(five.Interval());  // -0.7923 to 0.3783, at 95 %: five customers show nothing
        #endregion
    }

    [Fact]
    public void Example()
    {
        #region retention-experiment
        var experiment = new RetentionExperiment(control: new(customers: 1000, churned: 80), treatment: new(customers: 1000, churned: 56));

        Console.WriteLine(experiment.Difference);     // -0.024: 2.4 points less churn
        Console.WriteLine(experiment.Z);              // -2.1317…
        Console.WriteLine(experiment.PValue);         // 0.0330…
        Console.WriteLine(experiment.Interval());     // -0.0464 to -0.0019, at 95 %
        Console.WriteLine(experiment.Interval(0.9));  // -0.0427 to -0.0055, at 90 %
        #endregion
    }

    [Fact]
    public void Pitfall_TooFewCustomers()
    {
        #region retention-experiment-pitfall
        var small = new RetentionExperiment(control: new(customers: 100, churned: 8), treatment: new(customers: 100, churned: 5));

        Console.WriteLine(small.PValue);                                                                           // 0.3895…: says little
        Console.WriteLine(small.Interval());                                                                       // -0.1055 to 0.0430, at 95 %: ten points less or four more
        Console.WriteLine(ExperimentPlan.CustomersPerArm(controlChurn: 0.08, treatmentChurn: 0.06));               // 2551: each arm, to find 8 % against 6 % four times of five
        Console.WriteLine(ExperimentPlan.Power(controlChurn: 0.08, treatmentChurn: 0.06, customersPerArm: 1000));  // 0.4184…
        #endregion
    }
}
