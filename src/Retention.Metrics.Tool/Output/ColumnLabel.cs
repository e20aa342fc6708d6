using System.Text;

namespace Retention.Metrics.Tool.Output;

/// <summary>The label of a column that people read: that of the figure, else the words of its name.</summary>
internal static class ColumnLabel
{
    private static readonly string[] Abbreviations = ["mrr", "arr", "arpa", "arpu", "nrr", "grr", "aic", "bic", "mae", "rmse", "clv", "ltv", "cac", "rfm", "aov", "id", "ci", "nps", "csat", "ces"];

    private static readonly Dictionary<string, string> Own = new(StringComparer.Ordinal)
    {
        ["at"] = "Time",
        ["beforeMrr"] = "MRR before",
        ["afterMrr"] = "MRR after",
        ["amountMrr"] = "MRR of the movement",
        ["atRiskMrr"] = "At-risk MRR",
        ["periodStatus"] = "Status",
    };

    /// <summary>Labels of what is no figure are made of the name: <c>medianTenureMonths</c> is <c>Median tenure months</c>. A name that is data is shown as it is.</summary>
    public static string Of(string name) =>
        Own.TryGetValue(name, out string? own) ? own
        : FigureLabels.TryOf(name) is { } label ? label
        : IsName(name) ? Words(name)
        : name;

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetterLower(name[0]) && name.All(char.IsAsciiLetterOrDigit);

    private static string Words(string name)
    {
        var label = new StringBuilder();
        for (int start = 0, end; start < name.Length; start = end)
        {
            end = start + 1;
            while (end < name.Length && !char.IsAsciiLetterUpper(name[end]) && char.IsAsciiDigit(name[end]) == char.IsAsciiDigit(name[end - 1]))
            {
                end++;
            }

            string word = name[start..end].ToLowerInvariant();
            _ = label.Append(start == 0 ? "" : " ")
                .Append(Abbreviations.Contains(word) ? word.ToUpperInvariant() : start == 0 ? $"{char.ToUpperInvariant(word[0])}{word[1..]}" : word);
        }

        return label.ToString();
    }
}
