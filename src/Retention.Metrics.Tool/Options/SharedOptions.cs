using System.CommandLine;
using System.Text;
using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Stripe;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Input.Databases;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Options;

/// <summary>The options that every command has. This is the one place where an option of all commands is added.</summary>
internal sealed class SharedOptions
{
    private const string Table = "--table", Parquet = "--parquet";

    private const string FieldNames = "field";

    private static readonly string[] Units = ["day", "week", "month", "quarter", "year"];

    private readonly Option<string?> subscriptions = new("--subscriptions", Table, Parquet) { HelpName = "file", Description = "A CSV file of subscription intervals, events, levels, changes of MRR or invoice lines (- reads standard input), files of Parquet (.parquet), Stripe's objects or events (.json, .jsonl), or a table of --database." };
    private readonly Option<string?> orders = new("--orders") { HelpName = "file", Description = "A CSV file of orders (- reads standard input), files of Parquet (.parquet), or a table of --database." };
    private readonly Option<string?> from = new("--from") { HelpName = "period", Description = "The first period: 2025, 2025-03 or 2025-03-14, or as --by names it: 2025-W11, 2025-Q1, FY2025. Default: that of the first fact." };
    private readonly Option<string?> to = new("--to") { HelpName = "period", Description = "The last period, included. Default: that of the last fact, or of the last scheduled change." };
    private readonly Option<string> by = ParsedOption.OneOf("--by", "The length of a period.", Units, "month");
    private readonly Option<IsoDayOfWeek> weekStart = ParsedOption.Of("--week-start", "day", "The first day of a week, monday to sunday.", ParseDayOfWeek, IsoDayOfWeek.Monday);
    private readonly Option<int> fiscalYearStart = ParsedOption.Of("--fiscal-year-start", "month", "The first month of the year, 1 to 12.", ParseMonth, 1);
    private readonly Option<DateTimeZone> timeZone = ParsedOption.Of("--time-zone", "zone", "The time zone of periods, dates and times without an offset, such as Europe/Berlin.", ParseZone, DateTimeZone.Utc);
    private readonly Option<AsOf?> asOf = ParsedOption.Of("--as-of", "date", "Answer with what was known by the end of this day, or at this instant.", AsOf.Parse);
    private readonly Option<Currency> currency = ParsedOption.Of("--currency", "code", "The currency of rows that name none, such as EUR.", ParseCurrency, Currency.None);
    private readonly CurrencyOptions currencies = new();
    private readonly InvoiceOptions invoices = new();
    private readonly StripeOptions stripe = new();
    private readonly DatabaseOptions databases = new();
    private readonly Option<Encoding?> encoding = ParsedOption.Of("--encoding", "name", $"The encoding of files without a byte order mark: {FileEncoding.Names}. Default: utf-8.", FileEncoding.Parse);
    private readonly Option<bool> minorUnits = new("--minor-units") { Description = "Amounts are in the currency's smallest unit: 4900 is 49.00 EUR." };
    private readonly Option<bool> amountPerUnit = new("--amount-per-unit") { Description = "A monthly amount of a subscription is that of one unit: multiply it with the column quantity." };
    private readonly Option<OrderLines> orderLines = ParsedOption.Of("--order-lines", "refuse|sum|first", "What several rows with one order id are: an error, lines to add up, or an order in the first row and its lines below it.", ParseOrderLines, OrderLines.Refuse);
    private readonly ImportOptions import = new();
    private readonly Option<NamedPolicy> policy = ParsedOption.Of("--policy", "name|file", $"The definitions to count by: {NamedPolicy.Names}, or a JSON file of settings.", NamedPolicy.Parse, NamedPolicy.All[0]);
    private readonly Option<bool> skipInvalid = new("--skip-invalid") { Description = "Leave out every subscription and order with a finding or a refused row, and say so." };
    private readonly Option<string> naming = ParsedOption.OneOf("--names", "What tables show: labels for people, or the names of the fields as JSON and CSV have them.", ["label", FieldNames], "label");
    private readonly Option<string> format;
    private readonly bool areOfActivities;
    private readonly bool areOfFeedback;
    private readonly Option<string?> output = new("--output") { HelpName = "file", Description = "Write the answer to a file." };

    /// <summary>Makes the options.</summary>
    /// <param name="furtherFormats">What the command can write beside the formats of all commands.</param>
    public SharedOptions(params IReadOnlyList<string> furtherFormats) =>
        format = ParsedOption.OneOf("--format", "How the answer is written.", [.. OutputFormat.Names, .. furtherFormats], OutputFormat.Names[0]);

    private SharedOptions(bool areOfActivities, bool areOfFeedback)
        : this() => (this.areOfActivities, this.areOfFeedback) = (areOfActivities, areOfFeedback);

