using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Sql;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>What the database itself finds in a table that is not valid: how many rows, and the statement that lists them.</summary>
/// <remarks>Rows have been read, and each is refused by its own. The database counts them and names those of a table of levels, intervals or orders; of others it does not know what they mean.</remarks>
internal static class TableCheck
{
    private const int MonthsOfYear = 12;

    /// <summary>What was read, and beside it what the database finds where something is wrong.</summary>
    /// <param name="import">What was read.</param>
    /// <param name="table">The table; <see langword="null"/> for a file.</param>
    /// <param name="content">What the table holds.</param>
    /// <param name="options">How it was read.</param>
    public static (TImport Import, IReadOnlyList<Problem> Counted) After<TImport>(TImport import, TableReading? table, ExportContent content, CsvImportOptions options)
        where TImport : CsvImportResult =>
        (import, table is null || import.IsValid ? [] : Findings(table, content, options));

    private static IReadOnlyList<Problem> Findings(TableReading table, ExportContent content, CsvImportOptions options)
    {
        try
        {
            return SourceOf(table, content, options) is { } source
                ? [.. source.CheckAsync().GetAwaiter().GetResult().Findings.Where(finding => IsCertain(finding, source)).Select(finding => ProblemOf(table, finding))]
                : [];
        }
        catch (Exception impossible) when (impossible is SqlQueryException or ArgumentException or InvalidDataException or NotSupportedException or OverflowException)
        {
            // A text where a number is expected stops a statement; the rows have been refused already.
            return [];
        }
    }

    /// <summary>Where a column has no type, a text that is a number is not equal to it.</summary>
    private static bool IsCertain(SqlFinding finding, SqlSource source) => finding.Kind != SqlFindingKind.InexactAmount || source.Database.Dialect.HasTypedColumns;

    private static Problem ProblemOf(TableReading table, SqlFinding finding)
    {
        string what = FormattableString.Invariant($"{finding.Count} found{(finding.Samples is [string first, ..] ? $", such as {first}" : "")}");
        return new Problem(table.Shown, [], finding.Kind.ToString(), null, null, what) { Sql = OneLine(finding.Sql) };
    }

    // Names and literals of the statement hold no line break; a query of the user may have a comment up to one.
    private static string OneLine(string sql) => sql.Contains("--", StringComparison.Ordinal) ? sql : string.Join(' ', sql.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static SqlSource? SourceOf(TableReading table, ExportContent content, CsvImportOptions options)
    {
        string[] names = [.. table.Columns.Select(column => column.Name)];
        (CsvImportOptions own, FileKind? stated) = Csv.Exports.ExportHeaders.Resolve(names, options, content);
        var header = new CsvHeader(names, own);
        FileKind kind = stated ?? (content == ExportContent.Orders ? FileKind.Orders : header.SubscriptionKind());
        int[] places = header.Places(kind);
        if (own.Rules.Count > 0 || own.Fallbacks.Count > 0 || own.Parts.Count > 0 || own.Aliases is not null || places[(int)Column.Status] >= 0)
        {
            // Rows are left out or read by rules that the database does not know.
            return null;
        }

        string? Name(Column column) => places[(int)column] is >= 0 and var place ? names[place] : null;
        SqlTime? Time(Column column) => places[(int)column] is >= 0 and var place ? TimeOf(table, place, own) : null;
        SqlAmount? amount = AmountOf(Name(Column.MonthlyAmount), Name(Column.Amount), own);
        string? customer = Name(Column.CustomerId);
        Currency currency = own.Currency == Currency.None ? Currency.Eur : own.Currency;
        return (kind, customer, amount) switch
        {
            (_, null, _) or (_, _, null) => null,
            (FileKind.SubscriptionLevels, _, _) when Time(Column.At) is { } at =>
                new SqlLevels(table.Database, table.Table, currency, customer, Name(Column.SubscriptionId) ?? customer, at, amount) { Sequence = Name(Column.Sequence) },
            (FileKind.SubscriptionIntervals, _, _) when Time(Column.StartDate) is { } start && Time(Column.EndDate) is { } end =>
                new SqlIntervals(table.Database, table.Table, currency, customer, start, end, amount) { Subscription = Name(Column.SubscriptionId) },
            (FileKind.Orders, _, _) when Time(Column.OrderedAt) is { } at => new SqlOrders(table.Database, table.Table, currency, customer, at, amount),
            _ => null,
        };
    }

    private static SqlAmount? AmountOf(string? monthly, string? amount, CsvImportOptions options) =>
        (monthly ?? amount) is not { } column ? null
        : (options.MinorUnits ? SqlAmount.MinorUnits(column) : SqlAmount.Decimal(column)) is var own && monthly is not null ? own.Times(MonthsOfYear)
        : own;

    private static SqlTime? TimeOf(TableReading table, int place, CsvImportOptions options)
    {
        TableColumn column = table.Columns[place];
        bool isUtc = options.Zone == DateTimeZone.Utc;
        return column.Kind switch
        {
            CellKind.Instant => SqlTime.Instant(column.Name),
            CellKind.LocalTime => SqlTime.Local(column.Name, options.Zone),
            CellKind.Date => SqlTime.Date(column.Name, options.Zone),
            CellKind.Number when options.DateFormat == DateFormat.UnixSeconds => SqlTime.UnixSeconds(column.Name),
            CellKind.Number when options.DateFormat == DateFormat.UnixMilliseconds => SqlTime.UnixMilliseconds(column.Name),
            CellKind.Any when options.DateFormat is null => isUtc ? SqlTime.Instant(column.Name) : SqlTime.Local(column.Name, options.Zone),
            _ => null,
        };
    }
}
