
namespace Retention.Metrics.Timelines.Building;

/// <summary>The orders of a history that count under a policy, as rows: read from its columns, without an object for each.</summary>
internal sealed class OrderHistoryRows(OrderHistory history, MetricPolicy policy) : IRowSource
{
    private readonly OrderFacts facts = history.Facts;
    private readonly RowSet valid = history.Valid;

    /// <summary>How many rows the columns have; at most so many count.</summary>
    public int Count => facts.Count;

    public void CountInto(int[] buckets, int shift, int fromRow, int endRow)
    {
        for (int row = fromRow; row < endRow; row++)
        {
            if (valid[row] && Counts(history.ContentOf(row)))
            {
                buckets[facts.Customers[row] >> shift]++;
            }
        }
    }

    public void ScatterInto<TTarget>(TTarget to, int[] next, int shift, int fromRow, int endRow)
        where TTarget : struct, IRowTarget
    {
        for (int row = fromRow; row < endRow; row++)
        {
            if (valid[row] && history.ContentOf(row) is var bits && Counts(bits))
            {
                (long amount, long refund) = facts.Table.MillionthsOf(bits);
                int customer = facts.Customers[row];
                var order = new LedgerRow { Ticks = facts.Ticks[row], Amount = policy.Refunds == Refunds.Subtracted ? amount - refund : amount, Customer = customer };
                to.Put(next[customer >> shift]++, order);
            }
        }
    }

    /// <summary>The one currency of the history; <see langword="null"/> where it holds none or several.</summary>
    public Currency? OnlyCurrency()
    {
        if (facts.Table.OnlyCurrency is { } only)
        {
            return only;
        }

        Currency? found = null;
        foreach (int row in history.Rows())
        {
            Currency currency = facts.Table.CurrencyOf(facts.Contents[row]);
            if (found is { } first && first != currency)
            {
                return null;
            }

            found = currency;
        }

        return found;
    }

    private bool Counts(long bits) => policy.CancelledOrders != CancelledOrders.LeftOut || facts.Table.StatusOf(bits) != OrderStatus.Cancelled;
}

/// <summary>The customers of a timeline by the names that its history has for them.</summary>
/// <param name="ids">The ids of the history's customers.</param>
/// <param name="numbers">The number of each customer of the timeline, where some customers of the history are not in it.</param>
internal sealed class OrderHistoryCustomers(IFactIds<CustomerId> ids, int[]? numbers) : ICustomerKeys<CustomerId>
{
    public CustomerId NameOf(int customer) => KeyOf(customer);

    public CustomerId KeyOf(int customer) => ids[numbers is null ? customer : numbers[customer]];
}
