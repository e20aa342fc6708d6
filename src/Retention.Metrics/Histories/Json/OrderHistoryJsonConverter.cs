using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A history of orders in JSON: an array of its orders, and behind them what they repeat or supersede, so that <see cref="OrderHistory.AsKnownAt"/> answers as before.</summary>
/// <remarks>Orders that a check refused are not written. Reading refuses orders that cannot all be true.</remarks>
public sealed class OrderHistoryJsonConverter : ValueJsonConverter<OrderHistory>
{
    internal override void WriteValue(Utf8JsonWriter json, OrderHistory value) => HistoryJson.Write(json, value.ValidFacts(), OrderJsonConverter.Instance.WriteValue);

    internal override OrderHistory ReadValue(JsonElement json) => HistoryJson.Read(json, "orders", OrderJsonConverter.Instance.ReadValue, OrderHistory.Create);
}
