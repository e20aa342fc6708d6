namespace Retention.Metrics.Csv.Reading;

/// <summary>Which of the file's columns is which of ours.</summary>
internal sealed class CsvHeader
{
    private readonly string[] names;
    private readonly IReadOnlyDictionary<string, string> mapping;
    private readonly bool amountPerUnit;

    public CsvHeader(string[] names, CsvImportOptions options)
    {
        this.names = names;
        mapping = options.Columns;
        amountPerUnit = options.AmountPerUnit;
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

    /// <summary>The position of each of our columns, -1 for those the file has not.</summary>
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

        RequireOneReading(places, kind);
        if (places[(int)Column.MonthlyAmount] >= 0)
        {
            places[(int)Column.Amount] = -1;
        }

        return places;
    }

    /// <summary>An amount beside a column that could change it has two readings, and the file does not say which.</summary>
    private void RequireOneReading(int[] places, FileKind kind)
    {
        bool isMonthly = places[(int)Column.MonthlyAmount] >= 0;
        string amount = names[places[(int)(isMonthly ? Column.MonthlyAmount : Column.Amount)]];
        if (!IsIgnored(Column.Discount) && names.Where(IsUnmappedDiscount).ToArray() is [_, ..] discounts)
        {
            throw new InvalidDataException(
                $"the header has {string.Join(" and ", discounts)} beside {amount}, which has two readings: {amount} is what is paid after the discount, then map discount to nothing (--map discount=); "
                + $"or {amount} is the price before it, then write what is paid into the file, because a discount is not read");
        }

        if (kind == FileKind.Orders)
        {
            return;
        }

        if (amountPerUnit && places[(int)Column.Quantity] < 0)
        {
            throw new InvalidDataException($"{amount} is to be multiplied with a quantity (AmountPerUnit, --amount-per-unit), and the header has no column quantity; {Found()}");
        }

        if (isMonthly && !amountPerUnit && places[(int)Column.Quantity] is var quantity and >= 0)
        {
            throw new InvalidDataException(
                $"the header has {names[quantity]} beside {amount}, which has two readings: {amount} is the revenue of all units, then map quantity to nothing (--map quantity=); "
                + $"or {amount} is that of one unit, then set AmountPerUnit (--amount-per-unit)");
        }

        Column[] intervals = [.. new[] { Column.Interval, Column.IntervalCount }.Where(column => isMonthly && places[(int)column] >= 0)];
        if (intervals.Length > 0)
        {
            string perInterval = kind == FileKind.Ledger ? "then write a month's revenue into the file, because a ledger has monthly levels"
                : places[(int)Column.Amount] >= 0 ? $"then map {ColumnNames.Of(Column.MonthlyAmount)} to nothing (--map {ColumnNames.Of(Column.MonthlyAmount)}=) to read {names[places[(int)Column.Amount]]}"
                : $"then map amount to it (--map \"amount={amount}\")";
            throw new InvalidDataException(
                $"the header has {string.Join(" and ", intervals.Select(column => names[places[(int)column]]))} beside {amount}, which has two readings: {amount} is the revenue of a month, "
                + $"then map {string.Join(" and ", intervals.Select(ColumnNames.Of))} to nothing ({string.Join(' ', intervals.Select(column => $"--map {ColumnNames.Of(column)}="))}); or an amount is charged once an interval, {perInterval}");
        }
    }

    private bool IsUnmappedDiscount(string name) => ColumnNames.IsDiscount(name) && !mapping.Values.Any(theirs => Named(theirs).Any(i => string.Equals(names[i], name, StringComparison.Ordinal)));

    private bool IsIgnored(Column column) => mapping.Any(entry => entry.Value.Length == 0 && ColumnNames.Parse(entry.Key) == column);

    private int Find(Column column)
    {
        if (IsIgnored(column))
        {
            return -1;
        }

        string[] theirs = [.. mapping.Where(entry => ColumnNames.Parse(entry.Key) == column).Select(entry => entry.Value)];
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
