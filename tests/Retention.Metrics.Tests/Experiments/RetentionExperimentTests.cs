using Retention.Metrics.Tests.Churn;

namespace Retention.Metrics.Tests.Experiments;

public sealed class RetentionExperimentTests
{
    /// <summary>
    /// R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10, cases a to h: the first share less the second. The whole table is in
    /// DeepPSP/DBCI, test/test-data/newcombee.csv, with this method as its row "wilson".
    /// </summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void Interval_IsNewcombes(int churned1, int customers1, int churned2, int customers2, double lower, double upper)
    {
        DifferenceInterval interval = Defined(Experiment(control: (customers2, churned2), treatment: (customers1, churned1)).Interval());

        Assert.Equal((lower, upper), (double.Round(interval.Lower, 4), double.Round(interval.Upper, 4)));
        Assert.Equal(0.95, interval.Level);
    }

    [Fact]
    public void Interval_ContainsItsLimits_AndNothingBeyond()
    {
        var interval = new DifferenceInterval(-0.25, 0.5, 0.95);

        Assert.All([-0.25, 0, 0.5], difference => Assert.True(interval.Contains(difference)));
        Assert.All([double.BitDecrement(-0.25), double.BitIncrement(0.5), double.NaN], difference => Assert.False(interval.Contains(difference)));
    }

    /// <summary>
    /// High against standard dose of epinephrine (Perondi et al., 2004), in Fagerland, Lydersen and Laake, Statistical Analysis of Contingency
    /// Tables, chapter 4; the limits are those of their package contingencytables: 0.1765 (0.0189 to 0.3404).
    /// </summary>
    [Fact]
    public void Interval_IsThatOfTheEpinephrineTrial()
    {
        RetentionExperiment trial = Experiment(control: (34, 1), treatment: (34, 7));
        DifferenceInterval interval = Defined(trial.Interval());

        Assert.Equal(0.1765m, decimal.Round(Defined(trial.Difference), 4));
        Assert.Equal((0.0189, 0.3404), (double.Round(interval.Lower, 4), double.Round(interval.Upper, 4)));
    }

    /// <summary>Pearson's chi-square of 3 of 4 against 1 of 4 is 2.000, P = 0.15730: package contingencytables, Pearson_chi_squared_test_2x2.</summary>
    [Fact]
    public void Z_SquaredIsPearsonsChiSquare_AndPValueItsPValue()
    {
        RetentionExperiment trial = Experiment(control: (4, 1), treatment: (4, 3));

        Assert.Equal(2.0, double.Pow(Defined(trial.Z), 2), 1e-14);
        Assert.Equal(0.15730, double.Round(Defined(trial.PValue), 5));
    }

    /// <summary>z of Newcombe's case a is 2.65, one-sided P 0.004: package cicalc, Mee's statistic at a difference of 0. All digits by mpmath 1.3.0.</summary>
    [Fact]
    public void PValue_HasAllItsDigits()
    {
        RetentionExperiment trial = Experiment(control: (80, 48), treatment: (70, 56));

        Assert.Equal(2.6501719512585326194, Defined(trial.Z), 1e-14);
        Assert.Equal(0.0080450813681965847314, Defined(trial.PValue), 1e-16);
    }

    [Fact]
    public void PValue_OfAHugeDifference_IsTinyAndNotZero() =>
        Assert.InRange(Defined(Experiment(control: (10_000, 5_000), treatment: (10_000, 3_800)).PValue), 1e-70, 1e-60);

    [Theory]
    [InlineData(0, 0, 10, 3)]
    [InlineData(10, 3, 0, 0)]
    [InlineData(0, 0, 0, 0)]
    public void Everything_IsUndefinedWithAnEmptyArm(int customers1, int churned1, int customers2, int churned2)
    {
        RetentionExperiment trial = Experiment((customers1, churned1), (customers2, churned2));

        Assert.Null(trial.Difference);
        Assert.Null(trial.Z);
        Assert.Null(trial.PValue);
        Assert.Null(trial.Interval());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 20)]
    public void Z_WithoutVariance_IsUndefined_ButTheIntervalIsNot(int churned1, int churned2)
    {
        RetentionExperiment trial = Experiment(control: (10, churned1), treatment: (20, churned2));

        Assert.Equal(0m, trial.Difference);
        Assert.Null(trial.Z);
        Assert.Null(trial.PValue);
        Assert.True(Defined(trial.Interval()).Contains(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void Interval_ALevelThatIsNone_IsRefused(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Experiment((10, 1), (10, 2)).Interval(level));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(5, -1)]
    [InlineData(5, 6)]
    public void Arm_ThatCannotBe_IsRefused(long customers, long churned) =>
        Assert.Throws<ArgumentOutOfRangeException>(customers < 0 ? nameof(customers) : nameof(churned), () => new ExperimentArm(customers, churned));

    [Fact]
    public void Arm_OfARollForward_CountsThoseOfTheStart()
    {
        RollForwardRow february = TwoMonths.RollForward[1];

        Assert.Equal(new ExperimentArm(customers: 3, churned: 1), ExperimentArm.Of(february));
        Assert.Equal(february.CustomerChurnRate, ExperimentArm.Of(february).ChurnRate);
    }

    [Fact]
    public void Interval_IsShownWithItsLevel_WhateverTheCulture() =>
        Assert.Equal("-0.0464 to -0.0019, at 95 %", Experiment(control: (1000, 80), treatment: (1000, 56)).Interval().ToString());

    internal static RetentionExperiment Experiment((long Customers, long Churned) control, (long Customers, long Churned) treatment) =>
        new(new ExperimentArm(control.Customers, control.Churned), new ExperimentArm(treatment.Customers, treatment.Churned));

    private static TValue Defined<TValue>(TValue? value)
        where TValue : struct =>
        Assert.NotNull(value);
}
