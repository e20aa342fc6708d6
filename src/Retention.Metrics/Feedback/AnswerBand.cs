using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a customer said, in four groups.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<AnswerBand>))]
public enum AnswerBand
{
    /// <summary>NPS 0 to 6, CSAT 1 or 2, CES 1 to 3.</summary>
    Detractor,

    /// <summary>NPS 7 or 8, CSAT 3, CES 4.</summary>
    Passive,

    /// <summary>NPS 9 or 10, CSAT 4 or 5, CES 5 to 7.</summary>
    Promoter,

    /// <summary>No answer in the period.</summary>
    Silent,
}
