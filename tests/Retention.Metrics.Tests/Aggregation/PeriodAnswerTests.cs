using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Aggregation;

/// <summary>What every answer by period shares: position, merging and equality.</summary>
public sealed class PeriodAnswerTests
{
    private static readonly ReportingPeriods TwoMonths = Months("2026-01", "2026-02");

    [Fact]
    public void PartsThatDiffer_DoNotMerge_AndTheMessageNamesOnlyWhatDiffers()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => RollForwardIn(Currency.Eur).Merge(RollForwardIn(Currency.Usd)));

        Assert.StartsWith("The parts differ in currency: EUR here, USD in the other part. Parts merge when periods, policy and currency agree.", refused.Message, StringComparison.Ordinal);
        Assert.Equal("other", refused.ParamName);
    }

    [Fact]
    public void PartsOfOtherPeriods_DoNotMerge()
    {
        ReportingPeriods others = Months("2026-01", "2026-03");
        ArgumentException refused = Assert.Throws<ArgumentException>(() => TrialConversion.Of(SubscriptionHistory.Create(), TwoMonths).Merge(TrialConversion.Of(SubscriptionHistory.Create(), others)));

        Assert.StartsWith("The parts differ in periods: 2026-01 … 2026-02 here, 2026-01 … 2026-03 in the other part. Parts merge when periods agree.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PartsOfOtherWindows_DoNotMerge()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => TrailingOver(Period.FromYears(1)).Merge(TrailingOver(Period.FromDays(30))));

        Assert.StartsWith("The parts differ in window: P1Y here, P30D in the other part. Parts merge when periods, policy, window and currency agree.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APartWithoutAmountsAndCurrency_MergesWithAny_AndNeitherOrderMatters()
    {
        RollForward nobody = RollForward.FromTotals(TwoMonths, MetricPolicy.Default, Currency.None, new RollForwardTotals[2]);

        Assert.True(nobody.Merge(RollForwardIn(Currency.Eur)) == RollForwardIn(Currency.Eur));
        Assert.True(RollForwardIn(Currency.Eur).Merge(nobody) == RollForwardIn(Currency.Eur));
    }

    [Fact]
    public void APartWithAmountsButWithoutCurrency_MergesOnlyWithItsLike() =>
        Assert.Throws<ArgumentException>(() => RollForwardIn(Currency.None).Merge(RollForwardIn(Currency.Eur)));

    private static RollForward RollForwardIn(Currency currency) => RollForward.FromTotals(
        TwoMonths,
        MetricPolicy.Default,
        currency,
        [
            new() { NewMrr = 100, ClosingMrr = 100, NewCustomers = 1, ClosingCustomers = 1 },
            new() { OpeningMrr = 100, ClosingMrr = 100, OpeningCustomers = 1, ClosingCustomers = 1, CustomersAtRisk = 1 },
        ]);

    private static TrailingRetention TrailingOver(Period window) => TrailingRetention.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, window, new TrailingTotals[2]);
}
