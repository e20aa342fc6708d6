namespace Retention.Metrics;

/// <content>Timelines of rows with ids that were numbered as they were read.</content>
public sealed partial class RevenueTimeline
{
    /// <summary>Follows levels of revenue; the rows are let go.</summary>
    /// <param name="currency">The currency of all levels.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="customers">Customers are numbered from 0 up to this.</param>
    /// <param name="texts">The id of a customer.</param>
    /// <param name="owners">What becomes known of the subscriptions.</param>
    /// <param name="execution">How many threads take part.</param>
    /// <returns>The timeline; <see langword="null"/> where rows contradict each other; the owners say which.</returns>
    internal static RevenueTimeline? OfLevels(Currency currency, RowStore rows, int customers, Func<int, string> texts, SubscriptionOwners owners, ExecutionOptions execution)
    {
        PartitionedRows partitioned = PartitionedRows.Of(rows, customers, execution.Stage(0, 0.3));
        GroupedRows totals = CustomerOverflowException.Named(
            () => CustomerGrouping.Group(partitioned, () => new CustomerTotals(RevenueAmounts.SubscriptionLevel, keepsLeads: false, owners), execution.Stage(0.3, 0.9)), texts);
        if (owners.KeepsRows)
        {
            return null;
        }

        rows.Clear();
        (RevenueColumns columns, int[]? numbers) = RevenueColumnsBuilder.Columns(totals, keepAll: false, execution.Stage(0.9, 1));
        return Of(currency, new LayeredColumns(columns), new IdNames(texts, numbers));
    }
}
