using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>Totals of a window that contradict each other are refused, and the message names the period and the values.</summary>
public sealed class TrailingTotalsTests
{
    [Fact]
    public void Totals_OfOtherCustomers_AddUp()
    {
        var one = new TrailingTotals { OpeningMrr = 100, KeptMrr = 60, ClosingMrr = 90, LostCustomers = 1, CustomersAtRisk = 4.5m };
        var other = new TrailingTotals { OpeningMrr = 7, KeptMrr = 5, ClosingMrr = 6, LostCustomers = 2, CustomersAtRisk = 3m };

        Assert.Equal(new TrailingTotals { OpeningMrr = 107, KeptMrr = 65, ClosingMrr = 96, LostCustomers = 3, CustomersAtRisk = 7.5m }, one + other);
        Assert.Equal(one, one + default(TrailingTotals));
    }

    private static readonly ReportingPeriods TwoMonths = Months("2026-01", "2026-02");

    private static readonly TrailingTotals Agreeing = new() { OpeningMrr = 100, KeptMrr = 60, ClosingMrr = 80, LostCustomers = 1, CustomersAtRisk = 2 };

    [Fact]
    public void TotalsThatAgree_AreAccepted() => Assert.Equal(0.8m, Make(Agreeing, Agreeing)[1].NetRevenueRetention.Value);

    [Fact]
    public void Totals_OfMorePeriods_AreRefused()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Make(Agreeing, Agreeing, Agreeing));

        Assert.StartsWith("There are totals of 3 periods, but 2 periods; expected one for each period.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANegativeOpening_IsRefused() => AssertRefused(Agreeing with { OpeningMrr = -1 }, "OpeningMrr is -1; it must be between 0 and 1000000000000000000000000000000");

    [Fact]
    public void AnOpeningTooLarge_IsRefused() => AssertRefused(Agreeing with { OpeningMrr = Int128.MaxValue }, $"OpeningMrr is {Int128.MaxValue}; it must be between 0 and");

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void MoreKept_ThanTheOpening_OrLessThanNothing_IsRefused(int kept) => AssertRefused(Agreeing with { KeptMrr = kept, ClosingMrr = 200 }, $"KeptMrr is {kept}; it must be between 0 and OpeningMrr, 100");

    [Fact]
    public void AClosing_BelowWhatIsKept_IsRefused() => AssertRefused(Agreeing with { ClosingMrr = 59 }, "ClosingMrr is 59; it must be between KeptMrr, 60, and 1000000000000000000000000000000");

    [Fact]
    public void AClosingTooLarge_IsRefused() => AssertRefused(Agreeing with { ClosingMrr = Int128.MaxValue }, $"ClosingMrr is {Int128.MaxValue}; it must be between KeptMrr, 60, and");

    [Fact]
    public void NegativeLostCustomers_AreRefused() => AssertRefused(Agreeing with { LostCustomers = -1 }, "LostCustomers is -1; it must be 0 or more");

    [Fact]
    public void NegativeCustomersAtRisk_AreRefused() => AssertRefused(Agreeing with { CustomersAtRisk = -0.5m }, $"CustomersAtRisk is -0.5; it must be between 0 and {long.MaxValue}");

    [Fact]
    public void MoreLostCustomers_ThanAtRisk_AreRefused_WhereChurnIsCountedAtTheEnds()
    {
        TrailingTotals totals = Agreeing with { LostCustomers = 3 };

        AssertRefused(totals, "LostCustomers is 3; under this policy it must be between 0 and CustomersAtRisk, 2");
        MetricPolicy every = MetricPolicy.Default with { ChurnCounting = ChurnCounting.EveryDrop };
        Assert.Equal(2, TrailingRetention.FromTotals(TwoMonths, every, Currency.Eur, Period.FromYears(1), [Agreeing, totals]).Count);
    }

    private static TrailingRetention Make(params TrailingTotals[] totals) => TrailingRetention.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, Period.FromYears(1), totals);

    private static void AssertRefused(TrailingTotals february, string expected)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Make(Agreeing, february));

        Assert.StartsWith($"Totals of period 2026-02: {expected}", refused.Message, StringComparison.Ordinal);
        Assert.Equal("totals", refused.ParamName);
    }
}
