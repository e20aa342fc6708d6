using NodaTime;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Collects orders under the caller's keys, and builds columns of them.</summary>
internal sealed class OrderRowCollector<TCustomer>(int expectedOrders)
    where TCustomer : notnull
{
    private readonly KeyColumn<TCustomer> customers = new();
    private readonly RowStore store = new(expectedOrders);

    public int Count => store.Count;

    public void Add(TCustomer customer, Instant at, long millionths) =>
        store.Add(new LedgerRow { Ticks = at.ToUnixTimeTicks(), Amount = millionths, Customer = customers.Of(customer) });

    /// <summary>Builds columns directly from the caller's columns, without an intermediate row store.</summary>
    public static unsafe (OrderColumns Columns, ICustomerNames Names) Build(ReadOnlySpan<TCustomer> customers, ReadOnlySpan<Instant> at, ReadOnlySpan<long> minorUnits, long factor, ExecutionOptions execution)
    {
        var collector = new OrderRowCollector<TCustomer>(expectedOrders: 0);
        ReadOnlySpan<int> customer = collector.customers.NumbersOf(customers);
        for (int row = 0; row < customer.Length; row++)
        {
            _ = Millionths(minorUnits[row], factor, row);
        }

        PartitionedOrders partitioned;
        fixed (int* customerOf = customer)
        fixed (Instant* instant = at)
        fixed (long* amount = minorUnits)
        {
            partitioned = PartitionedOrders.Of(new PinnedRows(customer.Length, customerOf, subscriptions: null, instant, amount, factor), collector.customers.Count, execution.Stage(0, 0.3));
        }

        return collector.Columns(partitioned, execution.Stage(0.3, 1));
    }

    /// <summary>The millionths of an amount.</summary>
    public static long Millionths(long minorUnits, long factor, int row) => minorUnits >= 0
        ? minorUnits <= long.MaxValue / factor ? minorUnits * factor : throw new OverflowException(FormattableString.Invariant($"Row {row} has the amount {minorUnits}, which does not fit; an order must be at most 9,223,372,036,854.775807 in major units."))
        : throw new ArgumentException(FormattableString.Invariant($"Row {row} has the amount {minorUnits}; an order is 0 or more."), nameof(minorUnits));

    /// <summary>The millionths of an amount.</summary>
    public static long Millionths(Money amount, int row)
    {
        if (!RecurringRevenue.TryMillionths(amount.Amount, out Int128 millionths))
        {
            throw new ArgumentException(FormattableString.Invariant($"Row {row} has the amount {amount.Amount}; an order has at most six decimals."), nameof(amount));
        }

        return millionths < 0 ? throw new ArgumentException(FormattableString.Invariant($"Row {row} has the amount {amount.Amount}; an order is 0 or more."), nameof(amount))
            : millionths <= long.MaxValue ? (long)millionths
            : throw new OverflowException(FormattableString.Invariant($"Row {row} has the amount {amount.Amount}, which does not fit; an order must be at most 9,223,372,036,854.775807 in major units."));
    }

    /// <summary>Builds the columns; the rows are let go.</summary>
    public (OrderColumns Columns, ICustomerNames Names) Build(ExecutionOptions execution)
    {
        customers.Compact(store, static (ref LedgerRow row) => ref row.Customer);
        PartitionedOrders partitioned = PartitionedOrders.Of(store, customers.Count, execution.Stage(0, 0.3));
        store.Clear();
        return Columns(partitioned, execution.Stage(0.3, 1));
    }

    private (OrderColumns Columns, ICustomerNames Names) Columns(PartitionedOrders partitioned, ExecutionOptions execution)
    {
        (OrderColumns columns, int[]? numbers) = partitioned.Build(execution);
        return (columns, new CustomerKeys<TCustomer>(customers, numbers));
    }
}
