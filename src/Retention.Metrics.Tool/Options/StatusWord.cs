using Retention.Metrics.Csv;

namespace Retention.Metrics.Tool.Options;

/// <summary>What the words of a status mean: <c>completed=processing,shipped</c>.</summary>
internal static class StatusWord
{
    /// <summary>Adds the words that an option gives a meaning.</summary>
    public static void AddAll(Dictionary<string, StatusKind> statuses, string entry)
    {
        int sign = entry.IndexOf('=', StringComparison.Ordinal);
        string ours = sign < 0 ? "" : entry[..sign].Trim();
        StatusKind kind = EnumWord.Find<StatusKind>(ours)
            ?? throw new UsageException($"--status '{entry}' is not valid; expected meaning=word,word, such as completed=processing,shipped; meanings: {EnumWord.All<StatusKind>()}.");
        foreach (string word in Split(entry[(sign + 1)..], "--status", entry))
        {
            Add(statuses, "--status", word, kind);
        }
    }

    /// <summary>Adds the words of rows that are left out.</summary>
    public static void AddIgnored(Dictionary<string, StatusKind> statuses, string entry)
    {
        foreach (string word in Split(entry, "--ignore", entry))
        {
            Add(statuses, "--ignore", word, StatusKind.Ignored);
        }
    }

    public static void Add(Dictionary<string, StatusKind> statuses, string option, string word, StatusKind kind)
    {
        if (statuses.TryGetValue(word, out StatusKind other) && other != kind)
        {
            throw new UsageException($"{option} gives the status '{word}' two meanings, {EnumWord.Of(other)} and {EnumWord.Of(kind)}; a status has one.");
        }

        statuses[word] = kind;
    }

    private static string[] Split(string words, string option, string entry)
    {
        string[] all = words.Split(',', StringSplitOptions.TrimEntries);
        return Array.Exists(all, word => word.Length == 0) ? throw new UsageException($"{option} '{entry}' has an empty word; expected words of the file with commas between them.") : all;
    }
}
