namespace Retention.Metrics.Tool.Options;

/// <summary>Lists of words in messages.</summary>
internal static class Words
{
    /// <summary><c>a, b or c</c>.</summary>
    public static string Or(IReadOnlyList<string> words) => words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";
}
