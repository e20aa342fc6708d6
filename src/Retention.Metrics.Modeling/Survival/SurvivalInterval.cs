using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>The scale on which the confidence interval of a survival probability is symmetric.</summary>
/// <remarks>All five rest on the Greenwood variance; they differ where few customers are left. None is defined at
/// survival 0. The limits are held within 0 and 1.</remarks>
[JsonConverter(typeof(ChoiceJsonConverter<SurvivalInterval>))]
public enum SurvivalInterval
{
    /// <summary>Log of minus log of S, the default here and in SAS: stays within 0 and 1 and behaves well with few
    /// customers. Not defined before the first churn.</summary>
    LogLog,

    /// <summary>Log of S, the default of R. The upper limit is cut at 1.</summary>
    Log,

    /// <summary>S itself. Both limits are cut, to 0 and 1; poor with few customers.</summary>
    Plain,

    /// <summary>Log odds of S. Not defined before the first churn.</summary>
    Logit,

    /// <summary>Arc sine of the square root of S. Not defined before the first churn.</summary>
    ArcSine,
}
