namespace Retention.Metrics.Csv.Reading;

/// <summary>Columns that are not read and look as if a figure depended on them: a status, a flag of trials or tests, a coupon.</summary>
internal static class TellingColumns
{
    private static readonly string[] Parts = ["status", "trial", "coupon", "promocode", "promotion", "sandbox", "testmode", "livemode", "cancelat"];
    private static readonly string[] Ends = ["subscriptionstate", "versionstate", "orderstate", "paymentstate", "isfree", "istest", "freeofcharge"];

    public static IReadOnlyList<string> Of(CsvHeader header, IReadOnlyCollection<int> read, CsvImportOptions options)
    {
        HashSet<int> known = [.. read, .. options.Rules.SelectMany(rule => rule.Columns).Concat(options.Mentioned).Concat(options.Export?.WithoutMeaning ?? []).SelectMany(header.Named)];
        return [.. Enumerable.Range(0, header.Count).Where(place => !known.Contains(place) && IsTelling(ColumnNames.Key(header[place]))).Select(place => header[place])];
    }

    private static bool IsTelling(string key) =>
        Array.Exists(Parts, part => key.Contains(part, StringComparison.Ordinal)) || Array.Exists(Ends, end => key.EndsWith(end, StringComparison.Ordinal));
}
