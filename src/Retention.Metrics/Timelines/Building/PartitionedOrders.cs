using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Orders partitioned by customer, in the columns in which they stay: no order is left out later, so a bucket is sorted where it is.</summary>
/// <remarks>Rows that are written whole and copied into columns at the end take twice the fresh memory, which costs more than the sorting.</remarks>
internal sealed class PartitionedOrders
{
    private readonly OrderTarget orders;
    private readonly RowBuckets buckets;

    private PartitionedOrders(OrderTarget orders, RowBuckets buckets) => (this.orders, this.buckets) = (orders, buckets);

    /// <summary>Partitions orders by customer, on several threads.</summary>
    public static PartitionedOrders Of(IRowSource source, int customers, ExecutionOptions execution)
    {
        var buckets = RowBuckets.Of(source, customers, OrderTarget.For, out OrderTarget orders, execution);
        return new PartitionedOrders(orders, buckets);
    }

    /// <summary>Brings the orders of each customer together, in time order.</summary>
    /// <returns>The columns, and the numbers of the customers where some have no order.</returns>
    public (OrderColumns Columns, int[]? Numbers) Build(ExecutionOptions execution)
    {
        Partitioning shape = buckets.Shape;
        int[] starts = buckets.Starts, lengths = new int[shape.Customers];
        int largest = 0;
        for (int bucket = 0; bucket < shape.Count; bucket++)
        {
            largest = Math.Max(largest, starts[bucket + 1] - starts[bucket]);
        }

        var sorters = new ConcurrentBag<BucketSorter>();
        execution.ForEach(shape.Count, bucket =>
        {
            BucketSorter sorter = sorters.TryTake(out BucketSorter? known) ? known : new BucketSorter(orders, largest, 1 << shape.Shift);
            sorter.Sort(starts[bucket], starts[bucket + 1] - starts[bucket], lengths.AsSpan(shape.CustomersOf(bucket)));
            sorters.Add(sorter);
        });
        CustomerRows rows = CustomerRows.Of(lengths, keepAll: false);
        OrderRanges ranges = sorters.Aggregate(OrderRanges.None, static (all, sorter) => all.With(sorter.Ranges));
        return (new OrderColumns(rows.Offsets, orders.Time, orders.Amount, ranges), rows.Numbers);
    }

    /// <summary>The columns of a timeline, and until they are sorted the customer of each row: the low bits of the number, which tell those of a bucket apart.</summary>
    private readonly record struct OrderTarget(long[] Time, long[] Amount, ushort[] Customer) : IRowTarget
    {
        public static OrderTarget For(int count) =>
            new(FreshMemory.ToFill<long>(count), FreshMemory.ToFill<long>(count), FreshMemory.ToFill<ushort>(count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Put(int place, in LedgerRow row)
        {
            Time[place] = row.Ticks;
            Amount[place] = row.Amount;
            Customer[place] = unchecked((ushort)row.Customer);
        }
    }

    /// <summary>Sorts one bucket after another, with memory of its own.</summary>
    private sealed class BucketSorter(OrderTarget orders, int mostRows, int customers)
    {
        private readonly LedgerRow[] sorted = FreshMemory.ToFill<LedgerRow>(mostRows);
        private readonly int[] next = new int[customers];
        private LedgerRow[] spare = [];

        /// <summary>The ranges of the orders that were sorted.</summary>
        public OrderRanges Ranges { get; private set; } = OrderRanges.None;

        /// <summary>Sorts a bucket by customer and time, and counts the orders of each customer; −1 for one without.</summary>
        public void Sort(int start, int count, Span<int> lengths)
        {
            int mask = next.Length - 1;
            Span<long> time = orders.Time.AsSpan(start, count), amount = orders.Amount.AsSpan(start, count);
            ReadOnlySpan<ushort> customer = orders.Customer.AsSpan(start, count);
            foreach (ushort own in customer)
            {
                lengths[own & mask]++;
            }

            int before = 0;
            for (int own = 0; own < lengths.Length; own++)
            {
                next[own] = before;
                before += lengths[own];
            }

            for (int i = 0; i < customer.Length; i++)
            {
                ref LedgerRow row = ref sorted[next[customer[i] & mask]++];
                row.Ticks = time[i];
                row.Amount = amount[i];
            }

            (long earliest, long latest, long largest) = Ranges;
            int read = 0;
            foreach (ref int length in lengths)
            {
                if (length == 0)
                {
                    length = -1;
                    continue;
                }

                Span<LedgerRow> own = sorted.AsSpan(read, length);
                TimeSort.Sort(own, ref spare);
                (earliest, latest) = (Math.Min(earliest, own[0].Ticks), Math.Max(latest, own[^1].Ticks));
                read += length;
            }

            ReadOnlySpan<LedgerRow> rows = sorted.AsSpan(0, time.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                (time[i], amount[i]) = (rows[i].Ticks, rows[i].Amount);
                largest = Math.Max(largest, rows[i].Amount);
            }

            Ranges = new OrderRanges(earliest, latest, largest);
        }
    }
}
