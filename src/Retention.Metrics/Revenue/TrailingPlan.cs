using NodaTime;

namespace Retention.Metrics.Revenue;

/// <summary>The aggregates of a trailing retention, for each segment or for all customers.</summary>
internal static class TrailingPlan
{
    /// <summary>Adds the aggregates to a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods; each window ends at the end of one.</param>
    /// <param name="window">How long before a period's end a window starts, on the calendar's clocks.</param>
    /// <param name="segments">The segments, or nothing for all customers.</param>
    /// <param name="policy">How churn is counted.</param>
    /// <returns>One answer for each segment, or one for all customers.</returns>
    public static Planned<TrailingRetention[]> Add(
        AggregatePlan<RevenueColumns> plan, RevenueTimeline timeline, ReportingPeriods periods, Period window, SegmentColumn? segments, MetricPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(periods);
        Instant[] starts = [.. periods.Select(period => CalendarTime.WindowStart(period.LocalEnd, window))];
        Planned<TrailingSums[][]> sums = plan.Add(new TrailingAggregate([.. starts.Select(start => start.ToUnixTimeTicks())], [.. periods.Select(period => period.End.ToUnixTimeTicks())], segments));

        // Other countings than at the two ends of a window need all changes within it.
        Planned<ChurnCounts[]>?[] churn =
            [.. periods.Select((period, i) => ChurnCountAggregate.AddWhereNeeded(plan, timeline, ReportingPeriods.Between(periods.Zone, starts[i], period.End), segments, policy))];
        return new Planned<TrailingRetention[]>(() =>
            [.. sums.Result.Select((windows, segment) => TrailingRetention.FromTotals(
                periods, policy, timeline.Currency, window, [.. windows.Select((one, i) => Totals(one, churn[i]?.Result[segment]))]))]);
    }

    private static TrailingTotals Totals(TrailingSums sums, ChurnCounts? churn) => new()
    {
        OpeningMrr = sums.Opening,
        KeptMrr = sums.Kept,
        ClosingMrr = sums.Closing,
        LostCustomers = churn?.Lost(0) ?? sums.LostCustomers,
        CustomersAtRisk = churn?.AtRisk(0) ?? sums.OpeningCustomers,
    };
}
