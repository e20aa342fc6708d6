namespace Retention.Metrics.Timelines.Building;

/// <summary>Which customers are in which bucket: the bucket of a customer is their number shifted right.</summary>
internal readonly record struct Partitioning(int Customers, int Shift)
{
    private const int RowsPerBucket = 1 << 14;
    private const int MostBuckets = 1 << 12;

    // What tells the customers of a bucket apart fits into 16 bits, however many there are.
    private const int MostBitsInBucket = 16;

    public int Count => ((Math.Max(1, Customers) - 1) >> Shift) + 1;

    public static Partitioning For(int customers, int rows)
    {
        int most = Math.Max(Math.Clamp(rows / RowsPerBucket, 1, MostBuckets), ((customers - 1) >> MostBitsInBucket) + 1), shift = 0;
        while (((customers - 1) >> shift) >= most)
        {
            shift++;
        }

        return new Partitioning(customers, shift);
    }

    public int FirstOf(int bucket) => bucket << Shift;

    public Range CustomersOf(int bucket) => FirstOf(bucket)..(int)Math.Min(Customers, (bucket + 1L) << Shift);
}

/// <summary>Where the rows of each bucket are.</summary>
/// <param name="Starts">Where each bucket starts, and where the last ends.</param>
/// <param name="Shape">Which customers are in which bucket.</param>
internal readonly record struct RowBuckets(int[] Starts, Partitioning Shape)
{
    /// <summary>Partitions rows by customer, on several threads.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="customers">Customers are numbered from 0 up to this.</param>
    /// <param name="targetFor">Makes room for a number of rows.</param>
    /// <param name="target">The room, with the rows: within a bucket they keep their input order.</param>
    /// <param name="execution">How many threads take part.</param>
    public static RowBuckets Of<TTarget>(IRowSource source, int customers, Func<int, TTarget> targetFor, out TTarget target, ExecutionOptions execution)
        where TTarget : struct, IRowTarget
    {
        Partitioning shape = Partitioning.For(customers, source.Count);
        int parts = Math.Min(execution.Threads, shape.Count);
        var counts = new int[parts][];
        execution.Stage(0, 0.3).ForEach(parts, part =>
        {
            counts[part] = new int[shape.Count];
            source.CountInto(counts[part], shape.Shift, StartOf(part), StartOf(part + 1));
        });

        int[] starts = StartsOf(counts);
        TTarget to = targetFor(starts[^1]);
        execution.Stage(0.3, 1).ForEach(parts, part => source.ScatterInto(to, counts[part], shape.Shift, StartOf(part), StartOf(part + 1)));
        target = to;
        return new RowBuckets(starts, shape);

        int StartOf(int part) => (int)((long)source.Count * part / parts);
    }

    /// <summary>Where each bucket starts; the counts become the places where each part writes next.</summary>
    /// <remarks>Within a bucket the rows of an earlier part come first, so the order is that of the input, however many parts there are.</remarks>
    private static int[] StartsOf(int[][] counts)
    {
        var starts = new int[counts[0].Length + 1];
        int start = 0;
        for (int bucket = 0; bucket < counts[0].Length; bucket++)
        {
            starts[bucket] = start;
            foreach (int[] ofPart in counts)
            {
                (ofPart[bucket], start) = (start, start + ofPart[bucket]);
            }
        }

        starts[^1] = start;
        return starts;
    }
}

/// <summary>Rows partitioned by customer; within a bucket they keep their input order.</summary>
/// <param name="Rows">The rows, bucket after bucket.</param>
/// <param name="Starts">Where each bucket starts, and where the last ends.</param>
/// <param name="Shape">Which customers are in which bucket.</param>
internal readonly record struct PartitionedRows(LedgerRow[] Rows, int[] Starts, Partitioning Shape)
{
    /// <summary>Partitions rows by customer, on several threads.</summary>
    public static PartitionedRows Of(IRowSource source, int customers, ExecutionOptions execution)
    {
        var buckets = RowBuckets.Of(source, customers, static count => new WholeRows(FreshMemory.ToFill<LedgerRow>(count)), out WholeRows rows, execution);
        return new PartitionedRows(rows.Rows, buckets.Starts, buckets.Shape);
    }
}
