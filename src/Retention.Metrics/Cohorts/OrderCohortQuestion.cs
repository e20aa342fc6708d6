using NodaTime;

namespace Retention.Metrics;

/// <summary>What became of the buyers who began together, of each segment or of all.</summary>
internal sealed class OrderCohortQuestion(OrderBook book, ReportingPeriods periods, SegmentColumn? segments, Instant? asOf, int? columns)
    : IQuestion<OrderColumns, OrderCohortTable[]>
{
    private readonly CohortShape shape = new(periods, asOf, columns, segments?.Segments.Length ?? 1);

    public IGatherer<OrderColumns> NewGatherer() => new OrderCohortGatherer(shape, segments);

    public OrderCohortTable[] Answer(IReadOnlyList<IGatherer<OrderColumns>> gatherers) =>
        [.. CohortGatherers.Sum<OrderCohortSums, OrderCohortGatherer>(gatherers.Cast<OrderCohortGatherer>()).Select(one => new OrderCohortTable(book.Policy, book.Currency, one))];
}
