using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a survey asks, and so on which scale it is answered.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<SurveyKind>))]
public enum SurveyKind
{
    /// <summary>Net promoter score: how likely is a recommendation, 0 to 10.</summary>
    Nps,

    /// <summary>Customer satisfaction: how satisfied, 1 to 5.</summary>
    Csat,

    /// <summary>Customer effort score: was it made easy, 1 (strongly disagree) to 7 (strongly agree).</summary>
    Ces,
}
