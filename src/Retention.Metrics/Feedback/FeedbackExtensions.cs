namespace Retention.Metrics;

/// <summary>The scores of surveys.</summary>
public static class FeedbackExtensions
{
    /// <summary>Computes the net promoter score of each period.</summary>
    /// <inheritdoc cref="Metrics.Nps" path="/remarks"/>
    /// <param name="responses">The responses, all of surveys of this kind.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The responses are of another kind, or one has a score that is not on the scale.</exception>
    public static Nps Nps(this SurveyTimeline responses, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(responses);
        return Metrics.Nps.FromTotals(periods, SurveyScores.Of(responses, periods, SurveyKind.Nps, segments: null, execution)[0]);
    }

    /// <summary>Computes the net promoter score of each period for each segment; the segments pool to the total.</summary>
    /// <param name="responses">The responses by segment, all of surveys of this kind.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The responses are of another kind, or one has a score that is not on the scale.</exception>
    public static BySegment<Nps> Nps(this Segmented<SurveyTimeline> responses, ReportingPeriods periods, ExecutionOptions? execution = null) =>
        PerSegment(responses, periods, SurveyKind.Nps, execution, Metrics.Nps.FromTotals, static (left, right) => left.Merge(right));

    /// <summary>Computes the share of satisfied customers of each period.</summary>
    /// <inheritdoc cref="Metrics.Csat" path="/remarks"/>
    /// <param name="responses">The responses, all of surveys of this kind.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The responses are of another kind, or one has a score that is not on the scale.</exception>
    public static Csat Csat(this SurveyTimeline responses, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(responses);
        return Metrics.Csat.FromTotals(periods, SurveyScores.Of(responses, periods, SurveyKind.Csat, segments: null, execution)[0]);
    }

    /// <summary>Computes the share of satisfied customers of each period for each segment; the segments pool to the total.</summary>
    /// <param name="responses">The responses by segment, all of surveys of this kind.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The responses are of another kind, or one has a score that is not on the scale.</exception>
    public static BySegment<Csat> Csat(this Segmented<SurveyTimeline> responses, ReportingPeriods periods, ExecutionOptions? execution = null) =>
        PerSegment(responses, periods, SurveyKind.Csat, execution, Metrics.Csat.FromTotals, static (left, right) => left.Merge(right));

    /// <summary>Computes the customer effort score of each period.</summary>
    /// <inheritdoc cref="Metrics.Ces" path="/remarks"/>
    /// <param name="responses">The responses, all of surveys of this kind.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The responses are of another kind, or one has a score that is not on the scale.</exception>
    public static Ces Ces(this SurveyTimeline responses, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(responses);
        return Metrics.Ces.FromTotals(periods, SurveyScores.Of(responses, periods, SurveyKind.Ces, segments: null, execution)[0]);
    }

    /// <summary>Computes the customer effort score of each period for each segment; the segments pool to the total.</summary>
    /// <param name="responses">The responses by segment, all of surveys of this kind.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The responses are of another kind, or one has a score that is not on the scale.</exception>
    public static BySegment<Ces> Ces(this Segmented<SurveyTimeline> responses, ReportingPeriods periods, ExecutionOptions? execution = null) =>
        PerSegment(responses, periods, SurveyKind.Ces, execution, Metrics.Ces.FromTotals, static (left, right) => left.Merge(right));

    /// <summary>Names the responses that count in each period: of each customer, survey and period the latest.</summary>
    /// <param name="responses">The responses.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="withComments">Whether the comments are in the result. Default: no.</param>
    /// <returns>By customer, then by time.</returns>
    public static IEnumerable<CountedResponse> Explain(this SurveyTimeline responses, ReportingPeriods periods, bool withComments = false)
    {
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentNullException.ThrowIfNull(periods);
        return CountedResponses.Of(responses, periods, withComments);
    }

    private static BySegment<TAnswer> PerSegment<TAnswer>(
        Segmented<SurveyTimeline> responses, ReportingPeriods periods, SurveyKind kind, ExecutionOptions? execution, Func<ReportingPeriods, IReadOnlyList<ScoreCounts>, TAnswer> make, Func<TAnswer, TAnswer, TAnswer> merge)
        where TAnswer : class, IEquatable<TAnswer>
    {
        ArgumentNullException.ThrowIfNull(responses);
        return responses.Answer(Array.ConvertAll(SurveyScores.Of(responses.Timeline, periods, kind, responses.Segments, execution), counts => make(periods, counts)), merge);
    }
}
