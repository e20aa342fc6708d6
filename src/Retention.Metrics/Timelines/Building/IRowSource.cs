namespace Retention.Metrics.Timelines.Building;

/// <summary>Rows that can be read twice, on several threads: first to count them, then to write each to its partition.</summary>
internal interface IRowSource
{
    int Count { get; }

    /// <summary>Counts rows by the bucket of their customer.</summary>
    void CountInto(int[] buckets, int shift, int fromRow, int endRow);

    /// <summary>Writes rows to where each bucket goes on.</summary>
    void ScatterInto<TTarget>(TTarget to, int[] next, int shift, int fromRow, int endRow)
        where TTarget : struct, IRowTarget;
}
