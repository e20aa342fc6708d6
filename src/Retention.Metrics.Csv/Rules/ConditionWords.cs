using System.Text;

namespace Retention.Metrics.Csv.Rules;

/// <summary>Cuts a condition into its words: names, signs, commas, and texts in double quotes.</summary>
internal static class ConditionWords
{
    public static IReadOnlyList<(string Text, bool IsQuoted)> Of(string condition)
    {
        var words = new List<(string, bool)>();
        for (int i = 0; i < condition.Length;)
        {
            char one = condition[i];
            if (char.IsWhiteSpace(one))
            {
                i++;
            }
            else if (one == '"')
            {
                int close = condition.IndexOf('"', i + 1);
                if (close < 0)
                {
                    throw new FormatException($"'{condition}' is no condition; a quote is never closed.");
                }

                words.Add((condition[(i + 1)..close], true));
                i = close + 1;
            }
            else if (IsSign(one))
            {
                int length = one is '!' or '<' or '>' && condition.AsSpan(i + 1).StartsWith("=") ? 2 : 1;
                words.Add((condition.Substring(i, length), false));
                i += length;
            }
            else
            {
                int first = i;
                while (i < condition.Length && !char.IsWhiteSpace(condition[i]) && !IsSign(condition[i]) && condition[i] != '"')
                {
                    i++;
                }

                words.Add((condition[first..i], false));
            }
        }

        return words;
    }

    /// <summary>The values between commas; the words of one are joined by a space.</summary>
    public static string[] Values(IReadOnlyList<(string Text, bool IsQuoted)> words)
    {
        if (words.Count == 0)
        {
            return [];
        }

        var values = new List<string>();
        var value = new StringBuilder();
        foreach ((string text, bool isQuoted) in words)
        {
            if (!isQuoted && text == ",")
            {
                values.Add(value.ToString());
                _ = value.Clear();
            }
            else
            {
                _ = value.Append(value.Length > 0 ? " " : "").Append(text);
            }
        }

        values.Add(value.ToString());
        return [.. values];
    }

    private static bool IsSign(char one) => one is '=' or '!' or '<' or '>' or ',';
}
