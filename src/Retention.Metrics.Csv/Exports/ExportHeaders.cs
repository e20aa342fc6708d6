using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Exports;

/// <summary>Finds out from its header which export a file is.</summary>
internal static class ExportHeaders
{
    /// <summary>All formats, by name.</summary>
    public static IReadOnlyList<ExportFormat> All { get; } = Array.AsReadOnly(
        [.. new[] { SubscriptionExports.All, InvoiceExports.All, OrderExports.All }.SelectMany(formats => formats).OrderBy(format => format.Name, StringComparer.Ordinal)]);

    /// <summary>The options under which a file is read, and its kind where it is an export.</summary>
    /// <param name="names">What the file calls its columns.</param>
    /// <param name="options">What the caller states.</param>
    /// <param name="content">What the caller expects of an export; <see langword="null"/> where exports are not read.</param>
    /// <exception cref="InvalidDataException">The export holds something else.</exception>
    public static (CsvImportOptions Options, FileKind? Kind) Resolve(string[] names, CsvImportOptions options, ExportContent? content)
    {
        ExportFormat? format = options.Export ?? (content is not null && options.Columns.Keys.All(IsProduct) ? Recognize(names) : null);
        if (format is null)
        {
            return (options, null);
        }

        if (content != format.Content)
        {
            throw new InvalidDataException(content is null
                ? $"{format.Title} is not read straight into columns; read it as a history"
                : $"{format.Title} holds {Words(format.Content)}; read it as {Words(format.Content)} (--{Words(format.Content)})");
        }

        return (format.Under(options), format.Kind);
    }

    /// <summary>What to say of a header that cannot be read, and is nearly that of an export.</summary>
    public static string Hint(string[] names)
    {
        const int Half = 2;
        (ExportFormat? format, string[] missing) = All
            .Select(format => (Format: format, Missing: Missing(names, format)))
            .Where(one => one.Missing.Length * Half < one.Format.RecognizedBy.Count)
            .OrderBy(one => (double)one.Missing.Length / one.Format.RecognizedBy.Count)
            .FirstOrDefault();
        return format is null ? ""
            : missing.Length == 0 ? $"; it looks like {format.Title}, which --from-export {format.Name} (ExportFormat) reads"
            : $"; it looks like {format.Title} (--from-export {format.Name}) without {string.Join(" and ", missing)}";
    }

    /// <summary>Which column is the product of prices says nothing about the others.</summary>
    private static bool IsProduct(string ours) => ColumnNames.Parse(ours) == Column.Product;

    private static ExportFormat? Recognize(string[] names) => All.Where(format => Missing(names, format).Length == 0).ToArray() is [var only] ? only : null;

    private static string[] Missing(string[] names, ExportFormat format) => [.. format.RecognizedBy.Where(column => !names.Contains(column, StringComparer.OrdinalIgnoreCase))];

    private static string Words(ExportContent content) => content == ExportContent.Orders ? "orders" : "subscriptions";
}
