using System.Globalization;
using System.Text.RegularExpressions;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.View;

/// <summary>A comparison of a figure with a number, such as <c>customerChurnRate > 5%</c>.</summary>
internal sealed partial record Condition(string Figure, string Comparison, decimal Bound, string Text)
{
    /// <summary>Reads a condition.</summary>
    /// <exception cref="FormatException">The text is no condition.</exception>
    public static Condition Parse(string text) =>
        Form().Match(text) is { Success: true } match && Numbers.Decimal(match.Groups["bound"].Value.Replace(" ", "", StringComparison.Ordinal)) is { } bound
            ? new Condition(match.Groups["figure"].Value, match.Groups["comparison"].Value, bound, text.Trim())
            : throw new FormatException($"--fail-if '{text}' is not valid; expected a figure, one of > >= < <= = !=, and a number or per cent, such as \"customerChurnRate > 5%\".");

    /// <summary>Whether a value meets the condition; one that is undefined meets none.</summary>
    public bool IsMetBy(string plain)
    {
        decimal? value = plain switch
        {
            "true" => 1m,
            "false" => 0m,
            _ => decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null,
        };
        return value is { } known && Comparison switch
        {
            ">" => known > Bound,
            ">=" => known >= Bound,
            "<" => known < Bound,
            "<=" => known <= Bound,
            "=" => known == Bound,
            _ => known != Bound,
        };
    }

    [GeneratedRegex(@"^\s*(?<figure>[A-Za-z][A-Za-z0-9]*)\s*(?<comparison>>=|<=|!=|>|<|=)\s*(?<bound>[+-]?[0-9.]+ ?%?)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
