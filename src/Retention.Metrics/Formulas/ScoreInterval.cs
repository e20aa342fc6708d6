using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The scores that agree with the responses: a confidence interval of a net promoter score or of a mean score.</summary>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
/// <param name="Level">How often such an interval holds the true score.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("NetPromoterScore.Interval or CesRow.MeanInterval")]
public readonly record struct ScoreInterval(double Lower, double Upper, double Level) : IJsonAnswer
{
    /// <summary>Whether a score lies within the limits, they included.</summary>
    public bool Contains(double score) => score >= Lower && score <= Upper;

    /// <summary>Both limits: <c>-0.1334 to -0.0456, at 95 %</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Lower:0.0000} to {Upper:0.0000}, at {Level * 100:0.##} %");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("lower", Lower);
        json.Add("upper", Upper);
        json.Add("level", Level);
    }

    /// <summary>The normal interval of a mean of many scores, within the ends of their scale.</summary>
    internal static ScoreInterval Of(double mean, double standardError, double lowest, double highest, double level)
    {
        double reach = -NormalDistribution.Quantile((1 - FormulaArgument.Level(level)) / 2) * standardError;
        return new ScoreInterval(double.Max(lowest, mean - reach), double.Min(highest, mean + reach), level);
    }
}
