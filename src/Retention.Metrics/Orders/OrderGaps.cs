using NodaTime;

namespace Retention.Metrics;

/// <summary>Days between consecutive orders of a customer, by the period of the later one; the last histogram is of all periods.</summary>
internal static class OrderGaps
{
    public static DayHistogram[][] Compute(OrderTimeline book, ReportingPeriods periods, SegmentColumn? segments, ExecutionOptions execution)
    {
        OrderColumns columns = book.Columns;
        PeriodIndex index = PeriodIndex.Over(periods);
        var days = new LocalDays(periods.Zone, Instant.Min(book.FirstOrder ?? periods.Start, periods.Start), periods.End);
        int count = segments?.Segments.Length ?? 1;
        DayHistogram[][][] parts = CustomerSplit.Run(columns.Offsets, execution, (first, end) =>
        {
            DayHistogram[][] part = [.. Enumerable.Range(0, count).Select(_ => NewHistograms(periods.Count + 1))];
            for (int customer = first; customer < end; customer++)
            {
                Follow(columns, customer, index, days, part[segments is null ? 0 : segments.SegmentOf[customer]]);
            }

            return part;
        });
        return [.. Enumerable.Range(0, count).Select(segment =>
        {
            DayHistogram[] histograms = parts.Select(part => part[segment]).Aggregate(Merge);
            Array.ForEach(histograms[..^1], histograms[^1].AddAll);
            return histograms;
        })];
    }

    public static DayHistogram[] Merge(DayHistogram[] left, DayHistogram[] right) => [.. left.Zip(right, (one, other) => one.Merge(other))];

    private static void Follow(OrderColumns columns, int customer, PeriodIndex index, LocalDays days, DayHistogram[] histograms)
    {
        int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
        long start = index.Bounds[0], finish = index.Bounds[^1];
        int i = first;
        while (i < end && columns.Time[i] < start)
        {
            i++;
        }

        // The first order of all has none before it.
        i = Math.Max(i, first + 1);
        if (i >= end || columns.Time[i] >= finish)
        {
            return;
        }

        for (int before = days.Of(columns.Time[i - 1]), day; i < end && columns.Time[i] < finish; i++, before = day)
        {
            day = days.Of(columns.Time[i]);
            histograms[index.Of(columns.Time[i])].Add(day - before);
        }
    }

    private static DayHistogram[] NewHistograms(int count) => [.. Enumerable.Range(0, count).Select(_ => new DayHistogram())];
}
