using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories.Invoices;

/// <summary>Lines of one subscription that overlap, in numbers at which looking at all of them at every instant would take minutes.</summary>
[Trait("Kind", "Numbers")]
public sealed class ManyOverlappingLinesTests
{
    private const int Many = 50_000;

    private static readonly Instant First = Utc("2026-01-01"), Next = Utc("2026-02-01"), Last = Utc("2026-03-01");

    [Fact]
    public void LinesThatBeginOneAfterAnother_AddUp()
    {
        RevenueTimeline timeline = Timeline(i => Line(i, First + Duration.FromSeconds(i), Last + Duration.FromSeconds(i), 10m) with { Interval = BillingInterval.Monthly });

        Assert.Equal((Many * 10m, 10m, 0m), (Mrr(timeline, Last), Mrr(timeline, Last + Duration.FromSeconds(Many - 1)), Mrr(timeline, Last + Duration.FromSeconds(Many))));
    }

    [Fact]
    public void LinesOfUnlikeIntervals_AddUpByTheYear()
    {
        RevenueTimeline timeline = Timeline(i => Line(i, First + Duration.FromSeconds(i), Last, 12m) with { Interval = i % 2 == 0 ? BillingInterval.Monthly : BillingInterval.Yearly });

        Assert.Equal(Many / 2 * 13m, Mrr(timeline, Last));
    }

    [Fact]
    public void LinesThatFollowOthersOfOneInstant_GoOn()
    {
        RevenueTimeline timeline = Timeline(i => i % 2 == 0 ? Line(i, First, Next, 10m) : Line(i, Next, Last, 20m));

        Assert.Equal((Many / 2 * 10m, Many / 2 * 20m), (Mrr(timeline, Next), Mrr(timeline, Last)));
    }

    [Fact]
    public void ProrationsOneAfterAnother_WithoutANextPeriod_AddTheirRates()
    {
        RevenueTimeline timeline = Timeline(i => i % 2 == 0 ? Line(i, First, Next, 10m) : Line(i, First + Duration.FromMilliseconds(i), Next, 1m) with { IsProration = true });

        Assert.Equal(Many / 2 * 11m, Mrr(timeline, Next));
    }

    [Fact]
    public void ProrationsOneAfterAnother_BeforeANextPeriod_StateItsLevel()
    {
        RevenueTimeline timeline = Timeline(i =>
            i % 4 == 0 ? Line(i, First, Next, 10m)
            : i % 4 == 1 ? Line(i, Next, Last, 20m)
            : Line(i, First + Duration.FromSeconds(i), Next, 1m) with { IsProration = true });

        Assert.Equal((Many / 4 * 10m, Many / 4 * 20m, Many / 4 * 20m), (Mrr(timeline, First + Duration.FromSeconds(1)), Mrr(timeline, First + Duration.FromDays(15)), Mrr(timeline, Last)));
    }

    private static RevenueTimeline Timeline(Func<int, InvoiceLine> lineOf) => RevenueTimeline.FromHistory(InvoiceRevenue.Create(Enumerable.Range(0, Many).Select(lineOf)));

    /// <summary>What is paid up to an instant.</summary>
    private static decimal Mrr(RevenueTimeline timeline, Instant until) => timeline.MrrAt(until).Monthly.Amount;

    private static InvoiceLine Line(int id, Instant start, Instant end, decimal amount) =>
        new("ada", "s", start, end, Eur(amount)) { LineId = FormattableString.Invariant($"{id}"), Product = id % 3 == 0 ? "seat" : "room" };
}
