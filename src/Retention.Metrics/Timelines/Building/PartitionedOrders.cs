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
            sorter.Sort(starts[bucket], starts[bucket + 1] - starts[bucket], shape.FirstOf(bucket), lengths.AsSpan(shape.CustomersOf(bucket)));
            sorters.Add(sorter);
        });
        CustomerRows rows = CustomerRows.Of(lengths, keepAll: false);
        return (new OrderColumns(rows.Offsets, orders.Time, orders.Amount), rows.Numbers);
    }

    /// <summary>The columns of a timeline, and the customer of each row until they are sorted.</summary>
    private readonly record struct OrderTarget(long[] Time, long[] Amount, int[] Customer) : IRowTarget
    {
        public static OrderTarget For(int count) =>
            new(FreshMemory.ToFill<long>(count), FreshMemory.ToFill<long>(count), FreshMemory.ToFill<int>(count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Put(int place, in LedgerRow row)
        {
            Time[place] = row.Ticks;
            Amount[place] = row.Amount;
            Customer[place] = row.Customer;
        }
    }

    /// <summary>Sorts one bucket after another, with memory of its own.</summary>
    private sealed class BucketSorter(OrderTarget orders, int mostRows, int customers)
    {
        private readonly LedgerRow[] sorted = FreshMemory.ToFill<LedgerRow>(mostRows);
        private readonly int[] next = new int[customers];
        private LedgerRow[] spare = [];

        /// <summary>Sorts a bucket by customer and time, and counts the orders of each customer; −1 for one without.</summary>
        public void Sort(int start, int count, int firstCustomer, Span<int> lengths)
        {
            Span<long> time = orders.Time.AsSpan(start, count), amount = orders.Amount.AsSpan(start, count);
            ReadOnlySpan<int> customer = orders.Customer.AsSpan(start, count);
            foreach (int own in customer)
            {
                lengths[own - firstCustomer]++;
            }

            int before = 0;
            for (int own = 0; own < lengths.Length; own++)
            {
                next[own] = before;
                before += lengths[own];
            }

            for (int i = 0; i < customer.Length; i++)
            {
                ref LedgerRow row = ref sorted[next[customer[i] - firstCustomer]++];
                row.Ticks = time[i];
                row.Amount = amount[i];
            }

            int read = 0;
            foreach (ref int length in lengths)
            {
                TimeSort.Sort(sorted.AsSpan(read, length), ref spare);
                read += length;
                length = length == 0 ? -1 : length;
            }

            for (int i = 0; i < time.Length; i++)
            {
                (time[i], amount[i]) = (sorted[i].Ticks, sorted[i].Amount);
            }
        }
    }
}
