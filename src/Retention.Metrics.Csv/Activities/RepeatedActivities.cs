using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Activities;

/// <summary>Rows with one id: those with one content are one activity, those with several are a finding.</summary>
internal sealed class RepeatedActivities
{
    private readonly ActivityReader rows;
    private readonly CsvTable table;

    private RepeatedActivities(ActivityReader rows, CsvTable table)
    {
        this.rows = rows;
        this.table = table;
        Valid = RowSet.All(rows.Ticks.Count);
        Used = rows.Ticks.Count;
    }

    /// <summary>The rows that are an activity.</summary>
    public RowSet Valid { get; }

    /// <summary>How many there are.</summary>
    public long Used { get; private set; }

    public RepeatedRows Repeated { get; } = new();

    public FindingColumns Findings { get; } = new();

    public static RepeatedActivities Of(ActivityReader rows, CsvTable table)
    {
        var result = new RepeatedActivities(rows, table);
        if (rows.HasIds)
        {
            result.Resolve();
        }

        return result;
    }

    private void Resolve()
    {
        int count = rows.Ticks.Count, noId = rows.NumberOfNoId;
        IFactIds<string> texts = rows.IdTexts();
        int[] first = new int[texts.Count];
        Array.Fill(first, -1);
        var several = new Dictionary<int, List<int>>();
        for (int row = 0; row < count; row++)
        {
            if (rows.IdOf(row, noId) is not (>= 0 and var id))
            {
                continue;
            }

            if (first[id] < 0)
            {
                first[id] = row;
                continue;
            }

            if (!several.TryGetValue(id, out List<int>? own))
            {
                several.Add(id, own = [first[id]]);
            }

            own.Add(row);
        }

        foreach ((int id, List<int> own) in several.OrderBy(one => one.Value[0]))
        {
            int[] different = [.. own.DistinctBy(row => (rows.Customers[row], rows.Ticks[row], rows.KindOf(row), rows.QuantityOf(row)))];
            if (different.Length > 1)
            {
                own.ForEach(Remove);
                Findings.Add(
                    FindingKind.ConflictingDuplicate,
                    $"event {texts[id]} comes with {different.Length} contents, which differ in {string.Join(", ", Differing(different))}; an id is that of one activity",
                    [.. different.Select(row => rows.Lines[row])]);
                continue;
            }

            foreach (int row in own.Skip(1))
            {
                Remove(row);
                Repeated.Add(rows.Lines[row], rows.Lines[own[0]]);
            }
        }
    }

    private void Remove(int row)
    {
        Valid[row] = false;
        Used--;
    }

    private IEnumerable<string> Differing(int[] different) =>
        new (Column Column, Func<int, long> Of)[]
        {
            (Column.CustomerId, row => rows.Customers[row]), (Column.At, row => rows.Ticks[row]), (Column.Event, row => rows.KindOf(row)), (Column.Quantity, rows.QuantityOf),
        }
        .Where(one => different.Select(one.Of).Distinct().Skip(1).Any())
        .Select(one => table.NameOf(one.Column));
}
