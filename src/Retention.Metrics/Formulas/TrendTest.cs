using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>A test of whether a rate rises or falls over ordered groups.</summary>
/// <param name="Z">The trend in standard errors, if in truth there were none; below 0 where the rate falls.</param>
/// <param name="PValue">How often chance alone brings a trend this large or larger, in either direction, where the groups do not differ.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CochranArmitage.Test")]
public readonly record struct TrendTest(double Z, double PValue) : IJsonAnswer
{
    /// <summary>Both numbers: <c>z = -2.87, p = 0.0041</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"z = {Z:0.00}, p = {PValue:0.0000}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("z", Z);
        json.Add("pValue", PValue);
    }
}
