namespace Retention.Metrics.Csv.Reading;

/// <summary>Which of the file's columns is which of ours.</summary>
internal sealed class CsvHeader
{
    private readonly string[] names;
    private readonly IReadOnlyDictionary<string, string> mapping;

    public CsvHeader(string[] names, IReadOnlyDictionary<string, string> mapping)
    {
        this.names = names;
        this.mapping = mapping;
    }

    public int Count => names.Length;

    public string this[int index] => names[index];

    /// <summary>Events where the file says what happened and when, intervals where it says from when to when.</summary>
    public FileKind SubscriptionKind()
    {
        if (Find(Column.Event) >= 0 && Find(Column.At) >= 0)
        {
            return FileKind.SubscriptionEvents;
        }

        if (Find(Column.StartDate) >= 0)
        {
            return FileKind.SubscriptionIntervals;
        }

        throw new InvalidDataException(Find(Column.OrderedAt) >= 0
            ? "the header is that of orders: it has a column ordered_at, and neither start_date nor event and at"
            : $"the header has neither a column start_date (subscription intervals) nor columns event and at (subscription events); {Found()}");
    }

    /// <summary>Where each of our columns stands, -1 for those the file has not.</summary>
    public int[] Places(FileKind kind)
    {
        int[] places = [.. Enumerable.Repeat(-1, Enum.GetValues<Column>().Length)];
        foreach (Column column in ColumnNames.KnownTo(kind))
        {
            places[(int)column] = Find(column);
        }

        string[] missing = [.. ColumnNames.RequiredBy(kind).Where(column => places[(int)column] < 0).Select(ColumnNames.Of)];
        if (missing.Length > 0)
        {
            throw new InvalidDataException($"the header has no column {string.Join(" and no ", missing)}; {Found()}");
        }

        if (kind != FileKind.Orders && places[(int)Column.MonthlyAmount] < 0 && (places[(int)Column.Amount] < 0 || places[(int)Column.Interval] < 0))
        {
            throw new InvalidDataException($"the header has neither a column monthly_amount (or mrr) nor columns amount and interval; {Found()}");
        }

        if (places[(int)Column.MonthlyAmount] >= 0)
        {
            // The monthly figure says it all; an amount and an interval beside it describe the plan.
            places[(int)Column.Amount] = places[(int)Column.Interval] = places[(int)Column.IntervalCount] = places[(int)Column.Quantity] = -1;
        }

        return places;
    }

    private int Find(Column column)
    {
        string[] theirs = [.. mapping.Where(entry => ColumnNames.Parse(entry.Key) == column).Select(entry => entry.Value)];
        if (theirs.Contains("", StringComparer.Ordinal))
        {
            return -1;
        }

        int[] mapped = [.. theirs.SelectMany(Named).Distinct()];
        int[] own = mapped.Length > 0 ? mapped : [.. Enumerable.Range(0, Count).Where(i => ColumnNames.TryParse(names[i]) == column && !IsMappedElsewhere(i, column))];
        return own switch
        {
            [int only] => only,
            [] when theirs.Length > 0 => throw new InvalidDataException($"the header has no column '{theirs[0]}', which was to be {ColumnNames.Of(column)}; {Found()}"),
            [] => -1,
            _ => throw new InvalidDataException($"the header has {own.Length} columns for {ColumnNames.Of(column)}: {string.Join(", ", own.Select(i => names[i]))}"),
        };
    }

    private bool IsMappedElsewhere(int index, Column column) =>
        mapping.Any(entry => ColumnNames.Parse(entry.Key) != column && Named(entry.Value).Contains(index));

    private int[] Named(string theirs)
    {
        int[] exact = [.. Enumerable.Range(0, Count).Where(i => string.Equals(names[i], theirs.Trim(), StringComparison.Ordinal))];
        return exact.Length > 0 || ColumnNames.Key(theirs).Length == 0 ? exact : [.. Enumerable.Range(0, Count).Where(i => string.Equals(ColumnNames.Key(names[i]), ColumnNames.Key(theirs), StringComparison.Ordinal))];
    }

    private string Found()
    {
        const int Shown = 20;
        string list = string.Join(", ", names.Take(Shown).Select(name => name.Length > 40 ? $"{name[..40]}…" : name));
        return $"it has {list}{(Count > Shown ? ", …" : "")}";
    }
}
