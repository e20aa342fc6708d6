using NodaTime;

namespace Retention.Metrics;

/// <summary>What became of the subscribers who began together, of each segment or of all.</summary>
internal sealed class RevenueCohortQuestion(RevenueTimeline timeline, ReportingPeriods periods, SegmentColumn? segments, Instant? asOf, int? columns)
    : IQuestion<RevenueColumns, RevenueCohortTable[]>
{
    private readonly CohortShape shape = new(periods, asOf, columns, segments?.Segments.Length ?? 1);

    public IGatherer<RevenueColumns> NewGatherer() => timeline.Runs.Base.Idle is null
        ? new RevenueCohortGatherer<NobodyIdle>(shape, segments)
        : new RevenueCohortGatherer<SomeIdle>(shape, segments);

    public RevenueCohortTable[] Answer(IReadOnlyList<IGatherer<RevenueColumns>> gatherers)
    {
        CohortSums<RevenueCohortSums>[] sums = timeline.Runs.Base.Idle is null
            ? CohortGatherers.Sum<RevenueCohortSums, RevenueCohortGatherer<NobodyIdle>>(gatherers.Cast<RevenueCohortGatherer<NobodyIdle>>())
            : CohortGatherers.Sum<RevenueCohortSums, RevenueCohortGatherer<SomeIdle>>(gatherers.Cast<RevenueCohortGatherer<SomeIdle>>());
        return [.. sums.Select(one => new RevenueCohortTable(timeline.Policy, timeline.Currency, one))];
    }
}
