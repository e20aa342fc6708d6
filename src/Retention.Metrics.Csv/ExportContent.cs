using System.Text.Json.Serialization;

namespace Retention.Metrics.Csv;

/// <summary>What an export holds.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<ExportContent>))]
public enum ExportContent
{
    /// <summary>Subscriptions: intervals, events or levels.</summary>
    Subscriptions,

    /// <summary>Orders.</summary>
    Orders,
}
