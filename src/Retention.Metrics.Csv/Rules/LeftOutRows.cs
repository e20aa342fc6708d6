namespace Retention.Metrics.Csv.Rules;

/// <summary>How many rows each rule leaves out, in the order in which the rules first do.</summary>
internal sealed class LeftOutRows
{
    private readonly List<(string Rule, long Rows)> counts = [];

    public long Total { get; private set; }

    public IReadOnlyList<CsvLeftOut> All => [.. counts.Select(one => new CsvLeftOut(one.Rule, one.Rows))];

    /// <summary>Takes over what another has counted.</summary>
    public void Take(LeftOutRows another)
    {
        foreach ((string rule, long rows) in another.counts)
        {
            Add(rule, rows);
        }

        another.counts.Clear();
        another.Total = 0;
    }

    public void Add(string rule) => Add(rule, 1);

    private void Add(string rule, long rows)
    {
        Total += rows;
        for (int i = 0; i < counts.Count; i++)
        {
            if (string.Equals(counts[i].Rule, rule, StringComparison.Ordinal))
            {
                counts[i] = (rule, counts[i].Rows + rows);
                return;
            }
        }

        counts.Add((rule, rows));
    }
}
