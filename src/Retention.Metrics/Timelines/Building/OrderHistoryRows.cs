
namespace Retention.Metrics.Timelines.Building;

/// <summary>The orders of a history that count under a policy, as rows: read from its columns, without an object for each.</summary>
internal sealed class OrderHistoryRows(OrderHistory history, MetricPolicy policy) : IRowSource
{
    private readonly OrderFacts facts = history.Facts;
    private readonly RowSet valid = history.Valid;
    private readonly bool allCount = history.HoldsAllRows && (policy.CancelledOrders != CancelledOrders.LeftOut || !history.Facts.Table.HaveCancelled);

    /// <summary>How many rows the columns have; at most so many count.</summary>
    public int Count => facts.Count;

    public void CountInto(int[] buckets, int shift, int fromRow, int endRow)
    {
        for (int row = fromRow; row < endRow;)
        {
            foreach (int customer in facts.Customers.From(row, endRow))
            {
                if (allCount || Counts(row))
                {
                    buckets[customer >> shift]++;
                }

                row++;
            }
        }
    }

    public void ScatterInto<TTarget>(TTarget to, int[] next, int shift, int fromRow, int endRow)
        where TTarget : struct, IRowTarget
    {
        bool subtracts = policy.Refunds == Refunds.Subtracted;
        for (int row = fromRow; row < endRow;)
        {
            foreach (int customer in facts.Customers.From(row, endRow))
            {
                if (allCount || Counts(row))
                {
                    (long amount, long refund) = facts.Table.MillionthsOf(allCount ? facts.Contents[row] : history.ContentOf(row));
                    var order = new LedgerRow { Ticks = facts.Ticks[row], Amount = subtracts ? amount - refund : amount, Customer = customer };
                    to.Put(next[customer >> shift]++, order);
                }

                row++;
            }
        }
    }

    private bool Counts(int row) => valid[row] && (policy.CancelledOrders != CancelledOrders.LeftOut || facts.Table.StatusOf(history.ContentOf(row)) != OrderStatus.Cancelled);
}

/// <summary>The customers of a timeline by the names that its history has for them.</summary>
/// <param name="ids">The ids of the history's customers.</param>
/// <param name="numbers">The number of each customer of the timeline, where some customers of the history are not in it.</param>
internal sealed class OrderHistoryCustomers(IFactIds<CustomerId> ids, int[]? numbers) : ICustomerKeys<CustomerId>
{
    public CustomerId NameOf(int customer) => KeyOf(customer);

    public CustomerId KeyOf(int customer) => ids[numbers is null ? customer : numbers[customer]];
}
