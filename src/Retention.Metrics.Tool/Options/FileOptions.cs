using Retention.Metrics.Csv;

namespace Retention.Metrics.Tool.Options;

/// <summary>What is stated of one file alone.</summary>
/// <param name="Names">What it calls columns, events and statuses.</param>
/// <param name="Dates">How its dates are written, if that is stated.</param>
internal sealed record FileOptions(NameMap Names, DateFormat? Dates)
{
    /// <summary>Options of all files, with what is stated of this one taking precedence.</summary>
    public CsvImportOptions Over(CsvImportOptions options) => options with
    {
        Columns = Merged(options.Columns, Names.Columns),
        Events = Merged(options.Events, Names.Events),
        Statuses = Merged(options.Statuses, Names.Statuses),
        LineKinds = Merged(options.LineKinds, Names.LineKinds),
        DateFormat = Dates ?? options.DateFormat,
    };

    private static IReadOnlyDictionary<string, TValue> Merged<TValue>(IReadOnlyDictionary<string, TValue> all, IReadOnlyDictionary<string, TValue> own)
    {
        if (own.Count == 0)
        {
            return all;
        }

        var merged = new Dictionary<string, TValue>(all, StringComparer.Ordinal);
        foreach ((string name, TValue value) in own)
        {
            merged[name] = value;
        }

        return merged;
    }
}
