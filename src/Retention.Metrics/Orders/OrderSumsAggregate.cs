using System.Runtime.CompilerServices;

namespace Retention.Metrics.Orders;

/// <summary>Orders, revenue and customers of each period, for each segment or for all customers.</summary>
/// <remarks>
/// Each order is of one of eight kinds: the customer's first of its period or not, their second of it or not, the one that makes them
/// returning in it or not. The kind follows from a few states a customer can be in, so it is looked up; counted by kind, an order costs two
/// additions, and nothing branches on what cannot be predicted.
/// </remarks>
internal sealed class OrderSumsAggregate<TSum>(PeriodIndex periods, SegmentColumn? segments) : IAggregate<OrderColumns, OrderSumsAggregate<TSum>.State, OrderSums[][]>
    where TSum : struct, IAmountSum<TSum>
{
    private const int First = 1, Second = 2, Returning = 4, Kinds = 8;

    // The state of a customer: no order to date, one, or more (0, 1, 2), and above these bits whether only one of them is in the period of the last.
    private const int Had = 3, OnceInPeriod = 4;

    // A step is an order's kind, and above it the state it leads to; it is found by the state before and, below that, whether it is the first of its period.
    private const int ToState = 4, ToIndex = 3;
    private static readonly byte[] Steps = [.. Enumerable.Range(0, 16).Select(index => (byte)StepOf(index >> 1, index & First))];

    private int SegmentCount => segments?.Segments.Length ?? 1;

    public State NewState() => new(SegmentCount, periods.Count * Kinds);

    public void Combine(State state, State other)
    {
        OrderSums.AddAll(state.Overall, other.Overall);
        for (int i = 0; i < state.Slots.Length; i++)
        {
            state.Slots[i].Add(in other.Slots[i]);
        }
    }

    /// <summary>For each segment the sums of each period, and last those of all periods as one.</summary>
    public OrderSums[][] Finish(State state) => [.. state.Overall.Select((_, segment) => SumsOf(state, segment))];

    public void Update(State state, OrderColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets;
        ReadOnlySpan<long> time = columns.Time, amounts = columns.Amount;
        ReadOnlySpan<byte> steps = Steps;
        int[]? segmentOf = segments?.SegmentOf;
        var periodOf = new PeriodIndex.Lookup(periods);
        long start = periods.Bounds[0], finish = periods.Bounds[^1];
        int stride = periods.Count * Kinds, segment = 0;
        Slot[] slots = state.Slots;
        OrderSums[] overall = state.Overall;
        Span<Slot> own = slots.AsSpan(0, stride);
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int first = offsets[customer], i = first, end = offsets[customer + 1];
            while (i < end && time[i] < start)
            {
                i++;
            }

            while (end > i && time[end - 1] >= finish)
            {
                end--;
            }

            if (i == end)
            {
                continue;
            }

            if (segmentOf is not null)
            {
                segment = segmentOf[customer];
                own = slots.AsSpan(segment * stride, stride);
            }

            ref OrderSums customers = ref overall[segment];
            customers.UniqueCustomers++;
            customers.RepeatCustomers += end - i >= 2 ? 1 : 0;
            customers.ReturningCustomers += end - first >= 2 ? 1 : 0;
            int period = -1, step = Math.Min(i - first, 2) << ToState;
            ReadOnlySpan<long> ownTime = time[i..end], ownAmounts = amounts.Slice(i, ownTime.Length);
            unchecked
            {
                for (int order = 0; order < ownTime.Length; order++)
                {
                    int of = periodOf.Of(ownTime[order]);
                    step = steps[(step >> ToIndex) | (of != period ? First : 0)];
                    own[(of * Kinds) | (step & (Kinds - 1))].Add(ownAmounts[order]);
                    period = of;
                }
            }
        }
    }

    private static int StepOf(int state, int isFirst)
    {
        int had = state & Had, again = had > 0 && (isFirst != 0 || had == 1) ? Returning : 0;
        int second = isFirst == 0 && (state & OnceInPeriod) != 0 ? Second : 0;
        int next = Math.Min(had + 1, 2) | (isFirst != 0 ? OnceInPeriod : 0);
        return (next << ToState) | isFirst | second | again;
    }

    private OrderSums[] SumsOf(State state, int segment)
    {
        var sums = new OrderSums[periods.Count + 1];
        ref OrderSums all = ref sums[^1];
        all = state.Overall[segment];
        for (int period = 0; period < periods.Count; period++)
        {
            ReadOnlySpan<Slot> kinds = state.Slots.AsSpan(((segment * periods.Count) + period) * Kinds, Kinds);
            ref OrderSums to = ref sums[period];
            for (int kind = 0; kind < Kinds; kind++)
            {
                long orders = kinds[kind].Orders;
                to.Orders += orders;
                to.Revenue += kinds[kind].Amount.Sum;
                to.UniqueCustomers += (kind & First) != 0 ? orders : 0;
                to.RepeatCustomers += (kind & Second) != 0 ? orders : 0;
                to.ReturningCustomers += (kind & Returning) != 0 ? orders : 0;
            }

            all.Orders += to.Orders;
            all.Revenue += to.Revenue;
        }

        return sums;
    }

    /// <summary>The slots of each segment, period and kind; and the customers of all periods as one; their orders and revenue are those of the periods.</summary>
    internal sealed class State(int segments, int stride)
    {
        public Slot[] Slots { get; } = new Slot[segments * stride];

        public OrderSums[] Overall { get; } = new OrderSums[segments];
    }

    internal struct Slot
    {
        public TSum Amount;
        public long Orders;

        public void Add(in Slot other)
        {
            Amount = Amount.Plus(other.Amount);
            Orders += other.Orders;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long amount)
        {
            Amount = Amount.Plus(amount);
            unchecked
            {
                Orders++;
            }
        }
    }
}
