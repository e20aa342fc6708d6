namespace Retention.Metrics;

/// <summary>Adds up what customers paid at the begin of each window, and what is left of it at the end.</summary>
/// <remarks>
/// A customer adds the same to one window after another until a change of theirs shows at either end, so only differences from the window before
/// are written: the work is per change, not per window. None of these differences is larger than the highest level of all.
/// </remarks>
/// <param name="begins">The begin of each window, in ticks.</param>
/// <param name="ends">The end of each window, rising.</param>
internal sealed class TrailingGatherer(long[] begins, long[] ends) : NarrowGatherer
{
    // Bounds of one's own on 28 and 29 February have one date a year before, and their times there need not rise.
    private readonly ReachedBounds? beginsReached = begins.AsSpan().SequenceEqual([.. begins.Order()]) ? new ReachedBounds(begins) : null;
    private readonly ReachedBounds endsReached = new(ends);
    private readonly Slot[] slots = new Slot[ends.Length];
    private readonly TrailingSums[] steps = new TrailingSums[ends.Length];

    /// <summary>By how much the sums of each window differ from those of the one before.</summary>
    public TrailingSums[] Steps()
    {
        CarryOver();
        return steps;
    }

    protected override void Follow(RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            if (beginsReached is not null)
            {
                Follow(columns, customer, beginsReached);
            }
            else
            {
                LookUp(columns, customer);
            }
        }
    }

    private void Follow(RevenueColumns columns, int customer, ReachedBounds reachedBegins)
    {
        int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
        int then = first, now = first;
        int thenShows = Shows(columns, then, end, reachedBegins), nowShows = Shows(columns, now, end, endsReached);
        Slot previous = default;

        // Nothing of a customer counts before a row of theirs lies before the begin of a window.
        for (int window = thenShows; window < slots.Length; window = Math.Min(thenShows, nowShows))
        {
            for (; thenShows <= window; thenShows = Shows(columns, then, end, reachedBegins))
            {
                then++;
            }

            for (; nowShows <= window; nowShows = Shows(columns, now, end, endsReached))
            {
                now++;
            }

            // No window begins after its end: what shows at its begin shows at its end.
            Write(window, columns.StandingAfter(then - 1), columns.StandingAfter(now - 1), ref previous);
        }
    }

    /// <summary>The first window for which a row lies before the bound.</summary>
    private static int Shows(RevenueColumns columns, int row, int end, ReachedBounds bounds) => row < end ? bounds.Of(columns.Time[row]) : int.MaxValue;

    private void LookUp(RevenueColumns columns, int customer)
    {
        Slot previous = default;
        for (int window = 0; window < slots.Length; window++)
        {
            Write(window, columns.StandingAt(customer, begins[window]), columns.StandingAt(customer, ends[window]), ref previous);
        }
    }

    private void Write(int window, Standing before, Standing after, ref Slot previous)
    {
        // Who is paused at the end counts as if they still paid.
        long closing = before.Level == 0 ? 0 : after.Idle ? before.Level : after.Level;
        Slot sums = before.IsActive ? new Slot(before.Level, Math.Min(before.Level, closing), closing, 1, after.IsActive ? 0 : 1) : default;
        slots[window].Step(previous, sums);
        previous = sums;
    }

    protected override void CarryOverSums()
    {
        for (int window = 0; window < slots.Length; window++)
        {
            steps[window].Add(new TrailingSums(
                slots[window].Opening, slots[window].Kept, slots[window].Closing, slots[window].OpeningCustomers, slots[window].LostCustomers));
        }

        slots.AsSpan().Clear();
    }

    private record struct Slot(long Opening, long Kept, long Closing, long OpeningCustomers, long LostCustomers)
    {
        public void Step(in Slot from, in Slot to)
        {
            // On the way a sum may wrap around; what comes out fits.
            unchecked
            {
                Opening += to.Opening - from.Opening;
                Kept += to.Kept - from.Kept;
                Closing += to.Closing - from.Closing;
                OpeningCustomers += to.OpeningCustomers - from.OpeningCustomers;
                LostCustomers += to.LostCustomers - from.LostCustomers;
            }
        }
    }
}

/// <summary>What the customers of the begin of a window add up to.</summary>
internal record struct TrailingSums(Int128 Opening, Int128 Kept, Int128 Closing, long OpeningCustomers, long LostCustomers)
{
    public void Add(in TrailingSums other)
    {
        Opening += other.Opening;
        Kept += other.Kept;
        Closing += other.Closing;
        OpeningCustomers += other.OpeningCustomers;
        LostCustomers += other.LostCustomers;
    }
}
