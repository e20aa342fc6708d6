using System.CommandLine;

namespace Retention.Metrics.Tool.Options;

/// <summary>The word of a file before a value that is stated of this file alone: <c>activity:at=created_at</c>, <c>responses:unix</c>.</summary>
internal static class FileWord
{
    public const string Subscriptions = "subscriptions", Orders = "orders", Customers = "customers", Activity = "activity", Responses = "responses", Against = "against";

    /// <summary>The files that have columns to be mapped.</summary>
    public static IReadOnlyList<string> All { get; } = [Subscriptions, Orders, Customers, Activity, Responses, Against];

    /// <summary>The files that have dates.</summary>
    public static IReadOnlyList<string> WithDates { get; } = [Subscriptions, Orders, Activity, Responses, Against];

    /// <summary>The columns that are ours in a file; <see langword="null"/> where these are all of them, and events and words too.</summary>
    public static IReadOnlyList<string>? ColumnsOf(string file) => file switch
    {
        Customers => ["customer_id"],
        Activity => ["customer_id", "at", "event", "quantity", "event_id"],
        Responses => ["customer_id", "at", "survey", "score", "touchpoint", "comment"],
        Against => ["customer_id", "month", "mrr", "currency"],
        _ => null,
    };

    /// <summary>Splits an entry into the word of a file, if it has one, and what is stated.</summary>
    /// <param name="option">The option.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="valid">The files that the option knows.</param>
    /// <param name="asked">The command line, in which a file that is named must be given.</param>
    /// <exception cref="UsageException">There is no such file, or it is not given.</exception>
    public static (string? File, string Stated) Split(string option, string entry, IReadOnlyList<string> valid, ParseResult asked)
    {
        int colon = entry.IndexOf(':', StringComparison.Ordinal);
        string word = colon < 0 ? "" : entry[..colon];

        if (valid.FirstOrDefault(one => one.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            string file = "--" + named;
            return asked.CommandResult.Command.Options.Any(one => one.Name == file && asked.GetResult(one) is { Implicit: false })
                ? (named, entry[(colon + 1)..])
                : throw new UsageException($"{option} {entry} has no meaning without {file}.");
        }

        // No column of ours has a colon, and no date pattern has five small letters and no others before one.
        return word.Length >= 5 && word.All(char.IsAsciiLetterLower)
            ? throw new UsageException($"{option} '{entry}': '{word}' is not a file that it can name; expected {Words.Or(valid)} before the colon.")
            : (null, entry);
    }
}
