using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>A response that counts in a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Customer">Who answered.</param>
/// <param name="At">When.</param>
/// <param name="Survey">The name of the survey.</param>
/// <param name="Score">The score.</param>
/// <param name="Touchpoint">Where it was asked; <see langword="null"/> where that is not known.</param>
/// <param name="Comment">What the customer wrote, where comments are asked for.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SurveyTimeline.Explain")]
public sealed record CountedResponse(ReportingPeriod Period, CustomerId Customer, Instant At, string Survey, int Score, string? Touchpoint, string? Comment) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(CountedResponse), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("period", Period.Name);
        json.Add("customer", Customer);
        json.Add("at", At);
        json.Add("survey", Survey);
        json.Add("score", Score);
        json.Add("touchpoint", Touchpoint);
        if (Comment is not null)
        {
            json.Add("comment", Comment);
        }
    }
}
