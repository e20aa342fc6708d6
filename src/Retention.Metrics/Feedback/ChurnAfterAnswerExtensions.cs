using NodaTime;

namespace Retention.Metrics;

/// <summary>What customers do after they answered a survey, or did not.</summary>
public static class ChurnAfterAnswerExtensions
{
    /// <summary>Computes how many customers are lost after their answer, by what they said, and of those who did not answer.</summary>
    /// <inheritdoc cref="Metrics.ChurnAfterAnswer" path="/remarks"/>
    /// <param name="timeline">The revenue of the customers.</param>
    /// <param name="responses">The responses, all of surveys of one kind.</param>
    /// <param name="periods">The periods of the answers.</param>
    /// <param name="kind">The kind of survey.</param>
    /// <param name="days">How many days after the answer, 1 to 36,500.</param>
    /// <param name="asOf">The instant up to which facts are known; what is at it or after it is not read.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The responses are of another kind, or one has a score that is not on the scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500, or the kind is not one of the enumeration.</exception>
    public static ChurnAfterAnswer ChurnAfterAnswer(
        this RevenueTimeline timeline, SurveyTimeline responses, ReportingPeriods periods, SurveyKind kind, int days, Instant asOf, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(responses);
        return Of(timeline, AnsweringCustomers.Of(timeline, responses), responses, periods, kind, days, asOf, segments: null, execution)[0];
    }

    /// <summary>Computes how many customers of each segment are lost after their answer; the segments pool to the total.</summary>
    /// <inheritdoc cref="ChurnAfterAnswer(RevenueTimeline, SurveyTimeline, ReportingPeriods, SurveyKind, int, Instant, ExecutionOptions?)"/>
    public static BySegment<ChurnAfterAnswer> ChurnAfterAnswer(
        this Segmented<RevenueTimeline> timeline, SurveyTimeline responses, ReportingPeriods periods, SurveyKind kind, int days, Instant asOf, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(responses);
        var customers = AnsweringCustomers.Of(timeline.Timeline, responses);
        SegmentColumn segments = customers.SegmentsBy(timeline.Segmentation);
        return SegmentAnswers.Of(segments, Of(timeline.Timeline, customers, responses, periods, kind, days, asOf, segments, execution), static (left, right) => left.Merge(right));
    }

    /// <summary>Computes how many of the customers who pay in each period answered in it.</summary>
    /// <inheritdoc cref="Metrics.ResponseRate" path="/remarks"/>
    /// <param name="timeline">The revenue of the customers.</param>
    /// <param name="responses">The responses.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    public static ResponseRate ResponseRate(this RevenueTimeline timeline, SurveyTimeline responses, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentNullException.ThrowIfNull(periods);
        return Metrics.ResponseRate.FromTotals(periods, Rates(timeline, AnsweringCustomers.Of(timeline, responses), responses, periods, segments: null, execution)[0]);
    }

    /// <summary>Computes how many of the customers of each segment who pay in each period answered in it; the segments pool to the total.</summary>
    /// <param name="timeline">The revenue of the customers by segment.</param>
    /// <param name="responses">The responses.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">How the scan is run; on all cores if left out.</param>
    public static BySegment<ResponseRate> ResponseRate(this Segmented<RevenueTimeline> timeline, SurveyTimeline responses, ReportingPeriods periods, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentNullException.ThrowIfNull(periods);
        var customers = AnsweringCustomers.Of(timeline.Timeline, responses);
        SegmentColumn segments = customers.SegmentsBy(timeline.Segmentation);
        ResponseRateTotals[][] rates = Rates(timeline.Timeline, customers, responses, periods, segments, execution);
        return SegmentAnswers.Of(segments, Array.ConvertAll(rates, totals => Metrics.ResponseRate.FromTotals(periods, totals)), static (left, right) => left.Merge(right));
    }

    /// <summary>Computes how many of the customers who were invited in each period answered in it.</summary>
    /// <remarks>An answer in a later period than the invitation is one of a customer who was not asked in that period.</remarks>
    /// <param name="responses">The responses.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="invitations">Who was invited when, in any order; a customer may be invited again.</param>
    /// <exception cref="ArgumentException">An invitation has no customer; the message names its position.</exception>
    public static ResponseRate ResponseRate(this SurveyTimeline responses, ReportingPeriods periods, IEnumerable<KeyValuePair<CustomerId, Instant>> invitations)
    {
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(invitations);
        var asked = new HashSet<CustomerId>[periods.Count];
        var index = PeriodIndex.Over(periods);
        foreach ((int position, (CustomerId customer, Instant at)) in invitations.Index())
        {
            if (string.IsNullOrEmpty(customer.Value))
            {
                throw new ArgumentException(FormattableString.Invariant($"Invitation {position} has no customer; expected an id."), nameof(invitations));
            }

            if (at >= periods.Start && at < periods.End)
            {
                (asked[index.Of(at.ToUnixTimeTicks())] ??= []).Add(customer);
            }
        }

        var totals = new ResponseRateTotals[periods.Count];
        for (int period = 0; period < totals.Length; period++)
        {
            totals[period] = new ResponseRateTotals { Asked = asked[period]?.Count ?? 0 };
        }

        CountResponders(responses, index, asked, totals);
        return Metrics.ResponseRate.FromTotals(periods, totals);
    }

    private static void CountResponders(SurveyTimeline responses, PeriodIndex periods, HashSet<CustomerId>?[] asked, ResponseRateTotals[] totals)
    {
        SurveyColumns columns = responses.Columns;
        for (int customer = 0; customer < responses.CustomerCount; customer++)
        {
            CustomerId id = responses.CustomerAt(customer);
            int last = -1;
            for (int row = columns.Offsets[customer]; row < columns.Offsets[customer + 1]; row++)
            {
                if (columns.Time[row] < periods.Bounds[0] || columns.Time[row] >= periods.Bounds[^1] || periods.Of(columns.Time[row]) is var period && period == last)
                {
                    continue;
                }

                last = period;
                bool isAsked = asked[period]?.Contains(id) ?? false;
                totals[period] += new ResponseRateTotals { Responders = isAsked ? 1 : 0, OtherResponders = isAsked ? 0 : 1 };
            }
        }
    }

    private static ChurnAfterAnswer[] Of(
        RevenueTimeline timeline, AnsweringCustomers customers, SurveyTimeline responses, ReportingPeriods periods, SurveyKind kind, int days, Instant asOf, SegmentColumn? segments, ExecutionOptions? execution)
    {
        ArgumentNullException.ThrowIfNull(periods);
        Metrics.ChurnAfterAnswer.RequireDays(days);
        SurveyScale scale = SurveyScores.RequireKind(responses, kind);
        var aggregate = new AfterAnswerAggregate(customers, responses.Columns, PeriodIndex.Over(periods), segments, scale, days * NodaConstants.TicksPerDay, asOf.ToUnixTimeTicks());
        return Array.ConvertAll(
            timeline.Layers.Run(aggregate, execution ?? ExecutionOptions.Default), totals => Metrics.ChurnAfterAnswer.FromTotals(periods, timeline.Policy, kind, days, asOf, totals));
    }

    private static ResponseRateTotals[][] Rates(
        RevenueTimeline timeline, AnsweringCustomers customers, SurveyTimeline responses, ReportingPeriods periods, SegmentColumn? segments, ExecutionOptions? execution) =>
        timeline.Layers.Run(new ResponseRateAggregate(customers, responses.Columns, PeriodIndex.Over(periods), segments), execution ?? ExecutionOptions.Default);
}
