using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>One fitted parameter.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Value">The maximum-likelihood estimate.</param>
/// <param name="StandardError">From the observed information; null where the curvature gives none.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("the Fit of a model")]
public sealed record FittedParameter(string Name, double Value, double? StandardError) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(FittedParameter), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("name", Name);
        json.Add("value", Value);
        json.Add("standardError", StandardError);
    }
}
