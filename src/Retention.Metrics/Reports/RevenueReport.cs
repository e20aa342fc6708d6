using NodaTime;

namespace Retention.Metrics;

/// <summary>What a month's report says of recurring revenue, answered together.</summary>
/// <example><code>
/// RevenueReport report = timeline.Report(quarter);
/// report.RollForward[2].ClosingMrr.Monthly;   // 20.00 EUR
/// report.TrailingYear[2].NetRevenueRetention; // 0/0 = undefined
/// report.Cohorts[0].Size;                     // 2
/// </code></example>
public sealed class RevenueReport
{
    internal RevenueReport(RollForward rollForward, TrailingRetention trailingYear, RevenueCohortTable cohorts) =>
        (RollForward, TrailingYear, Cohorts) = (rollForward, trailingYear, cohorts);

    /// <summary>How revenue and customers got from the start to the end of each period.</summary>
    public RollForward RollForward { get; }

    /// <summary>Retention over the twelve months up to the end of each period.</summary>
    public TrailingRetention TrailingYear { get; }

    /// <summary>What became of those who first paid in each period.</summary>
    public RevenueCohortTable Cohorts { get; }
}

/// <content>Several answers at once.</content>
public sealed partial class RevenueTimeline
{
    /// <summary>Answers what a report asks in one pass over the changes: the same figures as each asked for alone.</summary>
    /// <param name="periods">The periods: of the rows, and of the cohorts and their columns.</param>
    /// <param name="policy">How movements are netted and churn is counted; the policy of the timeline if left out.</param>
    /// <param name="asOf">The instant up to which cohorts are known; the end of the last period if left out.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself, or sees another revenue than the one the timeline was built under.</exception>
    public RevenueReport Report(ReportingPeriods periods, MetricPolicy? policy = null, Instant? asOf = null, Execution? execution = null)
    {
        MetricPolicy read = PolicyToRead(policy);
        (RollForward[] rollForward, TrailingRetention trailing, RevenueCohortTable[] cohorts) = Runs.Ask(
            new RollForwardQuestion(this, periods, segments: null, read),
            new TrailingQuestion(this, periods, Period.FromYears(1), read),
            new RevenueCohortQuestion(this, periods, segments: null, asOf, columns: null),
            execution ?? Execution.Default);
        return new RevenueReport(rollForward[0], trailing, cohorts[0]);
    }
}
