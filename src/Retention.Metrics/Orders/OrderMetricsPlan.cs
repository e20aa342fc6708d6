namespace Retention.Metrics.Orders;

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
        return new Planned<OrderMetrics[]>(() => [.. sums.Result.Select(one => MetricsOf(periods, orders.Currency, one))]);
    }

    private static OrderMetrics MetricsOf(ReportingPeriods periods, Currency currency, OrderSums[] sums) =>
        OrderMetrics.FromTotals(periods, currency, [.. sums[..^1].Select(one => one.ToTotals())], sums[^1].ToTotals());
}
