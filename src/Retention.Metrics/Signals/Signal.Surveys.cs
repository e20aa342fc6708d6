namespace Retention.Metrics;

/// <content>Signals of feedback.</content>
public abstract partial class Signal
{
    /// <summary>The latest score that a customer gave before.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> the score of the latest response to the survey before t; of several at one instant the lowest.</para>
    /// <para><b>Unit:</b> points on the scale of the survey. Ask for one survey where scales differ.</para>
    /// <para><b>Undefined:</b> for a customer without a response before the instant: silence is a group of its own.</para>
    /// <para><b>Cost:</b> one pass over the responses, whatever the number of instants.</para>
    /// <para><b>Source:</b> the churn guide of SurveyMonkey names low scores as a sign to watch.</para>
    /// </remarks>
    /// <example><code>
    /// SurveyTimeline responses = SurveyTimeline.FromResponses([new SurveyResponse("ada", Instant.FromUtc(2026, 1, 5, 9, 30), "relationship", Score: 9)]);
    /// Signal.LatestScore(responses, "relationship").Name; // score:relationship
    /// </code></example>
    /// <param name="responses">The responses.</param>
    /// <param name="survey">The survey; every survey if left out.</param>
    /// <exception cref="ArgumentException">There is no such survey; the message names those there are.</exception>
    public static Signal LatestScore(SurveyTimeline responses, string? survey = null)
    {
        ArgumentNullException.ThrowIfNull(responses);
        return new ScoreSignal(survey is null ? responses : responses.OfSurvey(survey), survey);
    }
}
