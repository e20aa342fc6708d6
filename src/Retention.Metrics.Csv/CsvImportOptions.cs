using System.Text;
using NodaTime;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Rules;

namespace Retention.Metrics.Csv;

/// <summary>How a file is to be read, where the file itself does not say.</summary>
/// <example><code>
/// var options = new CsvImportOptions
/// {
///     Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"],
///     Currency = Currency.Eur,
///     Columns = new Dictionary&lt;string, string&gt; { ["ordered_at"] = "date" },
/// };
/// </code></example>
public sealed record CsvImportOptions
{
    private readonly IReadOnlyDictionary<string, string> columns = new Dictionary<string, string>(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, StatusKind> statuses = new Dictionary<string, StatusKind>(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, ChurnKind> reasons = new Dictionary<string, ChurnKind>(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> fallbacks = new Dictionary<string, string>(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, CellPart> parts = new Dictionary<string, CellPart>(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, EventKind> events = new Dictionary<string, EventKind>(StringComparer.Ordinal);

    /// <summary>UTC, no currency, major units, no names but our own.</summary>
    public static CsvImportOptions Default { get; } = new();

    /// <summary>The zone of dates and of times without an offset. Default: UTC.</summary>
    /// <exception cref="ArgumentNullException">The zone is null.</exception>
    public DateTimeZone Zone
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value), "A zone is needed to read dates; the default is DateTimeZone.Utc.");
    } = DateTimeZone.Utc;

    /// <summary>The currency of rows that name none. Default: <see cref="Currency.None"/>.</summary>
    public Currency Currency { get; init; }

    /// <summary>Whether amounts are counted in the currency's smallest unit: 4900 is 49.00 EUR. Default: no.</summary>
    /// <remarks>They need a currency, of the row or <see cref="Currency"/>: an amount without one is refused.</remarks>
    public bool MinorUnits { get; init; }

    /// <summary>The number of decimals of a counted unit, for the currencies that the format counts in other units than those of ISO 4217.</summary>
    internal IReadOnlyDictionary<Currency, int> OtherMinorUnits { get; init; } = new Dictionary<Currency, int>();

    /// <summary>The number of decimals of the units in which amounts of a currency are counted; <see langword="null"/> for major units.</summary>
    internal int? MinorDecimalsOf(Currency currency) =>
        !MinorUnits ? null
        : OtherMinorUnits.Count > 0 && OtherMinorUnits.TryGetValue(currency, out int decimals) ? decimals
        : currency.MinorUnits;

    /// <summary>Whether amounts in a currency cannot be read: nothing says how many minor units of one that is not stated make a major unit.</summary>
    internal bool LacksUnitsOf(Currency currency) => MinorUnits && currency == Currency.None && !OtherMinorUnits.ContainsKey(Currency.None);

    /// <summary>How dates and times are written. Default: <see cref="DateFormat.Iso"/>, or that of <see cref="Export"/>.</summary>
    public DateFormat? DateFormat { get; init; }

    /// <summary>Whether amounts have a decimal comma: 1234,56. Default: no.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>What amounts have between groups of three digits: a comma, a point, a space or an apostrophe. Default: <see langword="null"/>, which is nothing.</summary>
    /// <remarks>A space includes no-break spaces. A separator that is the decimal sign as well is refused when the file is opened.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is another character.</exception>
    public char? ThousandsSeparator
    {
        get;
        init => field = value is null or ',' or '.' or ' ' or '\'' ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A thousands separator is a comma, a point, a space or an apostrophe.");
    }

    /// <summary>Whether an amount may have a currency sign or code before or after it, €12 or 12 EUR; one that is not that of the row's currency is refused. Default: no.</summary>
    public bool CurrencySigns { get; init; }

    /// <summary>Texts that mean that there is no value: <c>NULL</c>, <c>\N</c>, <c>0</c>. One that is a number remains a number in columns of numbers. Default: none but an empty cell.</summary>
    /// <exception cref="ArgumentException">A text is null or blank.</exception>
    public IReadOnlyList<string> NullWords
    {
        get;
        init => field = value is null || value.Any(string.IsNullOrWhiteSpace) ? throw new ArgumentException("A text for no value must not be blank; an empty cell has none already.", nameof(value)) : Array.AsReadOnly([.. value]);
    } = [];

    /// <summary>How often the prices of a file without a column <c>interval</c> are charged. Default: <see langword="null"/>: such a file is an error, unless its amounts are monthly.</summary>
    public BillingInterval? Interval { get; init; }

    /// <summary>Which rows are read. Default: all.</summary>
    /// <exception cref="ArgumentNullException">The list or a rule is null.</exception>
    public IReadOnlyList<RowRule> Rules
    {
        get;
        init => field = value is null || value.Any(rule => rule is null) ? throw new ArgumentNullException(nameof(value), "Rules must not be null; the default is none.") : Array.AsReadOnly([.. value]);
    } = [];

    /// <summary>What the file's own words for a status mean, beside those known already: <c>["processing"] = StatusKind.Completed</c>. A word that is not known is refused.</summary>
    /// <remarks>
    /// Of subscription intervals the column <c>status</c> is read where <see cref="Columns"/> maps it, or where a word here is <see cref="StatusKind.Active"/>,
    /// <see cref="StatusKind.Trial"/>, <see cref="StatusKind.Ended"/> or <see cref="StatusKind.Ignored"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">A kind is not defined, or two words that differ only in case, spaces, <c>_</c> and <c>-</c> have two kinds.</exception>
    public IReadOnlyDictionary<string, StatusKind> Statuses
    {
        get => statuses;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            StatusWords.Check(value);
            statuses = new Dictionary<string, StatusKind>(value, StringComparer.Ordinal);
        }
    }

    /// <summary>Who decided, of the file's own reasons: <c>["too expensive"] = ChurnKind.Voluntary</c>. Other reasons than those and the library's are of unknown kind.</summary>
    /// <exception cref="ArgumentException">A reason is blank or one of the library's, a kind is not Unknown, Voluntary or Involuntary, or one reason has two kinds.</exception>
    public IReadOnlyDictionary<string, ChurnKind> Reasons
    {
        get => reasons;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            ReasonWords.Check(value);
            reasons = new Dictionary<string, ChurnKind>(value, StringComparer.Ordinal);
        }
    }

