namespace Retention.Metrics.Aggregation;

/// <summary>Splits customers into runs of about equal numbers of rows, works on the runs side by side, and hands back the parts in order.</summary>
internal static class CustomerSplit
{
    // Below this many rows a second thread costs more than it saves; above, smaller runs let a cancellation be seen soon.
    private const int RowsPerRun = 1 << 18;

    public static TPart[] Run<TPart>(int[] offsets, ExecutionOptions execution, Func<int, int, TPart> work)
    {
        int customers = offsets.Length - 1;
        int rows = offsets[^1];
        int runs = Math.Max(1, Math.Min(rows / RowsPerRun, Math.Max(execution.Threads * 4, rows / (RowsPerRun * 64))));
        var cuts = new int[runs + 1];
        cuts[runs] = customers;
        for (int run = 1; run < runs; run++)
        {
            int found = Array.BinarySearch(offsets, (int)((long)rows * run / runs));
            cuts[run] = Math.Clamp(found >= 0 ? found : ~found, cuts[run - 1], customers);
        }

        var parts = new TPart[runs];
        execution.ForEach(runs, run => parts[run] = work(cuts[run], cuts[run + 1]));
        return parts;
    }
}
