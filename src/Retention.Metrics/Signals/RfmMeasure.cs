using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a signal reads of the orders of a customer.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<RfmMeasure>))]
public enum RfmMeasure
{
    /// <summary>Local days since the last order.</summary>
    Recency,

    /// <summary>Local days with an order.</summary>
    Frequency,

    /// <summary>Revenue of all orders.</summary>
    Monetary,
}
