using System.Runtime.CompilerServices;

namespace Retention.Metrics.Revenue;

/// <summary>Movements of customers between the two ends of each period, where a customer is active exactly while they pay.</summary>
/// <remarks>
/// The figures equal those of <see cref="CustomerMovements"/> for whole periods. Of two changes in sequence, whether the second is in
/// the same period, an expansion or a churn cannot be predicted; so nothing here branches on it: the kind is looked up, and a change in a
/// period that goes on is added to a kind that is not read. A customer moves at most once a period, by no more than the highest level of all.
/// </remarks>
internal sealed class NetMovementsAggregate(PeriodIndex periods, long window, SegmentColumn? segments) : Int64Aggregate<NetMovementsAggregate.State, MovementSums[]>
{
    private const int Kinds = 8;

    // The bits that decide the kind: paying before and after the change, to more or to less, having paid ever, and not long ago; the period goes on.
    private const int Paying = 1, StillPaying = 2, More = 4, Less = 8, EverPaid = 16, PaidOfLate = 32, GoesOn = 64;

    private static readonly byte[] KindOfCode = [.. Enumerable.Range(0, 128).Select(code => (byte)KindOf(code))];

    // One period more than there are holds the balance at the start of the first period.
    private int Stride => (periods.Count + 1) * Kinds;

    public override State NewState() => new(MovementSums.PerSegment(segments, periods.Count), Stride);

    protected override void CombineFlushed(State state, State other) => MovementSums.AddAll(state.Sums, other.Sums);

    protected override MovementSums[] FinishFlushed(State state) => state.Sums;

    private static Kind KindOf(int code) => code switch
    {
        _ when (code & GoesOn) != 0 => Kind.Unread,
        _ when (code & (More | Less)) == 0 => (code & (Paying | EverPaid)) == 0 ? Kind.NeverRetained : Kind.Unread,
        _ when (code & Paying) == 0 => (code & PaidOfLate) != 0 ? Kind.Reactivation : Kind.New,
        _ when (code & StillPaying) == 0 => Kind.Churn,
        _ => (code & More) != 0 ? Kind.Expansion : Kind.Contraction,
    };

    protected override void UpdateInt64(State state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets;
        ReadOnlySpan<long> time = columns.Time, levels = columns.Level;
        ReadOnlySpan<byte> kindOf = KindOfCode;
        var periodOf = new PeriodIndex.Lookup(periods);
        long start = periods.Bounds[0], finish = periods.Bounds[^1];
        int[]? segmentOf = segments?.SegmentOf;
        int stride = Stride;
        Slot[] slots = state.Slots;
        Span<Slot> own = slots.AsSpan(0, stride);
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];
            if (segmentOf is not null)
            {
                own = slots.AsSpan(segmentOf[columns.FirstCustomer + customer] * stride, stride);
            }

            long before = 0;
            int past = 0;
            if (i < end && time[i] < start)
            {
                do
                {
                    before = levels[i++];
                }
                while (i < end && time[i] < start);
                past = Past(i < end ? time[i] - time[i - 1] : 0, before);
                own[^1].Add(before, before > 0 ? 1 : 0);
            }

            while (end > i && time[end - 1] >= finish)
            {
                end--;
            }

            if (i == end)
            {
                continue;
            }

            // Levels are between 0 and 2^63 - 1, so differences of two of them fit, and so does the sign of a negated one.
            unchecked
            {
                long at = time[i];
                int period = periodOf.Of(at);
                for (; i < end - 1; i++)
                {
                    long now = levels[i], next = time[i + 1];
                    int nextPeriod = periodOf.Of(next), goesOn = nextPeriod == period ? GoesOn : 0;
                    Add(own, kindOf, period, before, now, past | goesOn);
                    before = goesOn != 0 ? before : now;
                    past = goesOn != 0 ? past : Past(next - at, now);
                    (at, period) = (next, nextPeriod);
                }

                Add(own, kindOf, period, before, levels[i], past);
            }
        }
    }

    /// <summary>What is known of a customer who has had a change: they have paid, and of late if they did up to the window before the next.</summary>
    private int Past(long gap, long level) => EverPaid | (level > 0 || gap <= window ? PaidOfLate : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<Slot> slots, ReadOnlySpan<byte> kindOf, int period, long before, long after, int flags)
    {
        unchecked
        {
            long change = after - before, sign = change >> 63;
            int code = flags
                | (int)((ulong)-before >> 63)
                | ((int)((ulong)-after >> 63) * StillPaying)
                | ((int)((ulong)-change >> 63) * More)
                | ((int)sign & Less);
            slots[(period * Kinds) + kindOf[code]].Add((change ^ sign) - sign, 1);
        }
    }

    private enum Kind
    {
        New,
        Reactivation,
        Expansion,
        Contraction,
        Churn,
        NeverRetained,
        Unread,
    }

    /// <summary>The 64-bit slots of each segment, period and kind, and the 128-bit sums they are flushed to.</summary>
    internal sealed class State(MovementSums[] sums, int stride) : Int64Accumulator
    {
        public MovementSums[] Sums { get; } = sums;

        public Slot[] Slots { get; } = new Slot[sums.Length * stride];

        protected override void FlushSums()
        {
            for (int segment = 0; segment < Sums.Length; segment++)
            {
                Span<Slot> own = Slots.AsSpan(segment * stride, stride);
                Sums[segment].Opening += own[^1].Amount;
                Sums[segment].OpeningCustomers += own[^1].Customers;
                for (int period = 0; period < Sums[segment].Periods.Length; period++)
                {
                    Flush(own.Slice(period * Kinds, Kinds), ref Sums[segment].Periods[period]);
                }

                own.Clear();
            }
        }

        private static void Flush(ReadOnlySpan<Slot> from, ref PeriodSums to)
        {
            to.Amounts.Add(RevenueFigure.NewMrr, from[(int)Kind.New].Amount);
            to.Amounts.Add(RevenueFigure.ReactivationMrr, from[(int)Kind.Reactivation].Amount);
            to.Amounts.Add(RevenueFigure.ExpansionMrr, from[(int)Kind.Expansion].Amount);
            to.Amounts.Add(RevenueFigure.ContractionMrr, from[(int)Kind.Contraction].Amount);
            to.Amounts.Add(RevenueFigure.ChurnMrr, from[(int)Kind.Churn].Amount);
            to.NewCustomers += from[(int)Kind.New].Customers;
            to.ReactivatedCustomers += from[(int)Kind.Reactivation].Customers;
            to.ExpandedCustomers += from[(int)Kind.Expansion].Customers;
            to.ContractedCustomers += from[(int)Kind.Contraction].Customers;
            to.ChurnedCustomers += from[(int)Kind.Churn].Customers;
            to.NeverRetainedCustomers += from[(int)Kind.NeverRetained].Customers;
        }
    }

    internal struct Slot
    {
        public long Amount;
        public long Customers;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long amount, int customers)
        {
            unchecked
            {
                Amount += amount;
                Customers += customers;
            }
        }
    }
}
