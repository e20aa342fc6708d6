using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories.Invoices;

/// <summary>A subscription goes on where its last line ends after the data; what its earlier lines state is not changed.</summary>
public sealed class DataEndTests
{
    [Fact]
    public void APeriodBeforeAnother_EndsWhereTheOtherStarts_AlsoAfterTheData() =>
        Assert.Equal(
            [("2026-02-05", 30m), ("2026-03-05", 40m), ("2026-04-05", 40m)],
            Levels("2026-01-20", ["2026-02-05", "2026-03-05", "2026-04-05"], Line("2026-01-05", "2026-02-05", 30m), Line("2026-02-05", "2026-03-05", 40m)));

    [Fact]
    public void OfLinesOfOneTime_ThoseThatEndBeforeTheLast_End() =>
        Assert.Equal(
            [("2026-02-05", 30m), ("2026-02-10", 20m), ("2026-03-01", 20m)],
            Levels("2026-02-01", ["2026-02-05", "2026-02-10", "2026-03-01"], Line("2026-01-05", "2026-02-05", 10m, product: "seats"), Line("2026-01-10", "2026-02-10", 20m, product: "plan")));

    [Fact]
    public void LinesThatEndLastTogether_GoOnTogether() =>
        Assert.Equal(
            [("2026-02-05", 30m), ("2026-03-01", 30m)],
            Levels("2026-02-01", ["2026-02-05", "2026-03-01"], Line("2026-01-05", "2026-02-05", 10m, product: "seats"), Line("2026-01-05", "2026-02-05", 20m, product: "plan")));

    [Fact]
    public void AGapBetweenPeriods_IsAnEnd_AlsoAfterTheData()
    {
        SubscriptionHistory history = InvoiceRevenue.Create([Line("2026-01-05", "2026-02-05", 30m), Line("2026-03-05", "2026-04-05", 30m)], new InvoiceRevenueOptions { DataEnd = Utc("2026-02-01") });

        Assert.Equal(["Started", "Ended", "Started"], history.Select(one => one.GetType().Name));
    }

    [Fact]
    public void ACreditOfAll_IsAnEnd_AlsoAfterTheData()
    {
        SubscriptionHistory history = InvoiceRevenue.Create([Line("2026-01-05", "2026-02-05", 31m), Line("2026-01-20", "2026-02-05", -16m) with { IsProration = true }], new InvoiceRevenueOptions { DataEnd = Utc("2026-01-10") });

        Assert.Equal(Utc("2026-01-20"), Assert.IsType<SubscriptionEvent.Ended>(history[^1]).At);
    }

    [Fact]
    public void ARateThatAProrationAdds_GoesOnWithTheLastLine() =>
        Assert.Equal(
            [("2026-01-20", 31m), ("2026-02-05", 62m), ("2026-03-01", 62m)],
            Levels("2026-02-01", ["2026-01-20", "2026-02-05", "2026-03-01"], Line("2026-01-05", "2026-02-05", 31m), Line("2026-01-20", "2026-02-05", 16m) with { IsProration = true }));

    /// <summary>What is paid up to each of some days.</summary>
    private static (string Day, decimal Mrr)[] Levels(string dataEnd, string[] days, params InvoiceLine[] lines)
    {
        RevenueTimeline timeline = RevenueTimeline.FromHistory(InvoiceRevenue.Create(lines, new InvoiceRevenueOptions { DataEnd = Utc(dataEnd) }));
        return Array.ConvertAll(days, day => (day, timeline.MrrAt(Utc(day)).Monthly.Amount));
    }

    private static InvoiceLine Line(string start, string end, decimal amount, string? product = null) => new("ada", "s", Utc(start), Utc(end), Eur(amount)) { Product = product };
}
