namespace Retention.Metrics.Csv.Reading;

/// <summary>What some rows of a file say, read by one thread, on the way to what all rows say.</summary>
internal interface IRowBatch
{
    /// <summary>Adds the current row of the table, or refuses it.</summary>
    /// <param name="whole">Whether the row has all its cells.</param>
    void Add(bool whole);

    /// <summary>Removes all rows.</summary>
    void Clear();
}
