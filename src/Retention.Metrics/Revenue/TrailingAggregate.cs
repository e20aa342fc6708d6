namespace Retention.Metrics.Revenue;

/// <summary>The revenue of customers at the start of each window, and what is left of it at the end, for each segment or for all customers.</summary>
/// <remarks>
/// A customer adds the same to one window after another until one of their changes lies between the windows' bounds, so only differences from the
/// window before are written: the work is per change, not per window. None of these differences is larger than the highest level of all.
/// </remarks>
/// <param name="starts">The start of each window, in ticks.</param>
/// <param name="ends">The end of each window, rising.</param>
/// <param name="segments">The segments, or nothing for all customers.</param>
internal sealed class TrailingAggregate(long[] starts, long[] ends, SegmentColumn? segments) : Int64Aggregate<TrailingAggregate.State, TrailingSums[][]>
{
    // Bounds of one's own on 28 and 29 February have one date a year before, and their times there need not rise.
    private readonly ReachedBounds? startsReached = starts.AsSpan().SequenceEqual([.. starts.Order()]) ? new ReachedBounds(starts) : null;
    private readonly ReachedBounds endsReached = new(ends);

    public override State NewState() => new(segments?.Segments.Length ?? 1, ends.Length);

    protected override void UpdateInt64(State state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        Span<Slot> slots = state.Slots.AsSpan(0, ends.Length);
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            if (segments is not null)
            {
                slots = state.Slots.AsSpan(segments.SegmentOf[columns.FirstCustomer + customer] * ends.Length, ends.Length);
            }

            if (startsReached is not null)
            {
                Add(slots, columns, customer, startsReached);
            }
            else
            {
                LookUp(slots, columns, customer);
            }
        }
    }

    protected override void CombineFlushed(State state, State other)
    {
        for (int i = 0; i < state.Steps.Length; i++)
        {
            state.Steps[i].Add(other.Steps[i]);
        }
    }

    protected override TrailingSums[][] FinishFlushed(State state)
    {
        var totals = new TrailingSums[state.Steps.Length / ends.Length][];
        for (int segment = 0; segment < totals.Length; segment++)
        {
            totals[segment] = new TrailingSums[ends.Length];
            TrailingSums running = default;
            for (int window = 0; window < ends.Length; window++)
            {
                running.Add(state.Steps[(segment * ends.Length) + window]);
                totals[segment][window] = running;
            }
        }

        return totals;
    }

    private void Add(Span<Slot> slots, RevenueColumns columns, int customer, ReachedBounds reachedStarts)
    {
        int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
        int then = first, now = first;
        int thenAffects = FirstAffected(columns, then, end, reachedStarts), nowAffects = FirstAffected(columns, now, end, endsReached);
        Slot previous = default;

        // A customer counts in no window before one of their rows lies before its start.
        for (int window = thenAffects; window < slots.Length; window = Math.Min(thenAffects, nowAffects))
        {
            for (; thenAffects <= window; thenAffects = FirstAffected(columns, then, end, reachedStarts))
            {
                then++;
            }

            for (; nowAffects <= window; nowAffects = FirstAffected(columns, now, end, endsReached))
            {
                now++;
            }

            // No window starts after its end: a row before its start is before its end.
            Write(slots, window, columns.StateAfter(then - 1), columns.StateAfter(now - 1), ref previous);
        }
    }

    /// <summary>The first window for which a row lies before the bound.</summary>
    private static int FirstAffected(RevenueColumns columns, int row, int end, ReachedBounds bounds) => row < end ? bounds.Of(columns.Time[row]) : int.MaxValue;

    private void LookUp(Span<Slot> slots, RevenueColumns columns, int customer)
    {
        Slot previous = default;
        for (int window = 0; window < slots.Length; window++)
        {
            Write(slots, window, columns.StateAt(customer, starts[window]), columns.StateAt(customer, ends[window]), ref previous);
        }
    }

    private static void Write(Span<Slot> slots, int window, CustomerState before, CustomerState after, ref Slot previous)
    {
        // A customer who is paused at the end counts as if they still paid.
        long closing = before.Level == 0 ? 0 : after.ActiveAtZero ? before.Level : after.Level;
        Slot sums = before.IsActive ? new Slot(before.Level, Math.Min(before.Level, closing), closing, 1, after.IsActive ? 0 : 1) : default;
        slots[window].Step(previous, sums);
        previous = sums;
    }

    /// <summary>For each segment and window, the difference of its sums from those of the window before.</summary>
    internal sealed class State(int segments, int windows) : Int64Accumulator
    {
        public Slot[] Slots { get; } = new Slot[segments * windows];

        public TrailingSums[] Steps { get; } = new TrailingSums[segments * windows];

        protected override void FlushSums()
        {
            for (int i = 0; i < Slots.Length; i++)
            {
                Steps[i].Add(new TrailingSums(Slots[i].Opening, Slots[i].Kept, Slots[i].Closing, Slots[i].OpeningCustomers, Slots[i].LostCustomers));
            }

            Slots.AsSpan().Clear();
        }
    }

    internal record struct Slot(long Opening, long Kept, long Closing, long OpeningCustomers, long LostCustomers)
    {
        public void Step(in Slot from, in Slot to)
        {
            // Intermediate sums may wrap around; the final ones fit.
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

/// <summary>The 128-bit sums of the customers at the start of a window.</summary>
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
