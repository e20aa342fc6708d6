using System.Text.Json.Serialization;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>The two ends of a confidence interval.</summary>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit, at least <paramref name="Lower"/>.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("KaplanMeier.Points")]
public readonly record struct ConfidenceLimits(double Lower, double Upper) : IJsonAnswer
{
    /// <summary>Half the width of the normal interval of a level, in standard errors.</summary>
    internal static double StandardErrors(double confidence) => Quantiles.Normal((1 + ConfidenceInterval.Checked(confidence)) / 2);

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(ConfidenceLimits), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("lower", Lower);
        json.Add("upper", Upper);
    }
}
