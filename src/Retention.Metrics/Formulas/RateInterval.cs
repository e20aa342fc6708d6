using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The rates that agree with what was counted.</summary>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
/// <param name="Level">How often such an interval holds the true rate.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("WilsonInterval.Of")]
public readonly record struct RateInterval(double Lower, double Upper, double Level) : IJsonAnswer
{
    /// <summary>Whether a rate lies within the limits, they included.</summary>
    public bool Contains(double rate) => rate >= Lower && rate <= Upper;

    /// <summary>Both limits: <c>0.0343 to 0.1375, at 95 %</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Lower:0.0000} to {Upper:0.0000}, at {Level * 100:0.##} %");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("lower", Lower);
        json.Add("upper", Upper);
        json.Add("level", Level);
    }
}
