namespace Retention.Metrics.Hosting.Tests;

public sealed class RetentionSnapshotTests
{
    private static readonly Instant InApril = Instant.FromUtc(2026, 4, 15, 0, 0);

    [Fact]
    public void ASnapshot_AnswersAsTheTimelineDoes()
    {
        RetentionSnapshot snapshot = RetentionSnapshot.Create(new RetentionData(Facts.History), new RetentionMetricsOptions(), InApril);
        ReportingPeriods quarter = snapshot.LastMonths(3);

        Assert.Equal(["2026-01", "2026-02", "2026-03"], quarter.Select(month => month.Name));
        Assert.Equal(RevenueTimeline.FromHistory(Facts.History).RollForward(quarter), snapshot.RollForward(quarter));
        Assert.Equal(79m, snapshot.RollForward(quarter)[^1].ClosingMrr.Monthly.Amount);
        Assert.Equal(Currency.Eur, snapshot.Timeline.Currency);
    }

    [Fact]
    public void ThePolicyAndTheZone_AreThoseOfTheOptions()
    {
        var options = new RetentionMetricsOptions { Policy = PolicyPreset.Stripe.Policy, Zone = DateTimeZoneProviders.Tzdb["Asia/Kathmandu"] };
        RetentionSnapshot snapshot = RetentionSnapshot.Create(new RetentionData(Facts.History), options, InApril);

        Assert.Equal(PolicyPreset.Stripe.Policy, snapshot.Policy);
        Assert.Equal(Instant.FromUtc(2026, 2, 28, 18, 15), snapshot.LastMonths(1).Start);
        Assert.Equal(Ratio.Of(1m, 3m), snapshot.RollForward(snapshot.LastMonths(1))[0].CustomerChurnRate);
    }

    [Fact]
    public void SeveralCurrencies_AreAddedUpAtTheRates()
    {
        var rates = ExchangeRateTable.Create([new(new LocalDate(2026, 1, 1), Currency.Usd, Currency.Eur, 0.5m)], maxAgeDays: 366);
        var options = new RetentionMetricsOptions { Currency = Currency.Eur, Rates = rates };
        RetentionSnapshot snapshot = RetentionSnapshot.Create(new RetentionData(Facts.InTwoCurrencies), options, InApril);

        Assert.Equal(84m, snapshot.RollForward(snapshot.LastMonths(3))[^1].ClosingMrr.Monthly.Amount);
        Assert.Equal(
            MultiCurrencyTimeline.FromHistory(Facts.InTwoCurrencies).RollForward(snapshot.LastMonths(3), Currency.Eur, rates),
            snapshot.RollForward(snapshot.LastMonths(3)));
    }

    [Fact]
    public void SeveralCurrencies_WithoutAReportingCurrency_AreReadOneByOne()
    {
        RetentionSnapshot snapshot = RetentionSnapshot.Create(new RetentionData(Facts.InTwoCurrencies), new RetentionMetricsOptions(), InApril);

        Assert.Equal([Currency.Eur, Currency.Usd], snapshot.Timelines.Select(timeline => timeline.Currency));
        Assert.Contains("EUR, USD", Assert.Throws<InvalidOperationException>(() => snapshot.RollForward(snapshot.LastMonths(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherCurrency_WithoutRates_IsRefused()
    {
        var options = new RetentionMetricsOptions { Currency = Currency.Eur };

        Assert.Equal(
            "There is revenue in EUR, USD, and the reporting currency is EUR; expected rates, or no reporting currency.",
            Assert.Throws<InvalidOperationException>(() => RetentionSnapshot.Create(new RetentionData(Facts.InTwoCurrencies), options, InApril)).Message);
    }

    [Fact]
    public void TimelinesOfALedger_AreReadUnderTheirOwnPolicy_AndNotConverted()
    {
        MetricPolicy policy = MetricPolicy.Default with { Netting = Netting.PerEvent };
        RevenueTimeline ledger = RevenueTimeline.FromHistory(Facts.History, policy);
        RetentionSnapshot snapshot = RetentionSnapshot.Create(new RetentionData(ledger), new RetentionMetricsOptions(), InApril);
        var inYen = new RetentionMetricsOptions { Currency = Currency.Jpy, Rates = ExchangeRateTable.Create([]) };

        Assert.Equal(policy, snapshot.Policy);
        Assert.Same(ledger, snapshot.Timeline);
        Assert.Contains("only facts are converted", Assert.Throws<InvalidOperationException>(() => RetentionSnapshot.Create(new RetentionData(ledger), inYen, InApril)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoFacts_AreASnapshotOfNobody()
    {
        RetentionSnapshot snapshot = RetentionSnapshot.Create(new RetentionData(SubscriptionHistory.Create()), new RetentionMetricsOptions { Currency = Currency.Eur }, InApril);

        Assert.Equal(0, snapshot.RollForward(snapshot.LastMonths(1))[0].ClosingCustomers);
    }

    [Fact]
    public void Timelines_OfOneCurrencyTwice_OrNone_AreRefused()
    {
        RevenueTimeline one = RevenueTimeline.FromHistory(Facts.History);

        Assert.Throws<ArgumentException>(() => new RetentionData(one, one));
        Assert.Throws<ArgumentException>(() => new RetentionData(Array.Empty<RevenueTimeline>()));
        Assert.Throws<ArgumentNullException>(() => new RetentionData((SubscriptionHistory)null!));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetentionMetricsOptions { RefreshEvery = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetentionMetricsOptions { MaxSegments = 1_001 });
        Assert.Throws<ArgumentNullException>(() => new RetentionMetricsOptions { Zone = null! });
    }
}
