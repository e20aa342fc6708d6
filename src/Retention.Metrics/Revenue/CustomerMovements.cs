namespace Retention.Metrics.Revenue;

/// <summary>Reads the movements of one customer in all periods: the one place where movements are found, for any netting interval.</summary>
internal static class CustomerMovements
{
    public static void Read<TInterval, TActiveAtZero, TSink>(RevenueColumns columns, int customer, PeriodIndex periods, long window, TInterval interval, ref TSink sink)
        where TInterval : struct, INettingInterval
        where TActiveAtZero : struct, IActiveAtZeroColumn
        where TSink : struct, IMovementSink
    {
        int first = columns.Offsets[customer];
        int count = columns.Offsets[customer + 1] - first;
        ReadOnlySpan<long> time = columns.Time.AsSpan(first, count);
        ReadOnlySpan<long> levels = columns.Level.AsSpan(first, count);
        ReadOnlySpan<bool> activeAtZero = TActiveAtZero.Exists ? columns.ActiveAtZero.AsSpan(first, count) : default;
        ReadOnlySpan<long> bounds = periods.Bounds;
        long start = bounds[0], finish = bounds[^1], level = 0;
        int i = 0;
        while (i < time.Length && time[i] < start)
        {
            level = levels[i++];
        }

        sink.Opens(new CustomerState(level, IsActiveAtZero(activeAtZero, i)));
        while (i < time.Length && time[i] < finish)
        {
            int period = periods.Of(time[i]);
            long periodEnd = bounds[period + 1];
            var opening = new CustomerState(level, IsActiveAtZero(activeAtZero, i));

            // The first row of a customer is always a payment, so a customer with an earlier row has paid before.
            bool everPaid = i > 0;
            bool returnsInPeriod = everPaid && (level > 0 || WithinWindow<TActiveAtZero>(time, levels, i, window));
            do
            {
                long intervalEnd = interval.EndOf(time[i], periodEnd);
                var before = new CustomerState(level, IsActiveAtZero(activeAtZero, i));
                bool returns = i > 0 && (level > 0 || WithinWindow<TActiveAtZero>(time, levels, i, window));
                do
                {
                    level = levels[i++];
                }
                while (i < time.Length && time[i] < intervalEnd);

                if (level != before.Level)
                {
                    sink.Moves(period, first + i - 1, before, new CustomerState(level, IsActiveAtZero(activeAtZero, i)), returns);
                }
            }
            while (i < time.Length && time[i] < periodEnd);

            sink.Ends(period, first + i - 1, opening, new CustomerState(level, IsActiveAtZero(activeAtZero, i)), returnsInPeriod, everPaid);
        }
    }

    private static bool IsActiveAtZero(ReadOnlySpan<bool> activeAtZero, int next) => !activeAtZero.IsEmpty && next > 0 && activeAtZero[next - 1];

    /// <summary>Whether a customer who is inactive up to row <paramref name="next"/> returns with it, within the window after having fallen to 0.</summary>
    public static bool WithinWindow<TActiveAtZero>(ReadOnlySpan<long> time, ReadOnlySpan<long> levels, int next, long window)
        where TActiveAtZero : struct, IActiveAtZeroColumn
    {
        // An inactive customer becomes active with the next row. Rows at level 0 can follow each other where customers are active at zero.
        int fell = next - 1;
        while (TActiveAtZero.Exists && levels[fell - 1] == 0)
        {
            fell--;
        }

        return time[next] - time[fell] <= window;
    }
}
