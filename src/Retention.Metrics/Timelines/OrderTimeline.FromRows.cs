namespace Retention.Metrics;

/// <content>Timelines of orders with customers that were numbered as they were read.</content>
public sealed partial class OrderTimeline
{
    /// <summary>Makes a timeline of orders; the rows are let go.</summary>
    /// <param name="currency">The currency of all orders.</param>
    /// <param name="rows">The orders that count, in millionths.</param>
    /// <param name="customers">Customers are numbered from 0 up to this.</param>
    /// <param name="texts">The id of a customer.</param>
    /// <param name="execution">How many threads take part.</param>
    internal static OrderTimeline FromRows(Currency currency, RowStore rows, int customers, Func<int, string> texts, ExecutionOptions execution)
    {
        PartitionedOrders partitioned = PartitionedOrders.Of(rows, customers, execution.Stage(0, 0.3));
        rows.Clear();
        (OrderColumns columns, int[]? numbers) = partitioned.Build(execution.Stage(0.3, 1));
        return new OrderTimeline(MetricPolicy.Default, currency, columns, new IdNames(texts, numbers));
    }
}
