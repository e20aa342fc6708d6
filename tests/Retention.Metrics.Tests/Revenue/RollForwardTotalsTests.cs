using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>Totals of a roll-forward that contradict each other are refused, and the message names the period and the values.</summary>
public sealed class RollForwardTotalsTests
{
    private static readonly ReportingPeriods TwoMonths = Months("2026-01", "2026-02");

    private static readonly MetricPolicy PerEvent = MetricPolicy.Default with { Netting = Netting.PerEvent };

    /// <summary>A new customer of 100 a year.</summary>
    private static readonly RollForwardTotals January = new() { NewMrr = 100, ClosingMrr = 100, NewCustomers = 1, ClosingCustomers = 1 };

    /// <summary>The customer stays.</summary>
    private static readonly RollForwardTotals February = new() { OpeningMrr = 100, ClosingMrr = 100, OpeningCustomers = 1, ClosingCustomers = 1, CustomersAtRisk = 1 };

    /// <summary>The totals that cannot be negative: all but the change by exchange rates.</summary>
    public static TheoryData<string> NonNegative => [.. typeof(RollForwardTotals).GetProperties().Select(total => total.Name).Except([nameof(RollForwardTotals.FxMrr)], StringComparer.Ordinal)];

    [Fact]
    public void TotalsThatAgree_AreAccepted() => Assert.Equal(Currency.Eur, Make(January, February).Currency);

    [Fact]
    public void Totals_OfFewerPeriods_AreRefused()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Make(January));

        Assert.StartsWith("There are totals of 1 periods, but 2 periods; expected one for each period.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NonNegative))]
    public void ANegativeTotal_IsRefused(string name) => AssertRefused(With(name, -1), $"{name} is -1; it must be between 0 and");

    [Fact]
    public void AnAmountTooLarge_IsRefused() =>
        AssertRefused(February with { OpeningMrr = Int128.MaxValue }, $"{nameof(RollForwardTotals.OpeningMrr)} is {Int128.MaxValue}; it must be between 0 and 1000000000000000000000000000000");

    [Fact]
    public void AnFxTooLarge_IsRefused() =>
        AssertRefused(February with { FxMrr = Int128.MinValue }, $"{nameof(RollForwardTotals.FxMrr)} is {Int128.MinValue}; it must be between -1000000000000000000000000000000 and");

    [Fact]
    public void AClosing_ThatMovementsDoNotReach_IsRefused() =>
        AssertRefused(February with { ClosingMrr = 101 }, $"{nameof(RollForwardTotals.ClosingMrr)} is 101, but opening and movements add up to 100; they must be equal");

    [Fact]
    public void ClosingCustomers_ThatMovementsDoNotReach_AreRefused() =>
        AssertRefused(February with { ClosingCustomers = 2 }, $"{nameof(RollForwardTotals.ClosingCustomers)} is 2, but opening and movements add up to 1; they must be equal");

    [Fact]
    public void AnOpening_OtherThanTheClosingBefore_IsRefused() =>
        AssertRefused(February with { OpeningMrr = 99, ClosingMrr = 99 }, "it opens with 99 and 1 customers, but the period before closes with 100 and 1; they must be equal");

    [Fact]
    public void OpeningCustomers_OtherThanTheClosingOnesBefore_AreRefused() =>
        AssertRefused(
            February with { OpeningCustomers = 2, ClosingCustomers = 2, CustomersAtRisk = 2 },
            "it opens with 100 and 2 customers, but the period before closes with 100 and 1; they must be equal");

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void LostAndGained_OtherThanTheMovements_AreRefused_WithNettingPerPeriod(int lost, int gained)
    {
        RollForwardTotals totals = February with { LostMrr = lost, GainedMrr = gained };

        AssertRefused(totals, $"LostMrr is {lost} and GainedMrr {gained}; with netting per period they must be churn + contraction, 0, and expansion, 0");
        Assert.Equal(2, RollForward.FromTotals(TwoMonths, PerEvent, Currency.Eur, [January, totals]).Count);
    }

    [Fact]
    public void MoreLost_ThanTheOpening_IsRefused() =>
        AssertRefused(February with { LostMrr = 101 }, "LostMrr is 101; it must be between 0 and OpeningMrr, 100", PerEvent);

    [Fact]
    public void MoreCustomersChanged_ThanThereWere_AreRefused() =>
        AssertRefused(
            February with { ExpandedCustomers = 1, ContractedCustomers = 1 },
            "ChurnedCustomers, ExpandedCustomers and ContractedCustomers are 0, 1 and 1; together they must be at most OpeningCustomers, 1");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 2)]
    public void LostCustomers_OtherThanTheChurnedOnes_AreRefused_UnderTheDefaultCounting(long lost, int atRisk)
    {
        RollForwardTotals totals = February with { LostCustomers = lost, CustomersAtRisk = atRisk };

        AssertRefused(totals, $"LostCustomers is {lost} and CustomersAtRisk {atRisk}; under this policy they must be the churned customers, 0, and the opening customers, 1");
        MetricPolicy other = MetricPolicy.Default with { ChurnCounting = ChurnCounting.EveryDrop, ChurnDenominator = ChurnDenominator.StartPlusNew };
        Assert.Equal(2, RollForward.FromTotals(TwoMonths, other, Currency.Eur, [January, totals]).Count);
    }

    private static RollForward Make(params RollForwardTotals[] totals) => RollForward.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, totals);

    private static void AssertRefused(RollForwardTotals february, string expected, MetricPolicy? policy = null)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => RollForward.FromTotals(TwoMonths, policy ?? MetricPolicy.Default, Currency.Eur, [January, february]));

        Assert.StartsWith($"Totals of period 2026-02: {expected}", refused.Message, StringComparison.Ordinal);
        Assert.Equal("totals", refused.ParamName);
    }

    private static RollForwardTotals With(string name, int value)
    {
        object totals = February;
        System.Reflection.PropertyInfo total = typeof(RollForwardTotals).GetProperty(name)!;
        total.SetValue(totals, total.PropertyType == typeof(Int128) ? (Int128)value : Convert.ChangeType(value, total.PropertyType, System.Globalization.CultureInfo.InvariantCulture));
        return (RollForwardTotals)totals;
    }
}
