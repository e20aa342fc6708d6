using System.Text.Json;
using NodaTime;

namespace Retention.Metrics;

/// <summary>
/// A subscription event in JSON: <c>kind</c>, <c>subscription</c>, <c>customer</c> and <c>at</c>, what its kind adds (<c>price</c>, <c>discount</c>,
/// <c>effectiveAt</c>, <c>reason</c>), <c>recordedAt</c> and <c>eventId</c>; what it does not state is left out.
/// </summary>
/// <typeparam name="TEvent">Any event, or those of one kind.</typeparam>
public sealed class SubscriptionEventJsonConverter<TEvent> : ValueJsonConverter<TEvent>
    where TEvent : SubscriptionEvent
{
    internal override void WriteValue(Utf8JsonWriter json, TEvent value) => SubscriptionEventJson.Write(json, value);

    internal override TEvent ReadValue(JsonElement json) => SubscriptionEventJson.Read(json) is var read && read is TEvent one
        ? one
        : throw new FormatException(FormattableString.Invariant($"The event is of the kind {SubscriptionEventJson.KindOf(read)}; expected the kind of {typeof(TEvent).Name}."));
}
