using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>How widely a fit looked for the maximum.</summary>
/// <remarks>
/// Starts are places that the data choose: inside the parameters, on every edge, where a model becomes a simpler one, and from good edges back
/// inside. Of more than 256 distinct rows the starts climb on a sample of 256, and what might be the top climbs on all.
/// </remarks>
/// <param name="Starts">The number of places from which the likelihood was climbed.</param>
/// <param name="ReachedTop">How many climbs ended within 0.01 of the highest log-likelihood.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("the Fit of a model")]
public sealed record FitSearch(int Starts, int ReachedTop) : IJsonAnswer
{
    /// <summary>The counts in words.</summary>
    /// <returns>For example <c>9 of 34 starts reached the top</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{ReachedTop} of {Starts} starts reached the top");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("starts", Starts);
        json.Add("reachedTop", ReachedTop);
    }
}
