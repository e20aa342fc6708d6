using NodaTime;

namespace Retention.Metrics;

/// <summary>Repeat orders within a number of days.</summary>
public static class RepeatWithinExtensions
{
    /// <summary>Computes the share of first-time customers who order again within a number of days.</summary>
    /// <inheritdoc cref="Metrics.RepeatWithin" path="/remarks"/>
    /// <param name="orders">The orders.</param>
    /// <param name="periods">The periods, one ratio each.</param>
    /// <param name="days">How many days, at least 1.</param>
    /// <param name="asOf">The instant up to which orders are known.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    public static RepeatWithin RepeatWithin(this OrderTimeline orders, ReportingPeriods periods, int days, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return PerSegment(orders, periods, days, asOf, segments: null)[0];
    }

    /// <summary>Computes the share of first-time customers of each segment who order again within a number of days; the segments pool to the total.</summary>
    /// <param name="orders">The orders by segment.</param>
    /// <param name="periods">The periods, one ratio each.</param>
    /// <param name="days">How many days, at least 1.</param>
    /// <param name="asOf">The instant up to which orders are known.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    public static BySegment<RepeatWithin> RepeatWithin(this Segmented<OrderTimeline> orders, ReportingPeriods periods, int days, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Answer(PerSegment(orders.Timeline, periods, days, asOf, orders.Segments), static (left, right) => left.Merge(right));
    }

    private static RepeatWithin[] PerSegment(OrderTimeline orders, ReportingPeriods periods, int days, Instant asOf, SegmentColumn? segments)
    {
        ArgumentNullException.ThrowIfNull(periods);
        OrderColumns columns = orders.Columns;
        if (days is < 1 or > 36_500)
        {
            throw new ArgumentOutOfRangeException(nameof(days), days, "1 to 36,500 days.");
        }

        PeriodIndex index = PeriodIndex.Over(periods);
        long window = days * NodaConstants.TicksPerDay, known = asOf.ToUnixTimeTicks();
        RepeatSums[][] sums = [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(_ => new RepeatSums[periods.Count])];
        for (int customer = 0; customer < orders.CustomerCount; customer++)
        {
            int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
            if (first == end || columns.Time[first] < index.Bounds[0] || columns.Time[first] >= index.Bounds[^1] || columns.Time[first] + window >= known)
            {
                continue;
            }

            bool again = first + 1 < end && columns.Time[first + 1] <= columns.Time[first] + window;
            sums[segments is null ? 0 : segments.SegmentOf[customer]][index.Of(columns.Time[first])] += new RepeatSums(again ? 1 : 0, 1);
        }

        return Array.ConvertAll(sums, own => new RepeatWithin(periods, days, asOf, new PeriodTotals<RepeatSums>(own)));
    }
}
