namespace Retention.Metrics.Orders;

/// <summary>The customers and orders behind a figure of order metrics.</summary>
internal static class OrderExplanation
{
    public static IEnumerable<OrderContribution> Of(OrderTimeline orders, ReportingPeriods periods, OrderFigure figure)
    {
        OrderColumns columns = orders.Columns;
        PeriodIndex index = PeriodIndex.Over(periods);
        for (int customer = 0; customer < orders.CustomerCount; customer++)
        {
            int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
            for (int i = FirstAtOrAfter(columns, first, end, index.Bounds[0]), next; i < end && columns.Time[i] < index.Bounds[^1]; i = next)
            {
                int period = index.Of(columns.Time[i]);
                next = FirstAtOrAfter(columns, i, end, index.Bounds[period + 1]);
                bool asked = figure switch
                {
                    OrderFigure.RepeatCustomers => next - i >= 2,
                    OrderFigure.ReturningCustomers => next - first >= 2,
                    OrderFigure.OneTimeCustomers => next - i == 1,
                    _ => true,
                };
                if (asked)
                {
                    yield return new OrderContribution(periods[period], orders.CustomerAt(customer), next - i, OrderMetrics.Amount(Sum(columns.Amount.AsSpan(i, next - i)), orders.Currency));
                }
            }
        }
    }

    private static int FirstAtOrAfter(OrderColumns columns, int from, int end, long ticks)
    {
        while (from < end && columns.Time[from] < ticks)
        {
            from++;
        }

        return from;
    }

    private static Int128 Sum(ReadOnlySpan<long> amounts)
    {
        Int128 sum = 0;
        foreach (long amount in amounts)
        {
            sum += amount;
        }

        return sum;
    }
}
