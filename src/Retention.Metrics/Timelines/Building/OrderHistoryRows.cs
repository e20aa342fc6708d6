using System.Runtime.CompilerServices;

namespace Retention.Metrics.Timelines.Building;

/// <summary>The orders of a history that count under a policy, as rows: read from its columns, without an object for each.</summary>
internal sealed class OrderHistoryRows(OrderHistory history, MetricPolicy policy) : IRowSource
{
    private readonly OrderFacts facts = history.Facts;
    private readonly bool cancelledCount = policy.CancelledOrders != CancelledOrders.LeftOut || !history.Facts.Table.HaveCancelled;

    private bool AllCount => history.HoldsAllRows && cancelledCount;

    /// <summary>How many rows the columns have; at most so many count.</summary>
    public int Count => facts.Count;

    public void CountInto(int[] buckets, int shift, int fromRow, int endRow)
    {
        if (!AllCount)
        {
            foreach (int row in history.Valid.Between(fromRow, endRow))
            {
                buckets[facts.Customers[row] >> shift] += Counts(row) ? 1 : 0;
            }

            return;
        }

        for (int row = fromRow; row < endRow;)
        {
            Span<int> customers = facts.Customers.From(row, endRow);
            foreach (int customer in customers)
            {
                buckets[customer >> shift]++;
            }

            row += customers.Length;
        }
    }

    public void ScatterInto<TTarget>(TTarget to, int[] next, int shift, int fromRow, int endRow)
        where TTarget : struct, IRowTarget
    {
        if (!AllCount)
        {
            foreach (int row in history.Valid.Between(fromRow, endRow))
            {
                if (Counts(row))
                {
                    Put(row, facts.Customers[row], history.ContentOf(row));
                }
            }

            return;
        }

        for (int row = fromRow; row < endRow;)
        {
            foreach (int customer in facts.Customers.From(row, endRow))
            {
                Put(row, customer, facts.Contents[row]);
                row++;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Put(int row, int customer, long content)
        {
            (long amount, long refund) = facts.Table.MillionthsOf(content);
            var order = new LedgerRow { Ticks = facts.Ticks[row], Amount = policy.Refunds == Refunds.Subtracted ? amount - refund : amount, Customer = customer };
            to.Put(next[customer >> shift]++, order);
        }
    }

    /// <summary>Whether a row that the history holds counts: only cancelled orders may not.</summary>
    private bool Counts(int row) => cancelledCount || facts.Table.StatusOf(history.ContentOf(row)) != OrderStatus.Cancelled;
}

/// <summary>The customers of a timeline by the names that its history has for them.</summary>
/// <param name="ids">The ids of the history's customers.</param>
/// <param name="numbers">The number of each customer of the timeline, where some customers of the history are not in it.</param>
internal sealed class OrderHistoryCustomers(IFactIds<CustomerId> ids, int[]? numbers) : ICustomerKeys<CustomerId>
{
    public CustomerId NameOf(int customer) => KeyOf(customer);

    public CustomerId KeyOf(int customer) => ids[numbers is null ? customer : numbers[customer]];
}
