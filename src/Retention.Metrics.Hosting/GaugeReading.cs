namespace Retention.Metrics.Hosting;

/// <summary>What the gauges report of one currency and, where there are segments, of one segment.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Segment">The name of the segment; <see langword="null"/> for all customers.</param>
/// <param name="Mrr">MRR when the snapshot was taken.</param>
/// <param name="Customers">Customers when the snapshot was taken.</param>
/// <param name="ChurnRate">Customer churn rate of the last complete month.</param>
internal sealed record GaugeReading(Currency Currency, string? Segment, RecurringRevenue Mrr, long Customers, Ratio ChurnRate)
{
    /// <summary>The segment of those which are beyond the bound.</summary>
    public const string Other = "other";

    /// <summary>Reads a snapshot: for each currency all customers, then each segment, of which the smallest beyond the bound are one.</summary>
    public static GaugeReading[] Of(RetentionSnapshot snapshot, int maxSegments)
    {
        // The month before the snapshot and what is known of the running one: where a snapshot is taken as a month begins, an instant of it.
        ReportingPeriod month = snapshot.LastMonths(1)[0];
        Instant[] bounds = month.End < snapshot.TakenAt ? [month.Start, month.End, snapshot.TakenAt] : [month.Start, month.End];
        return [.. snapshot.RollForwards(ReportingPeriods.Between(snapshot.Months.Zone, bounds)).SelectMany(one => Of(one.Currency, one.Total, one.Segments, maxSegments))];
    }

    private static IEnumerable<GaugeReading> Of(Currency currency, RollForward total, BySegment<RollForward>? segments, int maxSegments)
    {
        yield return Of(currency, segment: null, total);
        if (segments is null)
        {
            yield break;
        }

        KeyValuePair<Segment, RollForward>[] largest = [.. segments.OrderByDescending(one => one.Value[^1].ClosingMrr)];
        int alone = largest.Length <= maxSegments ? largest.Length : maxSegments - 1;
        RollForward? other = null;
        foreach ((int place, (Segment segment, RollForward answer)) in largest.Index())
        {
            // A segment of that name is part of it: two readings of one name would be one too many.
            if (place < alone && !string.Equals(segment.Name, Other, StringComparison.Ordinal))
            {
                yield return Of(currency, segment.Name, answer);
            }
            else
            {
                other = other is null ? answer : other.Merge(answer);
            }
        }

        if (other is not null)
        {
            yield return Of(currency, Other, other);
        }
    }

    private static GaugeReading Of(Currency currency, string? segment, RollForward answer) =>
        new(currency, segment, answer[^1].ClosingMrr, answer[^1].ClosingCustomers, answer[0].CustomerChurnRate);
}
