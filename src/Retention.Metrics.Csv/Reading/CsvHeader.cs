using Retention.Metrics.Csv.Rules;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Which of the file's columns is which of ours.</summary>
internal sealed class CsvHeader
{
    private readonly string[] names;
    private readonly IReadOnlyDictionary<string, string> mapping;
    private readonly CsvImportOptions options;

    public CsvHeader(string[] names, CsvImportOptions options)
    {
        this.names = names;
        this.options = options;
        mapping = options.Columns;
    }

    public int Count => names.Length;

    public string this[int index] => names[index];

    /// <summary>Events where the file says what happened and when, intervals where it says from when to when.</summary>
    public FileKind SubscriptionKind()
    {
        if (Find(Column.Event) >= 0 && Find(Column.At) >= 0 && Find(Column.MrrChange) < 0)
        {
            return FileKind.SubscriptionEvents;
        }

        if (Find(Column.StartDate) >= 0)
        {
            return FileKind.SubscriptionIntervals;
        }

        if (Find(Column.MrrChange) >= 0 && Find(Column.At) >= 0)
        {
            return FileKind.SubscriptionChanges;
        }

        if (Find(Column.PeriodStart) >= 0 && Find(Column.PeriodEnd) >= 0)
        {
            return FileKind.InvoiceLines;
        }

        if (Find(Column.At) >= 0 && Find(Column.MonthlyAmount) >= 0)
        {
            RequireLevels();
            return FileKind.SubscriptionLevels;
        }

        throw new InvalidDataException(Find(Column.OrderedAt) >= 0
            ? "the header is that of orders: it has a column ordered_at, and neither start_date nor at"
            : $"the header has neither a column start_date (subscription intervals) nor columns event and at (subscription events), at and monthly_amount (levels), mrr_change and at (changes of MRR), or period_start and period_end (invoice lines); {Found()}{Exports.ExportHeaders.Hint(names)}");
    }

    /// <summary>The position of each of our columns, -1 for those the file has not.</summary>
    public int[] Places(FileKind kind)
    {
        int[] places = [.. Enumerable.Repeat(-1, Enum.GetValues<Column>().Length)];
        foreach (Column column in ColumnNames.KnownTo(kind))
        {
            bool isIgnored = IsIgnored(Column.Discount) && column is (Column.PercentOff or Column.AmountOff or Column.DiscountEndsAt);
            places[(int)column] = isIgnored || (ColumnNames.IsReadIfMapped(column, kind) && !IsAskedFor(column)) ? -1 : Find(column, kind);
        }

        if (kind == FileKind.Ledger && IsAskedFor(Column.Product))
        {
            throw new InvalidDataException("a product is mapped (Columns, --map product=...), and a ledger read straight into columns has none: it has what a customer pays in all; expected events, intervals, levels, changes of MRR or invoice lines read as a history");
        }

        string[] missing = [.. ColumnNames.RequiredBy(kind).Where(column => places[(int)column] < 0)
            .Select(column => ColumnNames.OtherNames(column, kind) is { Count: > 0 } others ? $"{ColumnNames.Of(column)} (or {string.Join(", ", others)})" : ColumnNames.Of(column))];
        if (missing.Length > 0)
        {
            throw new InvalidDataException($"the header has no column {string.Join(" and no ", missing)}; {Found()}{Exports.ExportHeaders.Hint(names)}");
        }

        if (kind is FileKind.Plain or FileKind.Activities or FileKind.Responses)
        {
            return places;
        }

        RequireCurrency(options, places[(int)Column.Currency] >= 0);
        var readings = new AmountReadings(this, options, places, kind);
        if (kind is FileKind.SubscriptionChanges or FileKind.InvoiceLines)
        {
            readings.RequireNoDiscount(names[places[(int)(kind == FileKind.InvoiceLines ? Column.Amount : Column.MrrChange)]]);
            return places;
        }

        RequireAmount(places, kind);

        if (places[(int)Column.Status] < 0 && options.Statuses.FirstOrDefault(word => StatusWords.IsOf(word.Value, kind == FileKind.Orders)) is { Key: { } word })
        {
            throw new InvalidDataException($"the status '{word}' is given a meaning (Statuses, --status, --ignore), and the header has no column status that is read; map it (--map status=...), or leave rows out by a rule (--where); {Found()}");
        }

        readings.RequireOne();
        if (places[(int)Column.MonthlyAmount] >= 0)
        {
            places[(int)Column.Amount] = -1;
        }

        return places;
    }

    /// <summary>Amounts in minor units are those of a currency: how many make a major unit depends on it.</summary>
    /// <exception cref="InvalidDataException">Nothing states a currency.</exception>
    public static void RequireCurrency(CsvImportOptions options, bool hasColumn)
    {
        if (options.LacksUnitsOf(options.Currency) && !hasColumn)
        {
            throw new InvalidDataException(
                $"{(options.Export is { Options.MinorUnits: true } export ? $"{export.Title} counts amounts in minor units" : "amounts are counted in minor units")}, and the header has no column of their currency: state it (Currency, --currency EUR); 4900 is 49.00 EUR, 4900 JPY and 4.900 KWD");
        }
    }

