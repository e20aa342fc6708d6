using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a check found: the history of everything valid, and the findings about the rest.</summary>
/// <remarks>Nothing is lost on the way: facts read = <see cref="Used"/> + <see cref="Repeated"/> + <see cref="Superseded"/> + <see cref="Refused"/>.</remarks>
/// <typeparam name="THistory">The kind of history.</typeparam>
/// <typeparam name="TFinding">The kind of finding.</typeparam>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SubscriptionHistory.Check or OrderHistory.Check")]
public sealed class HistoryCheck<THistory, TFinding> : IJsonAnswer
    where TFinding : Finding
{
    internal HistoryCheck(THistory history, IReadOnlyList<TFinding> findings, int used, int repeated, int superseded, int refused)
    {
        History = history;
        Findings = findings;
        Used = used;
        Repeated = repeated;
        Superseded = superseded;
        Refused = refused;
    }

    /// <summary>The history of all that is valid.</summary>
    public THistory History { get; }

    /// <summary>Everything that is wrong, in the order of the subscriptions or orders.</summary>
    public IReadOnlyList<TFinding> Findings { get; }

    /// <summary>How many facts the history holds.</summary>
    public int Used { get; }

    /// <summary>How many facts came again with the same id and the same content.</summary>
    public int Repeated { get; }

    /// <summary>How many facts gave way to one of the same id that was recorded later.</summary>
    public int Superseded { get; }

    /// <summary>How many facts were left out because of a finding.</summary>
    public int Refused { get; }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("used", Used);
        json.Add("repeated", Repeated);
        json.Add("superseded", Superseded);
        json.Add("refused", Refused);
        json.AddAll("findings", Findings);
    }

    /// <summary>The account of all facts.</summary>
    public override string ToString() => FormattableString.Invariant($"{Used} used, {Repeated} repeated, {Superseded} superseded, {Refused} refused, {Findings.Count} findings");
}
