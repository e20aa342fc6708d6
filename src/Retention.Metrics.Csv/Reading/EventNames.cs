using System.Collections.Frozen;

namespace Retention.Metrics.Csv.Reading;

/// <summary>The names under which files report events.</summary>
internal sealed class EventNames
{
    // As ColumnNames.Key has them: lower case, without spaces, underscores and hyphens.
    private static readonly FrozenDictionary<string, EventKind> Common = new Dictionary<string, EventKind>(StringComparer.Ordinal)
    {
        ["trial"] = EventKind.TrialStarted,
        ["trialstart"] = EventKind.TrialStarted,
        ["start"] = EventKind.Started,
        ["new"] = EventKind.Started,
        ["subscribe"] = EventKind.Started,
        ["subscribed"] = EventKind.Started,
        ["reactivate"] = EventKind.Started,
        ["reactivated"] = EventKind.Started,
        ["reactivation"] = EventKind.Started,
        ["change"] = EventKind.PriceChanged,
        ["changed"] = EventKind.PriceChanged,
        ["pricechange"] = EventKind.PriceChanged,
        ["upgrade"] = EventKind.PriceChanged,
        ["upgraded"] = EventKind.PriceChanged,
        ["downgrade"] = EventKind.PriceChanged,
        ["downgraded"] = EventKind.PriceChanged,
        ["expansion"] = EventKind.PriceChanged,
        ["contraction"] = EventKind.PriceChanged,
        ["pause"] = EventKind.Paused,
        ["resume"] = EventKind.Resumed,
        ["paymentfailure"] = EventKind.PaymentFailed,
        ["paymentrecovery"] = EventKind.PaymentRecovered,
        ["cancellationrequested"] = EventKind.CancellationScheduled,
        ["cancellationwithdrawn"] = EventKind.CancellationRevoked,
        ["end"] = EventKind.Ended,
        ["cancel"] = EventKind.Ended,
        ["cancelled"] = EventKind.Ended,
        ["canceled"] = EventKind.Ended,
        ["churn"] = EventKind.Ended,
        ["churned"] = EventKind.Ended,
    }.Concat(Enum.GetValues<EventKind>().Select(kind => KeyValuePair.Create(ColumnNames.Key(kind.ToString()), kind))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name of every kind, as a file may write it: <c>price_changed</c>.</summary>
    public static string Kinds { get; } = string.Join(", ", Enum.GetNames<EventKind>().Select(name =>
        string.Concat(name.Select((letter, i) => char.IsAsciiLetterUpper(letter) ? $"{(i > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"))));

    private readonly Dictionary<string, EventKind> own;

    public EventNames(IReadOnlyDictionary<string, EventKind> own) =>
        this.own = own.DistinctBy(entry => ColumnNames.Key(entry.Key), StringComparer.Ordinal).ToDictionary(entry => ColumnNames.Key(entry.Key), entry => entry.Value, StringComparer.Ordinal);

    /// <summary>Refuses names that mean nothing, or two things.</summary>
    /// <exception cref="ArgumentException">A name is blank, a kind is not defined, or one name has two kinds.</exception>
    public static void Check(IReadOnlyDictionary<string, EventKind> own)
    {
        foreach ((string name, EventKind kind) in own)
        {
            if (ColumnNames.Key(name).Length == 0)
            {
                throw new ArgumentException($"The event name '{name}' is blank; expected the name that the file has for {kind}.", nameof(own));
            }

            if (!Enum.IsDefined(kind))
            {
                throw new ArgumentException($"The event name '{name}' has the kind {kind}, which is not defined; valid values: {string.Join(", ", Enum.GetNames<EventKind>())}.", nameof(own));
            }
        }

        if (own.GroupBy(entry => ColumnNames.Key(entry.Key), StringComparer.Ordinal).FirstOrDefault(same => same.DistinctBy(entry => entry.Value).Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"The event name '{twice.First().Key}' has several kinds, {string.Join(" and ", twice.Select(entry => entry.Value).Distinct())}; expected one. Case, spaces, '_' and '-' do not matter.", nameof(own));
        }
    }

    public bool TryParse(string name, out EventKind kind)
    {
        string key = ColumnNames.Key(name);
        return own.TryGetValue(key, out kind) || Common.TryGetValue(key, out kind);
    }
}
