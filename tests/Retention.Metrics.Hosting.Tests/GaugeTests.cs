namespace Retention.Metrics.Hosting.Tests;

public sealed class GaugeTests
{
    private static readonly Instant InMarch = Facts.Noon(3, 20);

    [Fact]
    public void WithoutSegments_AGaugeIsOfAllCustomersOfACurrency()
    {
        RetentionSnapshot snapshot = Snapshot(new RetentionData(Facts.InTwoCurrencies), InMarch);

        Assert.Equal(["EUR  79 2 0/2", "USD  10 1 0/1"], snapshot.Gauges.Select(Line));
    }

    [Fact]
    public void TheChurnRate_IsThatOfTheLastCompleteMonth()
    {
        RetentionSnapshot snapshot = Snapshot(new RetentionData(Facts.History), Facts.Noon(4, 1));

        Assert.Equal(["EUR  79 2 1/2"], snapshot.Gauges.Select(Line));
    }

    [Fact]
    public void AsAMonthBegins_TheLastInstantOfTheMonthBeforeCounts()
    {
        RetentionSnapshot snapshot = Snapshot(new RetentionData(Facts.History), Instant.FromUtc(2026, 4, 1, 0, 0));

        Assert.Equal(["EUR  79 2 1/2"], snapshot.Gauges.Select(Line));
    }

    [Fact]
    public void Segments_BeyondTheBound_AreOne()
    {
        var data = new RetentionData(Facts.History) { Segmentation = Facts.Plans };

        Assert.Equal(["EUR  79 2 0/2", "EUR pro 49 1 0/1", "EUR team 30 1 0/0", "EUR basic 0 0 0/1"], Snapshot(data, InMarch).Gauges.Select(Line));
        Assert.Equal(["EUR  79 2 0/2", "EUR pro 49 1 0/1", "EUR other 30 1 0/1"], Snapshot(data, InMarch, most: 2).Gauges.Select(Line));
        Assert.Equal(["EUR  79 2 0/2", "EUR other 79 2 0/2"], Snapshot(data, InMarch, most: 1).Gauges.Select(Line));
    }

    [Fact]
    public void ASegmentOfTheName_IsPartOfTheOther()
    {
        var plans = Segmentation.By([new("ada", [new("plan", "other")]), new("bo", [new("plan", "basic")]), new("cy", [new("plan", "team")])], "plan");
        var data = new RetentionData(Facts.History) { Segmentation = plans };

        Assert.Equal(["EUR  79 2 0/2", "EUR team 30 1 0/0", "EUR basic 0 0 0/1", "EUR other 49 1 0/1"], Snapshot(data, InMarch).Gauges.Select(Line));
    }

    private static RetentionSnapshot Snapshot(RetentionData data, Instant takenAt, int most = 20) =>
        RetentionSnapshot.Create(data, new RetentionMetricsOptions { MaxSegments = most }, takenAt);

    private static string Line(GaugeReading one) =>
        FormattableString.Invariant($"{one.Currency} {one.Segment} {one.Mrr.Monthly.Amount:0.##} {one.Customers} {one.ChurnRate.Numerator:0}/{one.ChurnRate.Denominator:0}");
}
