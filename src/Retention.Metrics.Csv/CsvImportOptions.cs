using System.Text;
using NodaTime;
using Retention.Metrics.Csv.Reading;

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
    public bool MinorUnits { get; init; }

    /// <summary>The encoding of a file without a byte order mark. Default: <see langword="null"/>, which is UTF-8.</summary>
    /// <remarks>
    /// A byte order mark at the start of the file overrides it. Code pages such as windows-1252 are those of
    /// <see cref="CodePagesEncodingProvider"/>: <c>CodePagesEncodingProvider.Instance.GetEncoding(1252)</c>.
    /// </remarks>
    public Encoding? Encoding { get; init; }

    /// <summary>Whether a monthly amount of a subscription is that of one unit, to be multiplied with the column <c>quantity</c>. Default: no.</summary>
    /// <remarks>A monthly amount beside a quantity is an error until this is set, or the quantity is mapped to nothing. An amount with an interval is always that of one unit.</remarks>
    public bool AmountPerUnit { get; init; }

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
}
