namespace Retention.Metrics;

/// <summary>Where the changes of a customer are cut into stretches that are netted.</summary>
internal interface INettingStretch
{
    /// <summary>Whether a stretch is the whole period, so that netted movements and the period's two ends say the same.</summary>
    static abstract bool IsWholePeriod { get; }

    /// <summary>Where the stretch of a change ends, at most at the end of its period.</summary>
    long EndOf(long ticks, long periodEnd);
}

/// <summary>The whole period is one stretch.</summary>
internal readonly struct WholePeriod : INettingStretch
{
    public static bool IsWholePeriod => true;

    public long EndOf(long ticks, long periodEnd) => periodEnd;
}

/// <summary>Each local day is a stretch.</summary>
internal readonly struct LocalDay(PeriodIndex days) : INettingStretch
{
    public static bool IsWholePeriod => false;

    public long EndOf(long ticks, long periodEnd) => Math.Min(days.Bounds[days.Of(ticks) + 1], periodEnd);
}

/// <summary>Each change is a stretch.</summary>
internal readonly struct SingleChange : INettingStretch
{
    public static bool IsWholePeriod => false;

    public long EndOf(long ticks, long periodEnd) => ticks;
}

/// <summary>Hears what happened to a customer.</summary>
internal interface IRollForwardSink
{
    /// <summary>A customer's level where the first period starts.</summary>
    void Opens(long level);

    /// <summary>A netted change from one level to another that differs; the row is the last change of the stretch.</summary>
    void Moves(int period, int row, long before, long after, bool paidBefore);

    /// <summary>The levels at the two ends of a period in which something changed.</summary>
    void Ends(int period, int row, long opening, long closing, bool paidBefore);
}

/// <summary>Follows one customer through the periods: the one place where movements are found.</summary>
internal static class RollForwardPass
{
    public static void Follow<TStretch, TSink>(RevenueColumns columns, int customer, PeriodIndex periods, TStretch stretch, ref TSink sink)
        where TStretch : struct, INettingStretch
        where TSink : struct, IRollForwardSink
    {
        int first = columns.Offsets[customer];
        int count = columns.Offsets[customer + 1] - first;
        ReadOnlySpan<long> time = columns.Time.AsSpan(first, count);
        ReadOnlySpan<long> levels = columns.Level.AsSpan(first, count);
        ReadOnlySpan<long> bounds = periods.Bounds;
        long start = bounds[0], finish = bounds[^1], level = 0;
        int i = 0;
        while (i < time.Length && time[i] < start)
        {
            level = levels[i++];
        }

        sink.Opens(level);
        while (i < time.Length && time[i] < finish)
        {
            int period = periods.Of(time[i]);
            long periodEnd = bounds[period + 1];
            long opening = level;

            // The first row of a customer is always a payment, so whoever has an earlier row has paid before.
            bool paidBeforePeriod = i > 0;
            do
            {
                long stretchEnd = stretch.EndOf(time[i], periodEnd);
                long before = level;
                bool paidBefore = i > 0;
                do
                {
                    level = levels[i++];
                }
                while (i < time.Length && time[i] < stretchEnd);

                if (level != before)
                {
                    sink.Moves(period, first + i - 1, before, level, paidBefore);
                }
            }
            while (i < time.Length && time[i] < periodEnd);

            sink.Ends(period, first + i - 1, opening, level, paidBeforePeriod);
        }
    }
}
