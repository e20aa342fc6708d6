using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Experiments;

public sealed class ExperimentPlanTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    private static readonly Arbitrary<(double Control, double Treatment, double Power)> Plans = Arb.From(
        from control in Gen.Choose(0, 1000)
        from treatment in Gen.Choose(0, 1000)
        from power in Gen.Choose(500, 990)
        where control != treatment && (control % 1000 != 0 || treatment % 1000 != 0)
        select (control / 1000.0, treatment / 1000.0, power / 1000.0));

    /// <summary>
    /// Chow, Shao and Wang, Sample Size Calculations in Clinical Research, 2nd edition, page 89: 65 % against 85 % at 5 % and 80 % take 70 an arm
    /// (69.66 before rounding up, on powerandsamplesize.com, which has the same formula). A difference of 60 % and 70 % at 1 % and 90 % takes 670:
    /// published as 670.5 with quantiles rounded to 2.58 and 1.28.
    /// </summary>
    [Theory]
    [InlineData(0.65, 0.85, 0.80, 0.05, 70)]
    [InlineData(0.85, 0.65, 0.80, 0.05, 70)]
    [InlineData(0.60, 0.70, 0.90, 0.01, 670)]
    [InlineData(0.08, 0.06, 0.80, 0.05, 2551)]
    public void CustomersPerArm_IsThePublishedNumber(double control, double treatment, double power, double significance, long published) =>
        Assert.Equal(published, ExperimentPlan.CustomersPerArm(control, treatment, power, significance));

    [Theory]
    [InlineData(0.3, 0.3)]
    [InlineData(0.0, 0.0)]
    [InlineData(0.0, 1.0)]
    [InlineData(1.0, 0.0)]
    public void WithoutDifferenceOrVariance_ThereIsNoNumber(double control, double treatment)
    {
        Assert.Null(ExperimentPlan.CustomersPerArm(control, treatment));
        Assert.Null(ExperimentPlan.Power(control, treatment, customersPerArm: 100));
    }

    [Fact]
    public void CustomersPerArm_IsTheSmallestNumberWithThePowerWanted() =>
        Prop.ForAll(Plans, plan =>
        {
            long customers = ExperimentPlan.CustomersPerArm(plan.Control, plan.Treatment, plan.Power) ?? 0;

            Assert.True(ExperimentPlan.Power(plan.Control, plan.Treatment, customers) >= plan.Power - 1e-12);
            Assert.True(customers == 1 || ExperimentPlan.Power(plan.Control, plan.Treatment, customers - 1) < plan.Power + 1e-12);
        }).Check(Settings);

    [Fact]
    public void Power_GrowsWithTheCustomers_AndWithTheSignificance() =>
        Prop.ForAll(Plans, plan =>
        {
            double[] byCustomers = [.. new long[] { 1, 10, 100, 1_000, 10_000 }.Select(customers => ExperimentPlan.Power(plan.Control, plan.Treatment, customers) ?? -1)];
            double[] bySignificance = [.. new[] { 0.001, 0.01, 0.05, 0.2 }.Select(significance => ExperimentPlan.Power(plan.Control, plan.Treatment, 50, significance) ?? -1)];

            Assert.Equal(byCustomers.Order(), byCustomers);
            Assert.Equal(bySignificance.Order(), bySignificance);
            Assert.All(byCustomers.Concat(bySignificance), power => Assert.InRange(power, 0, 1));
        }).Check(Settings);

    [Fact]
    public void MorePower_TakesMoreCustomers() =>
        Prop.ForAll(Plans, plan =>
            Assert.True(ExperimentPlan.CustomersPerArm(plan.Control, plan.Treatment, plan.Power) <= ExperimentPlan.CustomersPerArm(plan.Control, plan.Treatment, plan.Power + 0.009))).Check(Settings);

    [Fact]
    public void ATinyDifference_TakesMoreThanThereAre_AndSaysSo() =>
        Assert.Throws<OverflowException>(() => ExperimentPlan.CustomersPerArm(0.5, 0.5 + 1e-10));

    [Theory]
    [InlineData(-0.1, 0.1, 0.8, 0.05)]
    [InlineData(0.1, 1.1, 0.8, 0.05)]
    [InlineData(double.NaN, 0.1, 0.8, 0.05)]
    [InlineData(0.1, 0.2, 1.0, 0.05)]
    [InlineData(0.1, 0.2, 0.05, 0.05)]
    [InlineData(0.1, 0.2, 0.8, 0.0)]
    [InlineData(0.1, 0.2, 0.8, double.NaN)]
    public void APlanThatIsNone_IsRefused(double control, double treatment, double power, double significance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExperimentPlan.CustomersPerArm(control, treatment, power, significance));

    [Fact]
    public void Power_WithoutCustomers_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExperimentPlan.Power(0.1, 0.2, customersPerArm: 0));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Power_AtNoSignificance_IsRefused(double significance) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(significance), () => ExperimentPlan.Power(0.1, 0.2, customersPerArm: 10, significance));
}