    /// <summary>The options of a command about activities: none that is about revenue.</summary>
    public static SharedOptions OfActivities() => new(areOfActivities: true, areOfFeedback: false);

    /// <summary>The options of a command about responses to surveys: none that is about orders.</summary>
    public static SharedOptions OfFeedback() => new(areOfActivities: false, areOfFeedback: true);

    private IEnumerable<Option> All => areOfFeedback
        ? OfAll.Except([orders, orderLines, import.GuestBy])
        : OfAll;

    private IEnumerable<Option> OfAll => areOfActivities
        ? [.. import.OfActivities, .. databases.All, from, to, by, weekStart, fiscalYearStart, timeZone, asOf, encoding, import.Map, skipInvalid, format, naming, output]
        : [subscriptions, orders, .. import.OfFiles, .. databases.All, from, to, by, weekStart, fiscalYearStart, timeZone, asOf, encoding, currency, .. currencies.All, .. invoices.All, minorUnits, amountPerUnit, orderLines, import.Map, .. import.OfCells, .. stripe.All, policy, skipInvalid, format, naming, output];

    /// <summary>The options that say how CSV files of subscriptions and orders are read, and nothing else.</summary>
    private IEnumerable<Option> OfCsv => [.. import.OfFiles, .. import.OfRows, import.Map, minorUnits, amountPerUnit, .. invoices.All];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    public bool IsPolicyGiven(ParseResult asked) => IsGiven(asked, policy);

    public bool IsFormatGiven(ParseResult asked) => IsGiven(asked, format);

    public Settings Read(ParseResult asked)
    {
        RequireMeaning(asked);
        DateTimeZone zone = asked.GetValue(timeZone)!;
        var ofCells = new CsvImportOptions { Zone = databases.ZoneOf(asked) ?? zone, Encoding = asked.GetValue(encoding) };
        if (!areOfActivities)
        {
            ofCells = ofCells with
            {
                Currency = asked.GetValue(currency),
                MinorUnits = asked.GetValue(minorUnits),
                AmountPerUnit = asked.GetValue(amountPerUnit),
                OrderLines = asked.GetValue(orderLines),
                JoinGaps = invoices.JoinGaps(asked),
                InclusiveEnds = invoices.InclusiveEnds(asked),
            };
        }

        return new Settings
        {
            Subscriptions = asked.GetValue(subscriptions),
            Orders = asked.GetValue(orders),
            Customers = asked.GetValue(import.Customers),
            Database = databases.Read(asked, [asked.GetValue(subscriptions), asked.GetValue(orders), asked.GetValue(import.Customers), .. OtherFacts(asked)]),
            Aliases = asked.GetValue(import.Aliases),
            Exports = import.ExportsOf(asked),
            Import = import.Over(asked, ofCells),
            OfFiles = import.OfEachFile(asked),
            Stripe = areOfActivities ? new StripeImportOptions() : stripe.Read(asked),
            From = Days(from)?.First,
            To = Days(to)?.Last,
            Calendar = CalendarIn(zone),
            AsOf = asked.GetValue(asOf)?.At(zone),
            Policy = areOfActivities ? NamedPolicy.All[0] : asked.GetValue(policy)!,
            Rates = areOfActivities ? null : currencies.Read(asked),
            SkipInvalid = asked.GetValue(skipInvalid),
            Format = OutputFormat.Of(asked.GetValue(format)!, asked.GetValue(naming) == FieldNames),
            Output = asked.GetValue(output),
        };

        ReportingCalendar CalendarIn(DateTimeZone zone) => CalendarOf(asked.GetValue(by)!, zone, asked.GetValue(weekStart), asked.GetValue(fiscalYearStart));

        DateRange? Days(Option<string?> option) => asked.GetValue(option) is { } text ? DateRange.ParsePeriod(option.Name, text, CalendarIn(DateTimeZone.Utc)) : null;
    }

    /// <summary>What the options of a command name that are of other facts.</summary>
    private static IEnumerable<string?> OtherFacts(ParseResult asked) =>
        asked.CommandResult.Command.Options.OfType<Option<string?>>().Where(option => option.Name is "--activity" or "--responses").Select(asked.GetValue);

    /// <summary>The names that a file of subscriptions has where it is a table, or of Parquet.</summary>
    private void RequireMeaningOfNames(ParseResult asked)
    {
        string? name = asked.GetResult(subscriptions)?.IdentifierToken?.Value, file = asked.GetValue(subscriptions);
        if (name == Table && (!databases.AreGiven(asked) || InputSource.IsFile(file!)))
        {
            throw new UsageException($"{Table} names a table of --database, such as billing.levels; a file is given with --subscriptions.");
        }

        if (name == Parquet && !ParquetFile.Is(file!))
        {
            throw new UsageException($"{Parquet} {file}: expected files of Parquet with names that end with .parquet, such as events/*.parquet.");
        }
    }

