namespace Retention.Metrics.Csv.Exports;

/// <summary>What exports of subscriptions, invoices and orders of one maker have in common.</summary>
internal static class SharedExportRules
{
    /// <summary>WordPress writes a status with and without a prefix.</summary>
    public static Dictionary<string, StatusKind> WithPrefix(Dictionary<string, StatusKind> statuses) =>
        statuses.Concat(statuses.Select(entry => KeyValuePair.Create($"wc-{entry.Key}", entry.Value))).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    /// <summary>A rule on a flag sees true and false alone: another word would count as false.</summary>
    public static RowRule IsFlag(string column) => RowRule.Require($"{column} in true,false or {column} is empty", "a flag is true or false");

    /// <summary>Whether a cell is a word of WordPress, with or without the prefix.</summary>
    public static bool IsWord(string cell, string word) => cell.Equals(word, StringComparison.OrdinalIgnoreCase) || cell.Equals($"wc-{word}", StringComparison.OrdinalIgnoreCase);
}
