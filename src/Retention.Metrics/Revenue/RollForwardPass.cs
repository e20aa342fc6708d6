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

/// <summary>Whether customers can be active without paying. Where none can, their column is never touched.</summary>
internal interface IIdleColumn
{
    static abstract bool Exists { get; }
}

/// <summary>Revenue 0 is inactive.</summary>
internal readonly struct NobodyIdle : IIdleColumn
{
    public static bool Exists => false;
}

/// <summary>A policy keeps customers without revenue.</summary>
internal readonly struct SomeIdle : IIdleColumn
{
    public static bool Exists => true;
}

/// <summary>Hears what happened to a customer.</summary>
internal interface IRollForwardSink
{
    /// <summary>A customer's standing where the first period starts.</summary>
    void Opens(Standing standing);

    /// <summary>A netted change from one level to another that differs; the row is the last change of the stretch.</summary>
    void Moves(int period, int row, Standing before, Standing after, bool returns);

    /// <summary>The two ends of a period in which something changed.</summary>
    void Ends(int period, int row, Standing opening, Standing closing, bool returns, bool everPaid);
}

/// <summary>Follows one customer through the periods: the one place where movements are found.</summary>
internal static class RollForwardPass
{
    public static void Follow<TStretch, TIdle, TSink>(RevenueColumns columns, int customer, PeriodIndex periods, long window, TStretch stretch, ref TSink sink)
        where TStretch : struct, INettingStretch
        where TIdle : struct, IIdleColumn
        where TSink : struct, IRollForwardSink
    {
        int first = columns.Offsets[customer];
        int count = columns.Offsets[customer + 1] - first;
        ReadOnlySpan<long> time = columns.Time.AsSpan(first, count);
        ReadOnlySpan<long> levels = columns.Level.AsSpan(first, count);
        ReadOnlySpan<bool> idles = TIdle.Exists ? columns.Idle.AsSpan(first, count) : default;
        ReadOnlySpan<long> bounds = periods.Bounds;
        long start = bounds[0], finish = bounds[^1], level = 0;
        int i = 0;
        while (i < time.Length && time[i] < start)
        {
            level = levels[i++];
        }

        sink.Opens(new Standing(level, IsIdle(idles, i)));
        while (i < time.Length && time[i] < finish)
        {
            int period = periods.Of(time[i]);
            long periodEnd = bounds[period + 1];
            var opening = new Standing(level, IsIdle(idles, i));

            // The first row of a customer is always a payment, so whoever has an earlier row has paid before.
            bool everPaid = i > 0;
            bool returnsInPeriod = everPaid && (level > 0 || WithinWindow<TIdle>(time, levels, i, window));
            do
            {
                long stretchEnd = stretch.EndOf(time[i], periodEnd);
                var before = new Standing(level, IsIdle(idles, i));
                bool returns = i > 0 && (level > 0 || WithinWindow<TIdle>(time, levels, i, window));
                do
                {
                    level = levels[i++];
                }
                while (i < time.Length && time[i] < stretchEnd);

                if (level != before.Level)
                {
                    sink.Moves(period, first + i - 1, before, new Standing(level, IsIdle(idles, i)), returns);
                }
            }
            while (i < time.Length && time[i] < periodEnd);

            sink.Ends(period, first + i - 1, opening, new Standing(level, IsIdle(idles, i)), returnsInPeriod, everPaid);
        }
    }

    private static bool IsIdle(ReadOnlySpan<bool> idles, int next) => !idles.IsEmpty && next > 0 && idles[next - 1];

    /// <summary>Whether a customer who is inactive up to row <paramref name="next"/> returns with it, within the window after having fallen to 0.</summary>
    private static bool WithinWindow<TIdle>(ReadOnlySpan<long> time, ReadOnlySpan<long> levels, int next, long window)
        where TIdle : struct, IIdleColumn
    {
        // Who was inactive becomes active with the next row. Rows at level 0 can follow each other where the active pay nothing.
        int fell = next - 1;
        while (TIdle.Exists && levels[fell - 1] == 0)
        {
            fell--;
        }

        return time[next] - time[fell] <= window;
    }
}
