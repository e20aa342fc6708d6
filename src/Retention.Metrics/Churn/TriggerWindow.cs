using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>How far back to look for what came before a churn, and which instants of the caller's own count.</summary>
/// <example><code>
/// TriggerWindow month = TriggerWindow.OfDays(30).Marking("release 4", Instant.FromUtc(2026, 3, 2, 8, 0));
/// </code></example>
[JsonConverter(typeof(TriggerWindowJsonConverter))]
public sealed class TriggerWindow : IEquatable<TriggerWindow>
{
    private const int MostDays = 36_500;

    private readonly (string Name, Instant At)[] marks;

    private TriggerWindow(int days, (string Name, Instant At)[] marks)
    {
        Days = days;
        this.marks = marks;
    }

    /// <summary>How many days of 24 hours before a churn still count, both ends included.</summary>
    public int Days { get; }

    /// <summary>The names of the marked instants, each once, in ordinal order.</summary>
    public IEnumerable<string> MarkNames => marks.Select(mark => mark.Name).Distinct(StringComparer.Ordinal);

    internal IReadOnlyList<(string Name, Instant At)> Marks => marks;

    /// <summary>Looks back a number of days, and at no marked instant.</summary>
    /// <param name="days">0 (only what happens at the instant of the churn) to 36,500.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside that range.</exception>
    public static TriggerWindow OfDays(int days) =>
        days is >= 0 and <= MostDays ? new(days, []) : throw new ArgumentOutOfRangeException(nameof(days), days, "0 to 36500 days.");

    /// <summary>Adds instants of one name, such as the dates of a release.</summary>
    /// <param name="name">A text that is not empty.</param>
    /// <param name="instants">The instants, in any order.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space.</exception>
    public TriggerWindow Marking(string name, params ReadOnlySpan<Instant> instants)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var all = new List<(string Name, Instant At)>(marks);
        foreach (Instant at in instants)
        {
            all.Add((name, at));
        }

        return new TriggerWindow(Days, [.. all.Distinct().OrderBy(mark => mark.Name, StringComparer.Ordinal).ThenBy(mark => mark.At)]);
    }

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(TriggerWindow? left, TriggerWindow? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(TriggerWindow? left, TriggerWindow? right) => !Equals(left, right);

    /// <summary>Whether days and marks are equal.</summary>
    public bool Equals(TriggerWindow? other) => other is not null && Days == other.Days && marks.AsSpan().SequenceEqual(other.marks);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TriggerWindow);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Days, marks.Length);

    /// <summary>Days and marks.</summary>
    public override string ToString() => FormattableString.Invariant($"{Days} days{string.Concat(MarkNames.Select(name => ", " + name))}");

    /// <summary>The first instant that still counts for a churn.</summary>
    internal Instant EarliestFor(Instant churn)
    {
        // Near the beginning of time there is nothing earlier to look at.
        var back = Duration.FromDays(Days);
        return churn - Instant.MinValue < back ? Instant.MinValue : churn - back;
    }

    /// <summary>Names of marks from one instant to another, both included.</summary>
    internal IEnumerable<string> MarksWithin(Instant from, Instant to) =>
        marks.Where(mark => mark.At >= from && mark.At <= to).Select(mark => mark.Name).Distinct(StringComparer.Ordinal);
}
