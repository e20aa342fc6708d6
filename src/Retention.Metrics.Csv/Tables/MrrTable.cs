using System.Globalization;
using System.Text;
using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tables;

/// <summary>A file of MRR by customer and month: a row for each customer with a column for each month, or a row for each customer and month.</summary>
internal sealed class MrrTable
{
    private static readonly string[] NamesOfCustomer = ["customer_id", "customer"], NamesOfMonth = ["month", "period", "date"], NamesOfAmount = ["mrr", "monthly_amount", "amount"], NamesOfCurrency = ["currency"];

    private readonly CsvTable table;
    private readonly CsvImportOptions options;
    private readonly Dictionary<(CustomerId, YearMonth, Currency), (Money Mrr, long Line)> amounts = [];
    private readonly List<CsvFinding> findings = [];
    private readonly RepeatedRows repeated = new();
    private readonly TotalRows totals = new();
    private readonly AmountCells cells;
    private readonly MonthText monthText;
    private readonly int customer;
    private readonly int currency;
    private readonly int month;
    private readonly int amount;
    private readonly (int Place, YearMonth Month)[] months;

    private MrrTable(CsvTable table, CsvImportOptions options)
    {
        this.table = table;
        this.options = options;
        cells = new AmountCells(options);
        monthText = new MonthText(options);
        (customer, month, amount) = (PlaceOf(NamesOfCustomer), PlaceOf(NamesOfMonth), PlaceOf(NamesOfAmount));
        currency = PlaceOf(NamesOfCurrency);

        // A month or an amount that is mapped is that of a row.
        months = Mapped(NamesOfMonth) is not null || Mapped(NamesOfAmount) is not null ? [] : [.. Enumerable.Range(0, table.Header.Count).Select(place => (place, Month: monthText.Read(table.Header[place]))).Where(one => one.Month is not null).Select(one => (one.place, one.Month!.Value))];
        if (customer < 0 || (months.Length == 0 && (month < 0 || amount < 0)))
        {
            throw new InvalidDataException(
                $"the header is not that of MRR by customer and month: expected columns customer_id and one for each month (2026-01), or customer_id, month and mrr; it has {string.Join(", ", table.AttributePlaces.Select(place => table.Header[place]))}");
        }

        CsvHeader.RequireCurrency(options, currency >= 0);
        if (months.Length > 0 && Enumerable.Range(0, table.Header.Count).FirstOrDefault(place => monthText.Read(table.Header[place]) is null && MonthText.LooksLikeOne(table.Header[place]), -1) is >= 0 and var unclear)
        {
            throw new InvalidDataException($"the column '{table.Header[unclear]}' looks like a month and is none; {monthText.Expected}");
        }

        if (months.GroupBy(one => one.Month).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"the header has {twice.Count()} columns for one month: {string.Join(", ", twice.Select(one => table.Header[one.Place]))}");
        }
    }

    public static MrrTableImport Read(CsvTable table, CsvImportOptions options)
    {
        var file = new MrrTable(table, options);
        long used = 0;
        while (table.Read(out bool whole))
        {
            used += whole && file.TryRow() ? 1 : 0;
        }

        int leftOut = file.totals.Judge(file.amounts.Select(entry => (entry.Key.Item2, entry.Value.Mrr)));
        for (int i = 0; i < leftOut; i++)
        {
            table.LeftOut.Add(TotalRows.Rule);
        }

        var read = new MrrTableImport(
            [.. file.amounts.Select(entry => new StatedMrr(entry.Key.Item1, entry.Key.Item2, entry.Value.Mrr))],
            new CsvRowCounts(table.RowsRead, used, file.repeated.Count, Superseded: 0, Refused: table.RowsRead - used - file.repeated.Count - leftOut) { LeftOut = leftOut },
            [.. table.Refusals.Concat(file.totals.Refusals).OrderBy(refusal => refusal.Line)],
            file.findings,
            file.repeated.Listed);
        read.Describe(table);
        return read;
    }

    /// <summary>The place of a column: the one that the caller maps, else the first of one of its names; −1 where there is none.</summary>
    private int PlaceOf(string[] names) => Mapped(names) is not { } theirs ? names.Select(table.PlaceOf).FirstOrDefault(place => place >= 0, -1)
        : theirs.Length == 0 ? -1
        : table.Header.Mapped(theirs, names[0]);

    /// <summary>What the caller says that the file calls a column; empty where it has none.</summary>
    private string? Mapped(string[] names) => options.Columns.FirstOrDefault(entry => Array.Exists(names, name => ColumnNames.Key(name) == ColumnNames.Key(entry.Key))).Value;

    private bool TryRow()
    {
        Currency own = options.Currency;
        if (currency >= 0 && Text(currency).Length > 0 && !Currency.TryParse(Text(currency).ToUpperInvariant(), out own))
        {
            return table.Refuse(currency, "it is not a currency of ISO 4217, such as EUR");
        }

        if (TotalRows.IsName(Text(customer)))
        {
            return TryTotal(own);
        }

        var row = new List<(YearMonth Month, Money Mrr)>();
        if (months.Length == 0)
        {
            return monthText.Read(Text(month)) is not { } only ? table.Refuse(month, monthText.Expected)
                : TryAmount(amount, own, out Money mrr) && TryAdd([(only, mrr)], own);
        }

        foreach ((int place, YearMonth of) in months)
        {
            if (!TryAmount(place, own, out Money mrr))
            {
                return false;
            }

            row.Add((of, mrr));
        }

        return TryAdd(row, own);
    }

    /// <summary>Keeps a row that may be one of totals until the sums of the others are known; it is no customer.</summary>
    private bool TryTotal(Currency own)
    {
        bool namesCurrency = currency < 0 || Text(currency).Length > 0;
        own = namesCurrency ? own : amounts.Keys.Select(key => key.Item3).FirstOrDefault(own);
        var row = new List<(YearMonth? Month, decimal Mrr)>();
        foreach ((int place, YearMonth? of) in months.Length == 0 ? [(amount, monthText.Read(Text(month)))] : months.Select(one => (one.Place, (YearMonth?)one.Month)))
        {
            if (of is null && Text(month).Length > 0)
            {
                return table.Refuse(month, monthText.Expected);
            }

            if (!TryAmount(place, own, out Money mrr))
            {
                return false;
            }

            row.Add((of, mrr.Amount));
        }

        totals.Add(table.Line, table.NameOf(customer), Text(customer), namesCurrency ? own : null, row);
        return false;
    }

    /// <summary>Adds the amounts of a row. One that says nothing new is repeated; one that contradicts another is a finding, and adds none.</summary>
    private bool TryAdd(List<(YearMonth Month, Money Mrr)> row, Currency own)
    {
        var id = new CustomerId(Text(customer));
        (Money Mrr, long Line)?[] known = [.. row.Select(one => amounts.TryGetValue((id, one.Month, own), out (Money, long) before) ? before : ((Money, long)?)null)];
        if (Array.FindIndex(known, one => one is not null) is var first && first < 0)
        {
            row.ForEach(one => amounts.Add((id, one.Month, own), (one.Mrr, table.Line)));
            return true;
        }

        if (Enumerable.Range(0, known.Length).All(i => known[i]?.Mrr == row[i].Mrr))
        {
            repeated.Add(table.Line, known[first]!.Value.Line);
            return false;
        }

        findings.Add(new CsvFinding(
            [known[first]!.Value.Line, table.Line],
            FindingKind.ConflictingDuplicate,
            string.Create(CultureInfo.InvariantCulture, $"customer {id} has two rows in {own} for {row[first].Month:uuuu'-'MM}; a customer has one amount in a month and currency")));
        return false;
    }

    private bool TryAmount(int place, Currency own, out Money mrr)
    {
        string text = Text(place);
        mrr = Money.Zero(own);
        return text.Length == 0
            || (cells.TryRead(Encoding.UTF8.GetBytes(text), own, out mrr, out string? problem) ? mrr.Amount >= 0m || table.Refuse(place, "MRR is 0 or more") : table.Refuse(place, problem));
    }

    private string Text(int place) => Encoding.UTF8.GetString(table.AttributeCell(place)).Trim();
}
