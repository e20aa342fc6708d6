namespace Retention.Metrics.Aggregation;

/// <summary>What an answer is about: periods, policy, window and the like, and the currency. Answers are equal, and parts of an answer merge, only where it agrees.</summary>
/// <param name="currency">The currency of all amounts; nothing where the answer has no amounts.</param>
/// <param name="parts">The parts by name, compared by value.</param>
internal sealed class AnswerScope(Currency? currency, IEnumerable<(string Name, object Value)> parts) : IEquatable<AnswerScope>
{
    private readonly (string Name, object Value)[] parts = [.. parts];

    private Currency Currency => currency ?? Currency.None;

    private IEnumerable<(string Name, object Value)> All => currency is { } own ? parts.Append(("currency", own)) : parts;

    /// <summary>The currency of two parts together.</summary>
    /// <param name="other">The scope of the other part.</param>
    /// <param name="isEmpty">Whether this part has no amounts; a part without amounts and without a currency merges with any.</param>
    /// <param name="otherIsEmpty">Whether the other part has none.</param>
    /// <exception cref="ArgumentException">The parts do not agree; the message names what differs.</exception>
    public Currency RequireMergeable(AnswerScope other, bool isEmpty, bool otherIsEmpty)
    {
        Currency? common = Currency.Common(Currency, isEmpty, other.Currency, otherIsEmpty);
        if (common is { } shared && parts.SequenceEqual(other.parts))
        {
            return shared;
        }

        string differing = string.Join("; ", All.Zip(other.All)
            .Where(pair => !pair.First.Equals(pair.Second))
            .Select(pair => FormattableString.Invariant($"{pair.First.Name}: {pair.First.Value} here, {pair.Second.Value} in the other part")));
        string[] names = [.. All.Select(part => part.Name)];
        throw new ArgumentException(
            FormattableString.Invariant($"The parts differ in {differing}. Parts merge when {(names.Length == 1 ? names[0] : string.Join(", ", names[..^1]) + " and " + names[^1])} agree."), nameof(other));
    }

    public bool Equals(AnswerScope? other) => other is not null && Currency == other.Currency && parts.SequenceEqual(other.parts);

    public override bool Equals(object? obj) => Equals(obj as AnswerScope);

    public override int GetHashCode() => HashCode.Combine(Currency, parts[0]);
}
