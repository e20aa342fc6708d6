using Retention.Metrics.Csv;

namespace Retention.Metrics.Rivals.Library;

/// <summary>What the library must know of the files to read them.</summary>
internal static class OurFiles
{
    public static readonly CsvImportOptions Subscriptions = new()
    {
        Currency = Currency.Eur,
        MinorUnits = true,
        Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["at"] = "ts" },
    };

    public static readonly CsvImportOptions Orders = new()
    {
        Currency = Currency.Eur,
        MinorUnits = true,
        Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["ordered_at"] = "ts" },
    };
}