    /// <summary>Amounts at instants are levels, unless another column looks as if they were changes.</summary>
    private void RequireLevels()
    {
        string[] changes = ["event", "movement", "change", "delta", "difference"];
        int[] mapped = [.. mapping.Values.SelectMany(Named)];
        bool isChange = mapping.Any(entry => ColumnNames.Parse(entry.Key) == Column.MonthlyAmount && Array.Exists(changes, word => ColumnNames.Key(entry.Value).Contains(word, StringComparison.Ordinal)));
        string[] telling = [.. Enumerable.Range(0, Count).Where(i => !mapped.Contains(i) && Array.Exists(changes, word => ColumnNames.Key(names[i]).Contains(word, StringComparison.Ordinal))).Select(i => names[i])];
        if (isChange || (telling.Length > 0 && !IsIgnored(Column.Event)))
        {
            string what = isChange ? "a monthly amount that is mapped to a change" : $"{string.Join(" and ", telling)} beside a monthly amount";
            throw new InvalidDataException(
                $"the header has {what}, which has several readings: rows are events, then map event to what happened (--map event={(telling.Length > 0 ? telling[0] : "...")}); "
                + "or the amount is all that is paid from the instant on, then map event to nothing (--map event=)");
        }
    }

    private void RequireAmount(int[] places, FileKind kind)
    {
        if (kind == FileKind.Orders || places[(int)Column.MonthlyAmount] >= 0)
        {
            return;
        }

        bool hasInterval = places[(int)Column.Interval] >= 0;
        if (places[(int)Column.Amount] < 0 || (!hasInterval && options.Interval is null))
        {
            throw new InvalidDataException(
                options.Export is null ? $"the header has neither a column monthly_amount (or mrr) nor columns amount and interval (or an interval that is stated: Interval, --billing-interval month); {Found()}{Exports.ExportHeaders.Hint(names)}"
                : places[(int)Column.Amount] < 0 ? $"{options.Export.Title} has no price: the column amount is missing; add columns amount and interval, or monthly_amount, to the file; {Found()}"
                : $"{options.Export.Title} has no column that says how often {names[places[(int)Column.Amount]]} is charged; state it (Interval, --billing-interval month), and read plans of other intervals from files of their own or by rules (--where)");
        }

        if (hasInterval && options.Interval is not null)
        {
            throw new InvalidDataException($"the header has a column {names[places[(int)Column.Interval]]}, and an interval is stated beside it (Interval, --billing-interval); expected one of them");
        }
    }

    /// <summary>The places of columns that the file must have.</summary>
    /// <exception cref="InvalidDataException">A column is missing, or comes twice.</exception>
    public int[] Require(IReadOnlyList<string> columns, string by) => [.. columns.Select(column => Named(column) switch
    {
        [int only] => only,
        [] => throw new InvalidDataException($"the header has no column '{column}', which {by} reads; {Found()}"),
        var several => throw new InvalidDataException($"the header has {several.Length} columns '{column}', which {by} reads"),
    })];

    /// <summary>The place of the column that the caller maps to one of ours.</summary>
    /// <exception cref="InvalidDataException">There is none, or there are several.</exception>
    public int Mapped(string theirs, string ours) => Named(theirs) switch
    {
        [int only] => only,
        [] => throw new InvalidDataException($"the header has no column '{theirs}', which was to be {ours}; {Found()}"),
        var several => throw new InvalidDataException($"the header has {several.Length} columns '{theirs}', one of which was to be {ours}"),
    };

    /// <summary>Whether there is a column of a name.</summary>
    public bool Has(string column) => Named(column).Length > 0;

    /// <summary>Whether the caller asks for a column that is not read otherwise.</summary>
    private bool IsAskedFor(Column column) =>
        mapping.Any(entry => entry.Value.Length > 0 && ColumnNames.Parse(entry.Key) == column)
        || (column == Column.Status && options.Statuses.Values.Any(kind => kind >= StatusKind.Active));

    /// <summary>Whether the caller says that the file has no such column.</summary>
    public bool IsIgnored(Column column) => mapping.Any(entry => entry.Value.Length == 0 && ColumnNames.Parse(entry.Key) == column);

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

    /// <summary>The place of a column under our name or, where a kind of file has others, under one of those.</summary>
    private int Find(Column column, FileKind kind)
    {
        int own = Find(column);
        if (own >= 0 || IsIgnored(column))
        {
            return own;
        }

        string[] keys = [.. ColumnNames.OtherNames(column, kind).Select(ColumnNames.Key)];
        int[] others = [.. Enumerable.Range(0, Count).Where(i => keys.Contains(ColumnNames.Key(names[i])) && !IsMappedElsewhere(i, column))];
        return others switch
        {
            [] => -1,
            [int only] => only,
            _ => throw new InvalidDataException(
                $"the header has {string.Join(" and ", others.Select(i => names[i]))}, each of which may be {ColumnNames.Of(column)}; map one of them (--map \"{ColumnNames.Of(column)}={names[others[0]]}\"), or none (--map {ColumnNames.Of(column)}=)"),
        };
    }

    private bool IsMappedElsewhere(int index, Column column) =>
        mapping.Any(entry => ColumnNames.Parse(entry.Key) != column && Named(entry.Value).Contains(index));

    /// <summary>The places of the columns of a name: those that are called so exactly, else those that differ in what does not matter.</summary>
    public int[] Named(string theirs)
    {
        int[] exact = [.. Enumerable.Range(0, Count).Where(i => string.Equals(names[i], theirs.Trim(), StringComparison.Ordinal))];
        return exact.Length > 0 || ColumnNames.Key(theirs).Length == 0 ? exact : [.. Enumerable.Range(0, Count).Where(i => string.Equals(ColumnNames.Key(names[i]), ColumnNames.Key(theirs), StringComparison.Ordinal))];
    }

    /// <summary>The names of the first columns, for a message.</summary>
    public string Found()
    {
        const int Shown = 20;
        string list = string.Join(", ", names.Take(Shown).Select(name => name.Length > 40 ? $"{name[..40]}…" : name));
        return $"it has {list}{(Count > Shown ? ", …" : "")}";
    }
}
