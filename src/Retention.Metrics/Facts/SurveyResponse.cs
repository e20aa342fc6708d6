using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>One answer of a customer to a survey.</summary>
/// <remarks>
/// The scale belongs to the survey and not to the response: a <see cref="SurveyTimeline"/> of a <see cref="SurveyKind"/> refuses scores outside it. A response
/// added twice counts once.
/// </remarks>
/// <example><code>
/// var response = new SurveyResponse("ada", Instant.FromUtc(2026, 3, 5, 9, 30), "relationship", Score: 9) { Touchpoint = "email" };
/// </code></example>
/// <param name="Customer">Who answered.</param>
/// <param name="At">When.</param>
/// <param name="Survey">The name of the survey.</param>
/// <param name="Score">The score on the survey's scale.</param>
[JsonConverter(typeof(SurveyResponseJsonConverter))]
public sealed record SurveyResponse(CustomerId Customer, Instant At, string Survey, int Score)
{
    /// <summary>The name of the survey of responses that name none, such as those of a file without a column of surveys.</summary>
    public static string DefaultSurvey => "survey";

    /// <summary>The name of the survey.</summary>
    /// <exception cref="ArgumentException">It is null or blank.</exception>
    public string Survey
    {
        get;
        init => field = Named(value, nameof(value));
    } = Named(Survey, nameof(Survey));

    /// <summary>Where it was asked, such as <c>support</c> or <c>onboarding</c>; <see langword="null"/> where that is not known.</summary>
    /// <exception cref="ArgumentException">It is blank.</exception>
    public string? Touchpoint
    {
        get;
        init => field = value is null || !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("A touchpoint is blank; expected its name, or null where it is not known.", nameof(value));
    }

    /// <summary>What the customer wrote; <see langword="null"/> where nothing. Not part of <see cref="ToString"/>.</summary>
    public string? Comment { get; init; }

    /// <summary>The members without the comment, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(SurveyResponse), PrintMembers);

    private static string Named(string survey, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(survey, parameter);
        return survey;
    }

    // A comment is free text of a person: it is printed where it is asked for by name, and nowhere else.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Customer = {Customer}, At = {At}, Survey = {Survey}, Score = {Score}");
        if (Touchpoint is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", Touchpoint = {Touchpoint}");
        }

        return true;
    }
}
