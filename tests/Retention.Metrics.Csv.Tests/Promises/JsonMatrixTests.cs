namespace Retention.Metrics.Tests.Promises;

public sealed partial class JsonMatrixTests
{
    private const string Option = "an option of reading";

    /// <summary>Types that are not written, and why.</summary>
    private static readonly Dictionary<string, string> NotWritten = new(StringComparer.Ordinal)
    {
        ["CellPart"] = Option,
        ["CsvImportOptions"] = Option,
        ["CustomerAliases"] = Option,
        ["DateFormat"] = Option,
        ["ExportFormat"] = Option,
        ["RowRule"] = Option,
    };
}
