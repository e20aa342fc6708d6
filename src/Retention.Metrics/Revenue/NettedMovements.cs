using System.Runtime.CompilerServices;

namespace Retention.Metrics;

/// <summary>Adds up the movements of customers between the two ends of each period, where a customer is active exactly while they pay.</summary>
/// <remarks>
/// The same figures as <see cref="RollForwardPass"/> gives for whole periods. Of two changes that follow each other, whether the second is in
/// the same period, an expansion or a churn cannot be predicted; so nothing here branches on it: the kind is looked up, and a change whose
/// period goes on is added to a kind that nobody reads. A customer moves at most once a period, by no more than the highest level of all.
/// </remarks>
internal sealed class NettedMovements : NarrowGatherer, IMovementGatherer
{
    private const int Kinds = 8;

    // The bits that tell a kind: paying before and after the change, to more or to less, having paid ever, and not long ago; the period goes on.
    private const int Paying = 1, StillPaying = 2, More = 4, Less = 8, EverPaid = 16, PaidOfLate = 32, GoesOn = 64;

    private static readonly byte[] KindOfCode = [.. Enumerable.Range(0, 128).Select(code => (byte)KindOf(code))];

    private readonly PeriodIndex periods;
    private readonly long window;
    private readonly SegmentColumn? segments;
    private readonly RollForwardSums[] sums;
    private readonly Slot[] slots;

    public NettedMovements(PeriodIndex periods, long window, SegmentColumn? segments)
    {
        (this.periods, this.window, this.segments) = (periods, window, segments);
        sums = [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(_ => new RollForwardSums(periods.Count))];
        slots = new Slot[sums.Length * Stride];
    }

    // One period more than there are holds what the first period opens with.
    private int Stride => (periods.Count + 1) * Kinds;

    public RollForwardSums[] Sums()
    {
        CarryOver();
        return sums;
    }

    private static Kind KindOf(int code) => code switch
    {
        _ when (code & GoesOn) != 0 => Kind.Unread,
        _ when (code & (More | Less)) == 0 => (code & (Paying | EverPaid)) == 0 ? Kind.NeverRetained : Kind.Unread,
        _ when (code & Paying) == 0 => (code & PaidOfLate) != 0 ? Kind.Reactivation : Kind.New,
        _ when (code & StillPaying) == 0 => Kind.Churn,
        _ => (code & More) != 0 ? Kind.Expansion : Kind.Contraction,
    };

    protected override void Follow(RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets;
        ReadOnlySpan<long> time = columns.Time, levels = columns.Level;
        ReadOnlySpan<byte> kindOf = KindOfCode;
        var periodOf = new PeriodIndex.Lookup(periods);
        long start = periods.Bounds[0], finish = periods.Bounds[^1];
        int[]? segmentOf = segments?.SegmentOf;
        Span<Slot> own = slots.AsSpan(0, Stride);
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];
            if (segmentOf is not null)
            {
                own = slots.AsSpan(segmentOf[columns.FirstCustomer + customer] * Stride, Stride);
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

    protected override void CarryOverSums()
    {
        for (int segment = 0; segment < sums.Length; segment++)
        {
            Span<Slot> own = slots.AsSpan(segment * Stride, Stride);
            sums[segment].Opening += own[^1].Amount;
            sums[segment].OpeningCustomers += own[^1].Customers;
            for (int period = 0; period < periods.Count; period++)
            {
                CarryOver(own.Slice(period * Kinds, Kinds), ref sums[segment].Periods[period]);
            }

            own.Clear();
        }
    }

    private static void CarryOver(ReadOnlySpan<Slot> from, ref PeriodSums to)
    {
        to.New += from[(int)Kind.New].Amount;
        to.Reactivation += from[(int)Kind.Reactivation].Amount;
        to.Expansion += from[(int)Kind.Expansion].Amount;
        to.Contraction += from[(int)Kind.Contraction].Amount;
        to.Churn += from[(int)Kind.Churn].Amount;
        to.NewCustomers += from[(int)Kind.New].Customers;
        to.ReactivatedCustomers += from[(int)Kind.Reactivation].Customers;
        to.ExpandedCustomers += from[(int)Kind.Expansion].Customers;
        to.ContractedCustomers += from[(int)Kind.Contraction].Customers;
        to.ChurnedCustomers += from[(int)Kind.Churn].Customers;
        to.NeverRetainedCustomers += from[(int)Kind.NeverRetained].Customers;
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

    private struct Slot
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
