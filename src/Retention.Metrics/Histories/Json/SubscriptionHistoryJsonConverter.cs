using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A history of subscriptions in JSON: an array of its events, and behind them what they repeat or supersede, so that <see cref="SubscriptionHistory.AsKnownAt"/> answers as before.</summary>
/// <remarks>Facts that a check refused are not written. Reading refuses events that cannot all be true.</remarks>
public sealed class SubscriptionHistoryJsonConverter : ValueJsonConverter<SubscriptionHistory>
{
    internal override void WriteValue(Utf8JsonWriter json, SubscriptionHistory value) => HistoryJson.Write(json, value.ValidFacts(), SubscriptionEventJson.Write);

    internal override SubscriptionHistory ReadValue(JsonElement json) => HistoryJson.Read(json, "events", SubscriptionEventJson.Read, SubscriptionHistory.Create);
}
