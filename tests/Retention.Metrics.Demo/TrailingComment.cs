using System.Globalization;
using System.Text.RegularExpressions;
using DocumentedCode.Documentation;
using NodaTime;

namespace DocumentedCode;

/// <summary>The comment at the end of a line of documented code, and whether it tells the truth.</summary>
/// <remarks>
/// A comment is the value, alone or followed by a colon, semicolon or comma and an explanation. <c>0.333…</c> matches every value that
/// begins so.
/// </remarks>
internal static partial class TrailingComment
{
    public static void Check(object? value, string file, int line)
    {
        string source = Repository.DemoSourceLines(file)[line - 1];
        Match comment = Comment().Match(source);
        Assert.True(
            comment.Success && Says(comment.Groups["comment"].Value, Text(value)),
            $"{Path.GetFileName(file)}({line}) has the value {Text(value)}, which is not what its comment says: {source.Trim()}");
    }

    private static bool Says(string comment, string value)
    {
        if (comment.StartsWith(value, StringComparison.Ordinal) && (comment.Length == value.Length || Explanation().Match(comment, value.Length) is { Success: true } after && after.Index == value.Length))
        {
            return true;
        }

        string said = Explanation().Replace(comment, "");
        return said.EndsWith('…')
            ? value.Length > said.Length && value.StartsWith(said[..^1], StringComparison.Ordinal)
            : (Number(said) is { } number && number == Number(value)) || (bool.TryParse(said, out bool truth) && bool.TryParse(value, out bool printed) && truth == printed);
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static string Text(object? value) => value switch
    {
        null => "null",
        Duration duration => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours} hours"),
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex(@";\s*// (?<comment>\S.*?)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("[:;,] .*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Explanation();
}
