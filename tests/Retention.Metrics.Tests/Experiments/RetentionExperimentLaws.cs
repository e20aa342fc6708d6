using FsCheck;
using FsCheck.Fluent;
using static Retention.Metrics.Tests.Experiments.RetentionExperimentTests;

namespace Retention.Metrics.Tests.Experiments;

public sealed class RetentionExperimentLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(500)).WithQuietOnSuccess(true);

    private static readonly Arbitrary<RetentionExperiment> Experiments = Arb.From(
        from control in Arm
        from treatment in Arm
        select new RetentionExperiment(control, treatment));

    private static Gen<ExperimentArm> Arm =>
        from customers in Gen.Frequency((1, Gen.Choose(0, 3)), (5, Gen.Choose(1, 2_000)))
        from churned in Gen.Choose(0, customers)
        select new ExperimentArm(customers, churned);

    [Fact]
    public void Swapped_AllChangesItsSignAndNothingElse() =>
        Prop.ForAll(Experiments, experiment =>
        {
            var swapped = new RetentionExperiment(experiment.Treatment, experiment.Control);

            Assert.Equal(-experiment.Difference, swapped.Difference);
            Assert.Equal(-experiment.Z, swapped.Z);
            Assert.Equal(experiment.PValue, swapped.PValue);
            Assert.Equal((-experiment.Interval()?.Upper, -experiment.Interval()?.Lower), (swapped.Interval()?.Lower, swapped.Interval()?.Upper));
        }).Check(Settings);

    [Fact]
    public void CountingWhoStayed_InsteadOfWhoLeft_ChangesTheSignAlone() =>
        Prop.ForAll(Experiments, experiment =>
        {
            var stayed = new RetentionExperiment(
                new ExperimentArm(experiment.Control.Customers, experiment.Control.Kept), new ExperimentArm(experiment.Treatment.Customers, experiment.Treatment.Kept));

            Assert.Equal(experiment.PValue ?? -1, stayed.PValue ?? -1, 1e-12);
            Assert.Equal(-(experiment.Interval()?.Upper ?? 9), stayed.Interval()?.Lower ?? -9, 1e-14);
        }).Check(Settings);

    [Fact]
    public void PValue_LiesBetweenZeroAndOne_AndLimitsAroundTheDifference() =>
        Prop.ForAll(Experiments, experiment =>
        {
            Assert.InRange(experiment.PValue ?? 0.5, 0, 1);
            if (experiment.Interval() is { } interval)
            {
                double difference = (double)(experiment.Difference ?? 9);
                Assert.InRange(difference, interval.Lower, interval.Upper);
                Assert.InRange(interval.Lower, -1 - 1e-15, 1);
                Assert.InRange(interval.Upper, -1, 1 + 1e-15);
            }
        }).Check(Settings);

    [Fact]
    public void LargerArmsOfTheSameRates_NarrowTheIntervalAndSharpenTheTest() =>
        Prop.ForAll(Experiments, experiment =>
        {
            RetentionExperiment larger = Experiment(
                (experiment.Control.Customers * 9, experiment.Control.Churned * 9), (experiment.Treatment.Customers * 9, experiment.Treatment.Churned * 9));

            Assert.Equal(3 * experiment.Z ?? 0, larger.Z ?? 0, 1e-9);
            Assert.True(larger.PValue is null || larger.PValue <= experiment.PValue);
            Assert.True(larger.Interval() is null || Width(larger, 0.95) < Width(experiment, 0.95));
        }).Check(Settings);

    [Fact]
    public void AHigherLevel_WidensTheInterval() =>
        Prop.ForAll(Experiments, experiment =>
            Assert.True(experiment.Interval() is null || (Width(experiment, 0.8) < Width(experiment, 0.95) && Width(experiment, 0.95) < Width(experiment, 0.999)))).Check(Settings);

    /// <summary>Wilson's limits are the rates at which what was seen is just z standard errors away; Newcombe adds them up by Pythagoras.</summary>
    [Fact]
    public void Interval_IsMadeOfTheRatesThatAreJustZStandardErrorsAway() =>
        Prop.ForAll(Experiments, experiment =>
        {
            if (experiment.Interval(0.9) is not { } interval)
            {
                return;
            }

            ((double lower1, double upper1), (double lower2, double upper2)) = (Wilson(experiment.Treatment), Wilson(experiment.Control));
            double rate1 = Rate(experiment.Treatment), rate2 = Rate(experiment.Control);

            Assert.Equal(rate1 - rate2 - double.Hypot(rate1 - lower1, upper2 - rate2), interval.Lower, 1e-9);
            Assert.Equal(rate1 - rate2 + double.Hypot(upper1 - rate1, rate2 - lower2), interval.Upper, 1e-9);
        }).Check(Settings);

    /// <summary>The exact share of all outcomes with an interval that contains the true value: nothing is random. Newcombe reports means of 0.95 to 0.96.</summary>
    [Theory]
    [InlineData(40, 60, 0.10, 0.05)]
    [InlineData(50, 50, 0.30, 0.20)]
    [InlineData(80, 40, 0.50, 0.50)]
    [InlineData(60, 30, 0.08, 0.25)]
    public void Interval_HoldsTheTruthAsOftenAsItsLevelSays(int customers1, int customers2, double churn1, double churn2)
    {
        double[] control = Binomial(customers1, churn1), treatment = Binomial(customers2, churn2);
        double held = 0;
        for (int i = 0; i <= customers1; i++)
        {
            for (int j = 0; j <= customers2; j++)
            {
                bool holds = Experiment((customers1, i), (customers2, j)).Interval()?.Contains(churn2 - churn1) ?? false;
                held += holds ? control[i] * treatment[j] : 0;
            }
        }

        Assert.InRange(held, 0.935, 0.975);
    }

    [Fact]
    public void StrategiesThatDoNotDiffer_AreCalledDifferentInOneExperimentOfTwenty()
    {
        const int Experiments = 4_000;
        var random = new Random(20260301);
        int found = 0;
        for (int i = 0; i < Experiments; i++)
        {
            found += Experiment((400, Churned(random, 400, 0.12)), (300, Churned(random, 300, 0.12))).PValue < 0.05 ? 1 : 0;
        }

        // Four standard errors around 5 %.
        Assert.InRange(found / (double)Experiments, 0.036, 0.064);
    }

    [Fact]
    public void PlannedCustomers_FindTheDifferenceAsOftenAsPlanned()
    {
        const int Experiments = 4_000;
        long customers = ExperimentPlan.CustomersPerArm(0.20, 0.12, power: 0.8) ?? 0;
        var random = new Random(20260302);
        int found = 0;
        for (int i = 0; i < Experiments; i++)
        {
            found += Experiment((customers, Churned(random, customers, 0.20)), (customers, Churned(random, customers, 0.12))).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(found / (double)Experiments, 0.77, 0.83);
    }

    private static double Width(RetentionExperiment experiment, double level) =>
        experiment.Interval(level) is { } interval ? interval.Upper - interval.Lower : double.NaN;

    private static double Rate(ExperimentArm arm) => (double)arm.Churned / arm.Customers;

    private static (double Lower, double Upper) Wilson(ExperimentArm arm)
    {
        const double Z = 1.6448536269514722;
        return (Root(0, Rate(arm)), Root(1, Rate(arm)));

        double Root(double outside, double inside)
        {
            for (int i = 0; i < 200; i++)
            {
                double middle = (outside + inside) / 2;
                bool tooFar = double.Abs(Rate(arm) - middle) > Z * double.Sqrt(middle * (1 - middle) / arm.Customers);
                (outside, inside) = tooFar ? (middle, inside) : (outside, middle);
            }

            return inside;
        }
    }

    private static double[] Binomial(int customers, double churn)
    {
        var shares = new double[customers + 1];
        shares[0] = double.Pow(1 - churn, customers);
        for (int i = 1; i <= customers; i++)
        {
            shares[i] = shares[i - 1] * (customers - i + 1) / i * churn / (1 - churn);
        }

        return shares;
    }

    private static long Churned(Random random, long customers, double churn)
    {
        long churned = 0;
        for (long i = 0; i < customers; i++)
        {
            churned += random.NextDouble() < churn ? 1 : 0;
        }

        return churned;
    }
}