    /// <summary>The column of the file that names the customer of an order without a <c>customer_id</c>, such as an e-mail. Default: <see langword="null"/>: such an order is refused.</summary>
    /// <remarks>Where it is stated, an order with neither is one of a customer of its own. A guest with an e-mail has it in lower case as the id, without spaces around it.</remarks>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public string? GuestColumn
    {
        get;
        init => field = value is null || !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("The column of guests is blank; expected the name that the file has for it.", nameof(value));
    }

    /// <summary>By our name of a column, the column of the file that is read where the first has no value: <c>["end_date"] = "expires_at"</c>.</summary>
    /// <remarks>Where a status is read, that of <c>end_date</c> is for rows with <see cref="StatusKind.Ended"/> alone.</remarks>
    /// <exception cref="ArgumentException">A name is not one of <see cref="CsvImport.ColumnNames"/>, or what the file calls it is blank.</exception>
    public IReadOnlyDictionary<string, string> Fallbacks
    {
        get => fallbacks;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach ((string ours, string theirs) in value)
            {
                _ = ColumnNames.Parse(ours);
                if (string.IsNullOrWhiteSpace(theirs))
                {
                    throw new ArgumentException($"The second column for {ours} is blank; expected the name that the file has for it.", nameof(value));
                }
            }

            fallbacks = new Dictionary<string, string>(value, StringComparer.Ordinal);
        }
    }

    /// <summary>By our name of a column, the part of its cells that is the value. Default: all of it.</summary>
    /// <exception cref="ArgumentException">A name is not one of <see cref="CsvImport.ColumnNames"/>.</exception>
    /// <exception cref="ArgumentNullException">A part is null.</exception>
    public IReadOnlyDictionary<string, CellPart> Parts
    {
        get => parts;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach ((string ours, CellPart part) in value)
            {
                _ = ColumnNames.Parse(ours);
                if (part is null)
                {
                    throw new ArgumentNullException(nameof(value), $"The part of {ours} is null; expected one, such as CellPart.Before.");
                }
            }

            parts = new Dictionary<string, CellPart>(value, StringComparer.Ordinal);
        }
    }

    /// <summary>Columns of the file that change the figures and cannot be read, such as the name of a coupon: rows with a value are used, counted and listed in <see cref="CsvImportResult.Mentions"/>.</summary>
    /// <exception cref="ArgumentException">A name is null or blank.</exception>
    public IReadOnlyList<string> Mentioned
    {
        get;
        init => field = value is null || value.Any(string.IsNullOrWhiteSpace) ? throw new ArgumentException("A column to be mentioned is blank; expected the name that the file has for it.", nameof(value)) : Array.AsReadOnly([.. value]);
    } = [];

    /// <summary>The ids under which customers come beside their own. Default: none.</summary>
    public CustomerAliases? Aliases { get; init; }

    /// <summary>The format of the export that the file is. Default: <see langword="null"/>: a file that has the header of one is recognized where <see cref="Columns"/> is empty, or maps nothing but the product of prices.</summary>
    /// <remarks>What is stated in these options beside it takes precedence over what the format states.</remarks>
    public ExportFormat? Export { get; init; }

    /// <summary>The encoding of a file without a byte order mark. Default: <see langword="null"/>, which is UTF-8.</summary>
    /// <remarks>
    /// A byte order mark at the start of the file overrides it. Code pages such as windows-1252 are those of
    /// <see cref="CodePagesEncodingProvider"/>: <c>CodePagesEncodingProvider.Instance.GetEncoding(1252)</c>.
    /// </remarks>
    public Encoding? Encoding { get; init; }

    /// <summary>Whether a monthly amount of a subscription is that of one unit, to be multiplied with the column <c>quantity</c>. Default: no.</summary>
    /// <remarks>A monthly amount beside a quantity is an error until this is set, or the quantity is mapped to nothing. An amount with an interval is always that of one unit.</remarks>
    public bool AmountPerUnit { get; init; }

    /// <summary>By how much two intervals of one subscription may miss each other, or overlap, and still follow each other: of intervals and of invoice lines. Default: 0.</summary>
    /// <remarks>Renewals that are charged some minutes after the period before has ended are no end and no new start.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The gap is negative.</exception>
    public Duration JoinGaps
    {
        get;
        init => field = value >= Duration.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A join gap is 0 or more.");
    }

    /// <summary>Whether the ends of invoice lines are the last second or the last day of their period, and not the first instant after it. Default: no.</summary>
    public bool InclusiveEnds { get; init; }

    /// <summary>The words of the column <c>proration</c> that mean yes, where it is no flag: <c>["subscription_update"]</c>; any other word means no. Default: none, then the column holds <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="ArgumentException">A word is null or blank.</exception>
    public IReadOnlyList<string> ProrationWords
    {
        get;
        init => field = value is null || value.Any(string.IsNullOrWhiteSpace) ? throw new ArgumentException("A word for a proration must not be blank.", nameof(value)) : Array.AsReadOnly([.. value]);
    } = [];

    /// <summary>What the file's own kinds of invoice lines mean, beside those known already: <c>["charge"] = InvoiceLineKind.Usage</c>.</summary>
    /// <exception cref="ArgumentException">A name is blank, a kind is not defined, or two names that differ only in case, spaces, <c>_</c> and <c>-</c> have two kinds.</exception>
    public IReadOnlyDictionary<string, InvoiceLineKind> LineKinds
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            Subscriptions.LineKindNames.Check(value);
            field = new Dictionary<string, InvoiceLineKind>(value, StringComparer.Ordinal);
        }
    } = new Dictionary<string, InvoiceLineKind>(StringComparer.Ordinal);

    /// <summary>What several rows with one order id are. Default: <see cref="OrderLines.Refuse"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public OrderLines OrderLines
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Valid values: {string.Join(", ", Enum.GetNames<OrderLines>())}.");
    }

    /// <summary>What the file calls our columns, by our name: <c>["ordered_at"] = "date"</c>. An empty text means that the file's column is not ours.</summary>
    /// <exception cref="ArgumentException">A name is not one of <see cref="CsvImport.ColumnNames"/>, or what the file calls it is null or blank.</exception>
    public IReadOnlyDictionary<string, string> Columns
    {
        get => columns;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach ((string ours, string theirs) in value)
            {
                if (ColumnNames.Parse(ours) == Column.Discount && theirs is { Length: > 0 })
                {
                    throw new ArgumentException($"The column {ours} is mapped to '{theirs}', but a discount is not read; the one valid value is an empty text, which says that the amounts are those after it.", nameof(value));
                }

                if (theirs is null || (theirs.Length > 0 && string.IsNullOrWhiteSpace(theirs)))
                {
                    throw new ArgumentException($"The column {ours} is mapped to {(theirs is null ? "null" : $"'{theirs}'")}; expected the name that the file has for it, or an empty text to ignore the file's own.", nameof(value));
                }
            }

            columns = new Dictionary<string, string>(value, StringComparer.Ordinal);
        }
    }

    /// <summary>What the file's own event names mean, beside those known already: <c>["signed up"] = EventKind.Started</c>.</summary>
    /// <exception cref="ArgumentException">A name is blank, a kind is not defined, or two names that differ only in case, spaces, <c>_</c> and <c>-</c> have two kinds.</exception>
    public IReadOnlyDictionary<string, EventKind> Events
    {
        get => events;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            EventNames.Check(value);
            events = new Dictionary<string, EventKind>(value, StringComparer.Ordinal);
        }
    }

    /// <summary>The currency, the zone and the format of the file.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"{Currency}, {Zone}, {Export?.Name ?? "columns of ours"}");
}
