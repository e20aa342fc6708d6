namespace Retention.Metrics.Feedback;

/// <summary>Counts the scores of a timeline with responses on one scale.</summary>
internal static class SurveyScores
{
    /// <summary>Counts the scores of each segment and period.</summary>
    public static ScoreCounts[][] Of(SurveyTimeline responses, ReportingPeriods periods, SurveyKind kind, SegmentColumn? segments, ExecutionOptions? execution)
    {
        ArgumentNullException.ThrowIfNull(periods);
        SurveyScale scale = RequireKind(responses, kind);
        return responses.Columns.Run(new ScoreAggregate(PeriodIndex.Over(periods), segments, scale, responses.Columns.Surveys.Length), execution ?? ExecutionOptions.Default);
    }

    /// <summary>Refuses responses of another kind, or with a score that is not on the scale.</summary>
    /// <returns>The scale.</returns>
    public static SurveyScale RequireKind(SurveyTimeline responses, SurveyKind kind)
    {
        var scale = SurveyScale.Of(kind);
        if (responses.Kind is { } own && own != kind)
        {
            throw new ArgumentException(FormattableString.Invariant($"The responses are of {SurveyScale.NameOf(own)}, and {scale.Name} is asked for; expected responses of {scale.Name}."), nameof(responses));
        }

        SurveyColumns columns = responses.Columns;
        if (columns.Score.Length == 0 || (scale.Contains(columns.LowestScore) && scale.Contains(columns.HighestScore)))
        {
            return scale;
        }

        int row = Array.FindIndex(columns.Score, score => !scale.Contains(score));
        int found = Array.BinarySearch(columns.Offsets, row);
        SurveyResponse response = responses.ResponseAt(responses.CustomerAt(found >= 0 ? found : ~found - 1), row);
        throw new ArgumentException(
            FormattableString.Invariant($"The response of customer {response.Customer} to survey '{response.Survey}' at {response.At} has {scale.Refusal(response.Score)}. Surveys of other kinds are left out by OfSurvey."), nameof(responses));
    }
}
