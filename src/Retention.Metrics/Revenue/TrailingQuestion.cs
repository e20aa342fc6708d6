using NodaTime;

namespace Retention.Metrics;

/// <summary>What became of the customers of so long before the end of each period.</summary>
internal sealed class TrailingQuestion : IQuestion<RevenueColumns, TrailingRetention>
{
    private readonly RevenueTimeline timeline;
    private readonly ReportingPeriods periods;
    private readonly long[] begins;
    private readonly long[] ends;

    // Counted otherwise than by who is there at both ends, churn needs a look at everything in between.
    private readonly ChurnQuestion[] churn;

    /// <summary>Asks for the windows that end with each period.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="window">How long before a period's end, on the calendar's clocks.</param>
    /// <param name="policy">How churn is counted.</param>
    public TrailingQuestion(RevenueTimeline timeline, ReportingPeriods periods, Period window, MetricPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(periods);
        (this.timeline, this.periods) = (timeline, periods);
        Instant[] starts = [.. periods.Select(period => CalendarTime.WindowStart(period.LocalEnd, window))];
        begins = [.. starts.Select(start => start.ToUnixTimeTicks())];
        ends = [.. periods.Select(period => period.End.ToUnixTimeTicks())];
        churn = policy.CountsChurnAtPeriodEnds
            ? []
            : [.. periods.Select((period, i) => new ChurnQuestion(timeline, ReportingPeriods.Between(periods.Zone, starts[i], period.End), segments: null, policy))];
    }

    public IGatherer<RevenueColumns> NewGatherer() => new GathererList<RevenueColumns>([new TrailingGatherer(begins, ends), .. churn.Select(one => one.NewGatherer())]);

    public TrailingRetention Answer(IReadOnlyList<IGatherer<RevenueColumns>> gatherers)
    {
        TrailingSums[][] parts = [.. GathererList<RevenueColumns>.At(gatherers, 0).Cast<TrailingGatherer>().Select(part => part.Steps())];
        var rows = new TrailingRetentionRow[periods.Count];
        TrailingSums running = default;
        for (int i = 0; i < rows.Length; i++)
        {
            foreach (TrailingSums[] part in parts)
            {
                running.Add(part[i]);
            }

            Ratio rate = churn.Length == 0
                ? CustomerChurn.Rate(running.LostCustomers, running.OpeningCustomers)
                : churn[i].Answer(GathererList<RevenueColumns>.At(gatherers, i + 1))[0].Rate(0);
            rows[i] = new TrailingRetentionRow(periods[i], timeline.Currency, running.Opening, running.Kept, running.Closing, rate);
        }

        return new TrailingRetention(periods, rows);
    }
}
