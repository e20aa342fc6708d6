using System.CommandLine;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Tool.Options;

/// <summary>The options that say how the rows and cells of files are read.</summary>
internal sealed class ImportOptions
{
    private const string DateFormatName = "--date-format", MapName = "--map";

    private readonly Option<string[]> fromExport = new("--from-export") { HelpName = "name", Description = $"The format of a file: {string.Join(", ", ExportFormat.All.Select(format => format.Name))}. May be repeated, for a file of subscriptions and one of orders.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> dateFormat = new(DateFormatName) { HelpName = "format", Description = $"How dates are written: a pattern such as dd-MMM-yyyy or M/d/yyyy h:mm tt, unix or unix-ms; of one file alone after {string.Join(", ", FileWord.WithDates.Select(file => file + ":"))}. May be repeated. Default: ISO 8601.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> decimalComma = new("--decimal-comma") { Description = "Amounts have a decimal comma: 1234,56." };
    private readonly Option<char?> thousands = ParsedOption.Of("--thousands", "sign", "What amounts have between groups of three digits: a comma, a point, an apostrophe, or space.", ParseThousands);
    private readonly Option<bool> currencySigns = new("--currency-signs") { Description = "Amounts may have the sign or code of the row's currency: €12, 12 EUR." };
    private readonly Option<string[]> nulls = new("--null") { HelpName = "text,text", Description = "Texts that mean no value, such as 0,NULL; one that is a number stays a number in columns of numbers. May be repeated.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> status = new("--status") { HelpName = "meaning=word,word", Description = $"What words of the column status mean: {EnumWord.All<StatusKind>()}. May be repeated.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> ignore = new("--ignore") { HelpName = "word,word", Description = "Words of the column status with which a row is left out, and counted. May be repeated.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> where = new("--where") { HelpName = "condition", Description = "Read the rows that meet a condition, and leave out and count the others: \"Status in active,past_due\", \"test != true\", \"ended is empty\". Repeated, all must be met.", Arity = ArgumentArity.OneOrMore };

    /// <summary>The formats of the files, and what more is known of their customers.</summary>
    public IEnumerable<Option> OfFiles => [fromExport, Customers, Aliases];

    /// <summary>How rows and cells are read.</summary>
    public IEnumerable<Option> OfCells => [.. OfRows, decimalComma, thousands, currencySigns, nulls];

    /// <summary>What rows mean, which a table to compare with has no use for.</summary>
    public IEnumerable<Option> OfRows => [status, ignore, where, GuestBy, Interval, Reason, dateFormat];

    /// <summary>How the rows and cells of activities are read.</summary>
    public IEnumerable<Option> OfActivities => [Customers, Aliases, where, dateFormat, nulls];

    public IEnumerable<Option> All => [.. OfFiles, .. OfCells];

    public Option<string[]> Map { get; } = new(MapName) { HelpName = "ours=theirs", Description = $"What the file calls a column or an event: ordered_at=date, started=signup; quantity= ignores a column; activity:at=time is of one file alone, {Words.Or(FileWord.All)}. May be repeated.", Arity = ArgumentArity.OneOrMore };

    public Option<string?> Customers { get; } = new("--customers") { HelpName = "file", Description = "A CSV file, files of Parquet or a table of attributes of customers: customer_id and any other columns." };

    public Option<string?> Aliases { get; } = new("--aliases") { HelpName = "file", Description = "A CSV file of further ids of customers: alias, customer_id." };

    public Option<string?> GuestBy { get; } = new("--guest-by") { HelpName = "column", Description = "The column, such as email, that names the customer of an order without one; an order with neither is one of a customer of its own." };

    public Option<BillingInterval?> Interval { get; } = ParsedOption.Of("--billing-interval", "interval", "How often the prices of a file without a column interval are charged: month, year, 3 months.", ParseInterval);

    public Option<string[]> Reason { get; } = new("--reason") { HelpName = "code=kind", Description = "Who decided, of a reason of the file: \"too expensive=voluntary\"; kinds: voluntary, involuntary, unknown. May be repeated.", Arity = ArgumentArity.OneOrMore };

    /// <summary>The formats of the files, each kind of content once.</summary>
    public IReadOnlyList<ExportFormat> ExportsOf(ParseResult asked)
    {
        ExportFormat[] formats = [.. (asked.GetValue(fromExport) ?? []).Select(ParseExport).Distinct()];
        return formats.GroupBy(format => format.Content).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? throw new UsageException($"--from-export {string.Join(" and ", twice.Select(format => format.Name))}: both are of {(twice.Key == ExportContent.Orders ? "orders" : "subscriptions")}; a file has one format.")
            : formats;
    }

    /// <summary>What is asked for, in the options of a file.</summary>
    /// <param name="asked">The command line.</param>
    /// <param name="options">What is asked for otherwise.</param>
    public CsvImportOptions Over(ParseResult asked, CsvImportOptions options)
    {
        NameMap names = NameMap.Parse(Entries(asked, Map, FileWord.All)[null]);
        var statuses = new Dictionary<string, StatusKind>(names.Statuses, StringComparer.Ordinal);
        Array.ForEach(asked.GetValue(status) ?? [], entry => StatusWord.AddAll(statuses, entry));
        Array.ForEach(asked.GetValue(ignore) ?? [], entry => StatusWord.AddIgnored(statuses, entry));
        return options with
        {
            Columns = names.Columns,
            Events = names.Events,
            LineKinds = names.LineKinds,
            DateFormat = DatesOf(null, Entries(asked, dateFormat, FileWord.WithDates)),
            DecimalComma = asked.GetValue(decimalComma),
            ThousandsSeparator = asked.GetValue(thousands),
            CurrencySigns = asked.GetValue(currencySigns),
            NullWords = [.. (asked.GetValue(nulls) ?? []).SelectMany(entry => entry.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
            Statuses = statuses,
            Rules = [.. (asked.GetValue(where) ?? []).Select(ParseRule)],
            GuestColumn = asked.GetValue(GuestBy),
            Interval = asked.GetValue(Interval),
            Reasons = ReasonsOf(asked.GetValue(Reason) ?? []),
        };
    }

    /// <summary>What is stated of one file alone, by its word.</summary>
    public Dictionary<string, FileOptions> OfEachFile(ParseResult asked)
    {
        ILookup<string?, string> names = Entries(asked, Map, FileWord.All), dates = Entries(asked, dateFormat, FileWord.WithDates);
        return FileWord.All.Where(file => names.Contains(file) || dates.Contains(file))
            .ToDictionary(file => file, file => new FileOptions(NameMap.Parse(names[file], file), DatesOf(file, dates)), StringComparer.Ordinal);
    }

    /// <summary>The entries of an option by the file that they are stated of.</summary>
    private static ILookup<string?, string> Entries(ParseResult asked, Option<string[]> option, IReadOnlyList<string> files) =>
        (asked.GetValue(option) ?? []).Select(entry => FileWord.Split(option.Name, entry, files, asked)).ToLookup(entry => entry.File, entry => entry.Stated, StringComparer.Ordinal);

    private static DateFormat? DatesOf(string? file, ILookup<string?, string> stated)
    {
        string[] own = [.. stated[file].Distinct(StringComparer.Ordinal)];
        try
        {
            return own.Length > 1
                ? throw new UsageException($"{DateFormatName} is given as '{own[0]}' and '{own[1]}'{(file is null ? "" : $" for --{file}")}; a file has one format. One of a single file is {DateFormatName} {file ?? FileWord.Activity}:{own[1]}.")
                : own.Length == 0 ? null : DateFormat.Parse(own[0]);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{DateFormatName} '{(file is null ? "" : file + ":")}{own[0]}' is not valid; expected {wrong.Message}.");
        }
    }

    private static Dictionary<string, ChurnKind> ReasonsOf(string[] entries)
    {
        var reasons = new Dictionary<string, ChurnKind>(StringComparer.Ordinal);
        foreach (string entry in entries)
        {
            int sign = entry.LastIndexOf('=');
            string code = sign < 0 ? "" : entry[..sign].Trim();
            if (code.Length == 0 || EnumWord.Find<ChurnKind>(entry[(sign + 1)..].Trim()) is not { } kind || kind == ChurnKind.NotEnded)
            {
                throw new UsageException($"--reason '{entry}' is not valid; expected code=kind, such as \"too expensive=voluntary\"; kinds: voluntary, involuntary, unknown.");
            }

            if (!reasons.TryAdd(code, kind) && reasons[code] != kind)
            {
                throw new UsageException($"--reason gives '{code}' two kinds; a reason has one.");
            }
        }

        return reasons;
    }

    private static ExportFormat ParseExport(string name) =>
        ExportFormat.All.FirstOrDefault(format => format.Name == name) ?? throw new UsageException($"--from-export '{name}' is not known; expected {Words.Or([.. ExportFormat.All.Select(format => format.Name)])}.");

    private static RowRule ParseRule(string condition)
    {
        try
        {
            return RowRule.Where(condition);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"--where: {wrong.Message}");
        }
    }

    private static char? ParseThousands(string text) => text switch
    {
        "," or "." or "'" => text[0],
        " " or "space" => ' ',
        _ => throw new FormatException("one of , . ' and space"),
    };

    private static BillingInterval? ParseInterval(string text) =>
        CsvImport.TryParseInterval(text, out BillingInterval interval) ? interval : throw new FormatException("day, week, month, quarter or year, or several of them, such as 3 months");
}