    /// <summary>An option that the length of a period makes meaningless is a misunderstanding, not to be passed over.</summary>
    private void RequireMeaning(ParseResult asked)
    {
        RequireMeaningOfNames(asked);
        string unit = asked.GetValue(by)!;
        if (IsGiven(asked, weekStart) && unit != "week")
        {
            throw new UsageException($"--week-start is valid only with --by week, not with --by {unit}.");
        }

        if (IsGiven(asked, fiscalYearStart) && unit is not ("quarter" or "year"))
        {
            throw new UsageException($"--fiscal-year-start is valid only with --by quarter or --by year, not with --by {unit}.");
        }

        if (areOfActivities || areOfFeedback)
        {
            return;
        }

        if (IsGiven(asked, amountPerUnit) && !IsGiven(asked, subscriptions))
        {
            throw new UsageException("--amount-per-unit has no meaning without --subscriptions.");
        }

        if (new[] { subscriptions, orders, import.Customers, import.Aliases }.Count(option => asked.GetValue(option) == InputFile.StandardInput) > 1)
        {
            throw new UsageException("Standard input (-) is one file; give the other one by its path.");
        }

        bool areOfStripe = asked.GetValue(subscriptions) is { } file && StripeFile.Is(file);
        if (!areOfStripe && stripe.All.FirstOrDefault(option => IsGiven(asked, option)) is { } ofStripe)
        {
            throw new UsageException($"{ofStripe.Name} has no meaning without Stripe's objects or events: --subscriptions with a file {StripeFile.Names}.");
        }

        if (areOfStripe && !IsGiven(asked, orders) && !IsGiven(asked, import.Customers) && OtherFacts(asked).All(file => file is null) && OfCsv.FirstOrDefault(option => IsGiven(asked, option)) is { } ofCsv)
        {
            throw new UsageException($"{ofCsv.Name} has no meaning for Stripe's objects or events; it says how CSV files are read.");
        }

        if (!IsGiven(asked, orders) && new Option[] { orderLines, import.GuestBy }.FirstOrDefault(option => IsGiven(asked, option)) is { } ofOrders)
        {
            throw new UsageException($"{ofOrders.Name} has no meaning without --orders.");
        }

        if (!IsGiven(asked, subscriptions) && new Option[] { import.Interval, import.Reason }.FirstOrDefault(option => IsGiven(asked, option)) is { } ofSubscriptions)
        {
            throw new UsageException($"{ofSubscriptions.Name} has no meaning without --subscriptions.");
        }

        if (!IsGiven(asked, subscriptions) && !IsGiven(asked, orders) && OtherFacts(asked).All(file => file is null) && import.All.FirstOrDefault(option => IsGiven(asked, option)) is { } ofFiles)
        {
            throw new UsageException($"{ofFiles.Name} has no meaning without --subscriptions or --orders.");
        }
    }

    private static bool IsGiven(ParseResult asked, Option option) => asked.GetResult(option) is { Implicit: false };

    private static ReportingCalendar CalendarOf(string unit, DateTimeZone zone, IsoDayOfWeek weekStart, int fiscalYearStart) => unit switch
    {
        "day" => ReportingCalendar.Days(zone),
        "week" => ReportingCalendar.Weeks(zone, weekStart),
        "month" => ReportingCalendar.Months(zone),
        "quarter" => fiscalYearStart == 1 ? ReportingCalendar.Quarters(zone) : ReportingCalendar.FiscalQuarters(zone, fiscalYearStart),
        _ => fiscalYearStart == 1 ? ReportingCalendar.Years(zone) : ReportingCalendar.FiscalYears(zone, fiscalYearStart),
    };

    private static IsoDayOfWeek ParseDayOfWeek(string text) =>
        Enum.TryParse(text, ignoreCase: true, out IsoDayOfWeek day) && day != IsoDayOfWeek.None && char.IsAsciiLetter(text[0])
            ? day
            : throw new FormatException("monday, tuesday, wednesday, thursday, friday, saturday or sunday");

    private static int ParseMonth(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int month) && month is >= 1 and <= 12
            ? month
            : throw new FormatException("1 (January) to 12 (December)");

    public static DateTimeZone ParseZone(string text) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) ?? throw new FormatException("a name of the IANA time zone database, such as UTC or Europe/Berlin");

    private static OrderLines ParseOrderLines(string text) => text switch
    {
        "refuse" => OrderLines.Refuse,
        "sum" => OrderLines.Sum,
        "first" => OrderLines.First,
        _ => throw new FormatException("refuse, sum or first"),
    };

    private static Currency ParseCurrency(string text) =>
        Currency.TryParse(text, out Currency currency) ? currency : throw new FormatException("three capital letters of ISO 4217, such as EUR");
}
