namespace Retention.Metrics;

/// <summary>Adds up what customers paid at the begin of each window, and what is left of it at the end.</summary>
/// <param name="begins">The begin of each window, in ticks.</param>
/// <param name="ends">The end of each window, rising.</param>
internal sealed class TrailingGatherer(long[] begins, long[] ends) : IGatherer<RevenueColumns>
{
    // Bounds of one's own on 28 and 29 February have one date a year before, and their times there need not rise.
    private readonly bool rising = begins.AsSpan().SequenceEqual([.. begins.Order()]);
    private readonly TrailingSums[] steps = new TrailingSums[ends.Length + 1];

    /// <summary>By how much the sums of each window differ from those of the one before.</summary>
    public ReadOnlySpan<TrailingSums> Steps => steps;

    public void Add(RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            if (rising)
            {
                Follow(columns, customer);
            }
            else
            {
                LookUp(columns, customer);
            }
        }
    }

    // Between two changes of either level a customer adds the same to every period, so a change is written where it begins and taken back
    // where it ends: the work is per change, not per period.
    private void Follow(RevenueColumns columns, int customer)
    {
        int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
        int now = first, then = first, period = 0;
        while (period < ends.Length)
        {
            while (now < end && columns.Time[now] < ends[period])
            {
                now++;
            }

            while (then < end && columns.Time[then] < begins[period])
            {
                then++;
            }

            int next = Math.Min(
                now < end ? FirstAfter(ends, columns.Time[now], period) : ends.Length,
                then < end ? FirstAfter(begins, columns.Time[then], period) : ends.Length);
            Write(StandingAt(columns, first, then), StandingAt(columns, first, now), period, next);
            period = next;
        }
    }

    private void LookUp(RevenueColumns columns, int customer)
    {
        for (int period = 0; period < ends.Length; period++)
        {
            Write(columns.StandingAt(customer, begins[period]), columns.StandingAt(customer, ends[period]), period, period + 1);
        }
    }

    private static Standing StandingAt(RevenueColumns columns, int first, int next) => next > first ? columns.StandingAfter(next - 1) : default;

    private void Write(Standing before, Standing after, int period, int next)
    {
        if (before.IsActive)
        {
            // Who is paused at the end counts as if they still paid.
            long closing = before.Level == 0 ? 0 : after.Idle ? before.Level : after.Level;
            TrailingSums sums = new(before.Level, Math.Min(before.Level, closing), closing, 1, after.IsActive ? 0 : 1);
            steps[period].Add(sums);
            steps[next].Subtract(sums);
        }
    }

    private static int FirstAfter(long[] bounds, long ticks, int from)
    {
        int found = Array.BinarySearch(bounds, from, bounds.Length - from, ticks);
        return found >= 0 ? found + 1 : ~found;
    }
}

/// <summary>What the customers of the begin of a window add up to.</summary>
internal record struct TrailingSums(Int128 Opening, Int128 Kept, Int128 Closing, long OpeningCustomers, long LostCustomers)
{
    public void Add(TrailingSums other)
    {
        Opening += other.Opening;
        Kept += other.Kept;
        Closing += other.Closing;
        OpeningCustomers += other.OpeningCustomers;
        LostCustomers += other.LostCustomers;
    }

    public void Subtract(TrailingSums other)
    {
        Opening -= other.Opening;
        Kept -= other.Kept;
        Closing -= other.Closing;
        OpeningCustomers -= other.OpeningCustomers;
        LostCustomers -= other.LostCustomers;
    }
}
