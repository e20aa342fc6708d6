using System.Collections.Concurrent;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Reduces one customer's rows to the stored rows. Each thread has its own.</summary>
internal interface ICustomerReducer
{
    /// <summary>Reduces the rows of a customer, which are in time order, to the stored rows.</summary>
    /// <returns>How many rows at the front of <paramref name="rows"/> are left.</returns>
    int Reduce(Span<LedgerRow> rows);
}

/// <summary>Rows that go into the columns as they are.</summary>
internal readonly struct UnreducedRows : ICustomerReducer
{
    public int Reduce(Span<LedgerRow> rows) => rows.Length;
}

/// <summary>The rows of all customers, customer after customer, each in time order.</summary>
/// <param name="Rows">The rows; those of a bucket of customers are adjacent, with room behind them.</param>
/// <param name="Lengths">How many rows each customer has; −1 for a number that no row came with.</param>
/// <param name="BucketStarts">Where the rows of each bucket start.</param>
/// <param name="Shape">Which customers are in which bucket.</param>
internal sealed record GroupedRows(LedgerRow[] Rows, int[] Lengths, int[] BucketStarts, Partitioning Shape)
{
    /// <summary>Reads the rows that are left, bucket after bucket.</summary>
    /// <param name="execution">How many threads take part.</param>
    /// <param name="read">Gets the rows of a bucket, and how many there are before them.</param>
    public void Read(ExecutionOptions execution, Action<ReadOnlySpan<LedgerRow>, int> read)
    {
        var starts = new int[Shape.Count + 1];
        for (int bucket = 0; bucket < Shape.Count; bucket++)
        {
            int left = 0;
            foreach (int length in Lengths.AsSpan(Shape.CustomersOf(bucket)))
            {
                left += Math.Max(0, length);
            }

            starts[bucket + 1] = starts[bucket] + left;
        }

        execution.ForEach(Shape.Count, bucket => read(Rows.AsSpan(BucketStarts[bucket], starts[bucket + 1] - starts[bucket]), starts[bucket]));
    }
}

/// <summary>Brings the rows of each customer together.</summary>
/// <remarks>
/// Rows are first partitioned by customer into buckets that fit into the cache of a core, and then sorted by counting within their bucket:
/// two linear passes that write forward, where counting over all customers at once would write all over the memory. Buckets are independent,
/// so threads share them, and they are reduced in place.
/// </remarks>
internal static class CustomerGrouping
{
    /// <summary>Groups partitioned rows by customer, and reduces each customer's rows.</summary>
    /// <param name="partitioned">The rows.</param>
    /// <param name="rewriter">Makes a rewriter for a thread.</param>
    /// <param name="execution">How many threads take part.</param>
    public static GroupedRows Group(PartitionedRows partitioned, Func<ICustomerReducer> rewriter, ExecutionOptions execution)
    {
        (LedgerRow[] rows, int[] starts, Partitioning shape) = partitioned;
        int[] lengths = new int[shape.Customers];
        int largest = 0;
        for (int bucket = 0; bucket < shape.Count; bucket++)
        {
            largest = Math.Max(largest, starts[bucket + 1] - starts[bucket]);
        }

        var sorters = new ConcurrentBag<BucketSorter>();
        execution.ForEach(shape.Count, bucket =>
        {
            BucketSorter sorter = sorters.TryTake(out BucketSorter? known) ? known : new BucketSorter(largest, 1 << shape.Shift, rewriter());
            sorter.Sort(rows.AsSpan(starts[bucket]..starts[bucket + 1]), shape.FirstOf(bucket), lengths.AsSpan(shape.CustomersOf(bucket)));
            sorters.Add(sorter);
        });
        return new GroupedRows(rows, lengths, starts, shape);
    }

    /// <summary>Sorts one bucket after another, with memory of its own.</summary>
    private sealed class BucketSorter(int mostRows, int customers, ICustomerReducer rewriter)
    {
        private readonly LedgerRow[] sorted = GC.AllocateUninitializedArray<LedgerRow>(mostRows);
        private readonly int[] next = new int[customers];
        private LedgerRow[] spare = [];

        public void Sort(Span<LedgerRow> rows, int firstCustomer, Span<int> lengths)
        {
            foreach (ref readonly LedgerRow row in rows)
            {
                lengths[row.Customer - firstCustomer]++;
            }

            int start = 0;
            for (int customer = 0; customer < lengths.Length; customer++)
            {
                next[customer] = start;
                start += lengths[customer];
            }

            foreach (ref readonly LedgerRow row in rows)
            {
                sorted[next[row.Customer - firstCustomer]++] = row;
            }

            int read = 0, write = 0;
            foreach (ref int length in lengths)
            {
                if (length == 0)
                {
                    length = -1;
                    continue;
                }

                Span<LedgerRow> own = sorted.AsSpan(read, length);
                read += length;
                TimeSort.Sort(own, ref spare);
                length = rewriter.Reduce(own);
                own[..length].CopyTo(rows[write..]);
                write += length;
            }
        }
    }
}
