namespace Retention.Metrics;

/// <summary>The aggregate of order metrics, for each segment or for all customers.</summary>
internal static class OrderMetricsPlan
{
    /// <summary>Adds the aggregate to a plan.</summary>
    /// <returns>The metrics of each segment, or of all customers.</returns>
    public static Planned<OrderMetrics[]> Add(AggregatePlan<OrderColumns> plan, OrderTimeline orders, ReportingPeriods periods, SegmentColumn? segments)
    {
        ArgumentNullException.ThrowIfNull(periods);
        PeriodIndex index = PeriodIndex.Over(periods);
        Planned<OrderSums[][]> sums = orders.Columns.FitsInto64Bits ? plan.Add(new OrderSumsAggregate<Sum64>(index, segments)) : plan.Add(new OrderSumsAggregate<Sum96>(index, segments));

        // Most readers never ask for them, and they take longer than all the rest: days between orders are counted when first asked for.
        var gaps = new Lazy<DayHistogram[][]>(() => OrderGaps.Compute(orders, periods, segments, ExecutionOptions.Default));
        return new Planned<OrderMetrics[]>(() => [.. sums.Result.Select((one, segment) => new OrderMetrics(periods, orders.Currency, one, () => gaps.Value[segment]))]);
    }
}
