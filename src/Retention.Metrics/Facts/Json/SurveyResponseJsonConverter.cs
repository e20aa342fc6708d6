using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A response to a survey in JSON: <c>customer</c>, <c>at</c>, <c>survey</c>, <c>score</c>, <c>touchpoint</c> and <c>comment</c>; what it does not state is left out.</summary>
public sealed class SurveyResponseJsonConverter : ValueJsonConverter<SurveyResponse>
{
    internal static SurveyResponseJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, SurveyResponse value)
    {
        json.WriteStartObject();
        json.WriteString("customer", JsonText.Writable(value.Customer.Value, typeof(CustomerId)));
        json.WriteString("at", JsonText.Of(value.At));
        json.WriteString("survey", JsonText.Whole(value.Survey, typeof(SurveyResponse)));
        json.WriteNumber("score", value.Score);
        if (value.Touchpoint is { } touchpoint)
        {
            json.WriteString("touchpoint", JsonText.Whole(touchpoint, typeof(SurveyResponse)));
        }

        if (value.Comment is { } comment)
        {
            json.WriteString("comment", JsonText.Whole(comment, typeof(SurveyResponse)));
        }

        json.WriteEndObject();
    }

    internal override SurveyResponse ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A response", "customer", "at", "survey", "score", "touchpoint", "comment");
        return new SurveyResponse(
            new CustomerId(fields.Text("customer")), fields.Instant("at"), fields.Text("survey"), JsonText.Whole(fields["score"], "A response.score"))
        {
            Touchpoint = fields.FindText("touchpoint"),
            Comment = fields.FindText("comment"),
        };
    }
}
