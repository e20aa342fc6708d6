using NodaTime;

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
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>The currency of rows that name none. Default: <see cref="Currency.None"/>.</summary>
    public Currency Currency { get; init; }

    /// <summary>Whether amounts are counted in the currency's smallest unit: 4900 is 49.00 EUR. Default: no.</summary>
    public bool MinorUnits { get; init; }

    /// <summary>What the file calls our columns, by our name: <c>["ordered_at"] = "date"</c>.</summary>
    /// <exception cref="ArgumentException">A name is not one of <see cref="CsvImport.ColumnNames"/>.</exception>
    public IReadOnlyDictionary<string, string> Columns
    {
        get => columns;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (string name in value.Keys)
            {
                _ = ColumnNames.Parse(name);
            }

            columns = new Dictionary<string, string>(value, StringComparer.Ordinal);
        }
    }

    /// <summary>What the file's own event names mean, beside those known already: <c>["signed up"] = EventKind.Started</c>.</summary>
    public IReadOnlyDictionary<string, EventKind> Events
    {
        get => events;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            events = new Dictionary<string, EventKind>(value, StringComparer.Ordinal);
        }
    }
}
