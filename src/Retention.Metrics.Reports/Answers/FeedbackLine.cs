namespace Retention.Metrics.Reports.Answers;

/// <summary>The score of one period, whatever the kind of survey.</summary>
/// <param name="Period">The period.</param>
/// <param name="Responses">The responses that count.</param>
/// <param name="Score">The score: NPS −1 to 1, CSAT and CES a share.</param>
/// <param name="Lower">The lower limit at 95 %.</param>
/// <param name="Upper">The upper limit at 95 %.</param>
internal sealed record FeedbackLine(ReportingPeriod Period, long Responses, Ratio Score, double? Lower, double? Upper)
{
    /// <summary>The scores of responses of one kind.</summary>
    public static IReadOnlyList<FeedbackLine> Of(SurveyTimeline responses, ReportingPeriods periods) => responses.Kind switch
    {
        SurveyKind.Nps => [.. responses.Nps(periods).Select(row => new FeedbackLine(row.Period, row.Responses, row.Score, row.Interval()?.Lower, row.Interval()?.Upper))],
        SurveyKind.Csat => [.. responses.Csat(periods).Select(row => new FeedbackLine(row.Period, row.Responses, row.Score, row.Interval()?.Lower, row.Interval()?.Upper))],
        SurveyKind.Ces => [.. responses.Ces(periods).Select(row => new FeedbackLine(row.Period, row.Responses, row.Score, row.Interval()?.Lower, row.Interval()?.Upper))],
        _ => throw new ArgumentException("The responses of the report have no kind; build their timeline with one, such as SurveyKind.Nps.", nameof(responses)),
    };
}
