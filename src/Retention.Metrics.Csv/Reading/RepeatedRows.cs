namespace Retention.Metrics.Csv.Reading;

/// <summary>Rows that repeat another: how many, and the first of them with their lines.</summary>
internal sealed class RepeatedRows
{
    /// <summary>More than anybody reads; what is beyond is counted.</summary>
    private const int MostListed = 1000;

    private readonly PriorityQueue<CsvRepeatedRow, long> listed = new();

    public long Count { get; private set; }

    /// <summary>The first in the order of the file.</summary>
    public IReadOnlyList<CsvRepeatedRow> Listed => [.. listed.UnorderedItems.Select(item => item.Element).OrderBy(row => row.Line)];

    public void Add(long line, long ofLine)
    {
        Count++;

        // The queue gives the last line first.
        listed.Enqueue(new CsvRepeatedRow(line, ofLine), -line);
        if (listed.Count > MostListed)
        {
            _ = listed.Dequeue();
        }
    }
}
