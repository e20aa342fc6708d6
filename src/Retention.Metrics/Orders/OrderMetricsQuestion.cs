namespace Retention.Metrics;

/// <summary>What was ordered in each period, by the customers of each segment or by all.</summary>
internal sealed class OrderMetricsQuestion : IQuestion<OrderColumns, OrderMetrics[]>
{
    private readonly OrderBook book;
    private readonly ReportingPeriods periods;
    private readonly SegmentColumn? segments;
    private readonly PeriodIndex index;

    public OrderMetricsQuestion(OrderBook book, ReportingPeriods periods, SegmentColumn? segments)
    {
        ArgumentNullException.ThrowIfNull(periods);
        (this.book, this.periods, this.segments) = (book, periods, segments);
        index = PeriodIndex.Over(periods);
    }

    public IGatherer<OrderColumns> NewGatherer() => book.Columns.FitsInto64Bits ? new OrderGatherer<NarrowSum>(index, segments) : new OrderGatherer<WideSum>(index, segments);

    public OrderMetrics[] Answer(IReadOnlyList<IGatherer<OrderColumns>> gatherers)
    {
        OrderSums[][][] parts = [.. gatherers.Select(one => ((IOrderGatherer)one).Sums())];
        for (int part = 1; part < parts.Length; part++)
        {
            for (int segment = 0; segment < parts[0].Length; segment++)
            {
                OrderSums.AddAll(parts[0][segment], parts[part][segment]);
            }
        }

        // Most readers never ask for them, and they take longer than all the rest: days between orders are counted when first asked for.
        var gaps = new Lazy<DayHistogram[][]>(() => OrderGaps.Compute(book, periods, segments, Execution.Default));
        return [.. parts[0].Select((sums, segment) => new OrderMetrics(periods, book.Currency, sums, () => gaps.Value[segment]))];
    }
}
