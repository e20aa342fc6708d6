using NodaTime;

namespace Retention.Metrics;

/// <summary>Gathers orders under the caller's keys, and builds columns of them.</summary>
internal sealed class OrderRowCollector<TCustomer>(int expectedOrders)
    where TCustomer : notnull
{
    private readonly KeyColumn<TCustomer> customers = new();
    private readonly RowStore store = new(expectedOrders);

    public int Count => store.Count;

    public void Add(TCustomer customer, Instant at, long millionths) =>
        store.Add(new LedgerRow { Ticks = at.ToUnixTimeTicks(), Amount = millionths, Customer = customers.Of(customer) });

    /// <summary>Builds columns of what stands in columns: without a store between.</summary>
    public static unsafe (OrderColumns Columns, ICustomerNames Names) Build(ReadOnlySpan<TCustomer> customers, ReadOnlySpan<Instant> at, ReadOnlySpan<long> minorUnits, long factor, ExecutionOptions execution)
    {
        var gathering = new OrderRowCollector<TCustomer>(expectedOrders: 0);
        ReadOnlySpan<int> customer = gathering.customers.NumbersOf(customers);
        for (int row = 0; row < customer.Length; row++)
        {
            _ = Millionths(minorUnits[row], factor, row);
        }

        PartitionedRows dealt;
        fixed (int* customerOf = customer)
        fixed (Instant* instant = at)
        fixed (long* amount = minorUnits)
        {
            dealt = PartitionedRows.Of(new PinnedRows(customer.Length, customerOf, subscriptions: null, instant, amount, factor), gathering.customers.Count, execution.Stage(0, 0.3));
        }

        return gathering.Columns(dealt, execution.Stage(0.3, 1));
    }

    /// <summary>The millionths of an amount.</summary>
    public static long Millionths(long minorUnits, long factor, int row) => minorUnits >= 0
        ? minorUnits <= long.MaxValue / factor ? minorUnits * factor : throw new OverflowException(FormattableString.Invariant($"Row {row} has the amount {minorUnits}, which does not fit; an order must be at most 9,223,372,036,854.775807 in major units."))
        : throw new ArgumentException(FormattableString.Invariant($"Row {row} has the amount {minorUnits}; an order is 0 or more."), nameof(minorUnits));

    /// <summary>Builds the columns; the rows are let go.</summary>
    public (OrderColumns Columns, ICustomerNames Names) Build(ExecutionOptions execution)
    {
        customers.Compact(store, static (ref LedgerRow row) => ref row.Customer);
        PartitionedRows dealt = PartitionedRows.Of(store, customers.Count, execution.Stage(0, 0.3));
        store.Clear();
        return Columns(dealt, execution.Stage(0.3, 1));
    }

    private (OrderColumns Columns, ICustomerNames Names) Columns(PartitionedRows dealt, ExecutionOptions execution)
    {
        (OrderColumns columns, int[]? numbers) = OrderColumns.Build(dealt, execution);
        return (columns, new CustomerKeys<TCustomer>(customers, numbers));
    }
}
