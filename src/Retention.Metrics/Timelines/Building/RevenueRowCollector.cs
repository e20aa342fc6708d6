using NodaTime;

namespace Retention.Metrics.Timelines.Building;

/// <summary>What the rows of a timeline have in common.</summary>
internal readonly record struct RevenueOrigin(Currency Currency, MetricPolicy Policy, SubscriptionHistory? History);

/// <summary>Collects rows under the caller's keys, and builds columns of them.</summary>
internal sealed class RevenueRowCollector<TCustomer, TSubscription>(int expectedRows)
    where TCustomer : notnull
    where TSubscription : notnull
{
    private readonly KeyColumn<TCustomer> customers = new();
    private readonly KeyColumn<TSubscription> subscriptions = new();
    private readonly RowStore store = new(expectedRows);

    public int Count => store.Count;

    /// <summary>Takes in a customer, with or without rows.</summary>
    public void Take(TCustomer customer) => customers.Of(customer);

    public void AddLevel(TCustomer customer, TSubscription subscription, long ticks, long level, bool keepsCustomer = false) => store.Add(new LedgerRow
    {
        Ticks = ticks,
        Amount = level,
        Customer = customers.Of(customer),
        Subscription = subscriptions.Of(subscription) | (keepsCustomer ? CustomerTotals.Keeps : 0),
    });

    public void AddDifference(TCustomer customer, long ticks, long difference) =>
        store.Add(new LedgerRow { Ticks = ticks, Amount = difference, Customer = customers.Of(customer) });

    /// <summary>Builds columns directly from the caller's columns, without an intermediate row store.</summary>
    public static unsafe (RevenueColumns Columns, ICustomerNames Names) Build(
        ReadOnlySpan<TCustomer> customers, ReadOnlySpan<TSubscription> subscriptions, ReadOnlySpan<Instant> at, ReadOnlySpan<long> monthlyMinorUnits, long factor, ExecutionOptions execution)
    {
        var collector = new RevenueRowCollector<TCustomer, TSubscription>(expectedRows: 0);
        ReadOnlySpan<int> customer = collector.customers.NumbersOf(customers), subscription = collector.subscriptions.NumbersOf(subscriptions);
        for (int row = 0; row < customer.Length; row++)
        {
            _ = Annual(monthlyMinorUnits[row], factor, row);
        }

        PartitionedRows partitioned;
        fixed (int* customerOf = customer, subscriptionOf = subscription)
        fixed (Instant* instant = at)
        fixed (long* amount = monthlyMinorUnits)
        {
            partitioned = PartitionedRows.Of(new PinnedRows(customer.Length, customerOf, subscriptionOf, instant, amount, factor), collector.customers.Count, execution.Stage(0, 0.3));
        }

        if (CustomerOverflowException.Named(
            () => RevenueColumnsBuilder.Totals(partitioned, RevenueAmounts.SubscriptionLevel, collector.subscriptions.Count, keepsLeads: false, execution.Stage(0.3, 0.9)), collector.KeyOf) is { } totals)
        {
            return collector.Columns(totals, execution.Stage(0.9, 1));
        }

        for (int row = 0; row < customer.Length; row++)
        {
            collector.store.Add(new LedgerRow { Ticks = at[row].ToUnixTimeTicks(), Amount = monthlyMinorUnits[row], Customer = customer[row], Subscription = subscription[row] });
        }

        throw collector.Contradiction(collector.store);
    }

    /// <summary>The annual millionths of a monthly level.</summary>
    public static long Annual(long monthlyMinorUnits, long factor, int row) => monthlyMinorUnits >= 0
        ? Fitting((Int128)monthlyMinorUnits * factor, monthlyMinorUnits, row)
        : throw new ArgumentException(FormattableString.Invariant($"Row {row} has the level {monthlyMinorUnits}; a level is 0 or more."), nameof(monthlyMinorUnits));

    /// <summary>Builds the columns; the rows are let go.</summary>
    /// <exception cref="ArgumentException">A subscription has two customers, or two levels at one instant.</exception>
    public (RevenueColumns Columns, ICustomerNames Names) Build(RevenueAmounts amounts, bool keepsLeads, ExecutionOptions execution)
    {
        customers.Compact(store, static (ref LedgerRow row) => ref row.Customer);
        if (amounts == RevenueAmounts.SubscriptionLevel)
        {
            subscriptions.Compact(store, static (ref LedgerRow row) => ref row.Subscription);
        }

        PartitionedRows partitioned = PartitionedRows.Of(store, customers.Count, execution.Stage(0, 0.3));
        GroupedRows totals = CustomerOverflowException.Named(() => RevenueColumnsBuilder.Totals(partitioned, amounts, subscriptions.Count, keepsLeads, execution.Stage(0.3, 0.9)), KeyOf) ?? throw Contradiction(store);
        store.Clear();
        return Columns(totals, execution.Stage(0.9, 1));
    }

    private (RevenueColumns Columns, ICustomerNames Names) Columns(GroupedRows totals, ExecutionOptions execution)
    {
        (RevenueColumns columns, int[]? numbers) = RevenueColumnsBuilder.Columns(totals, customers.HasAll, execution);
        return (columns, new CustomerKeys<TCustomer>(customers, numbers));
    }

    private static long Fitting(Int128 annual, long monthlyMinorUnits, int row) => annual <= long.MaxValue
        ? (long)annual
        : throw new OverflowException(FormattableString.Invariant($"Row {row} has the level {monthlyMinorUnits}, which does not fit; a year of it must be at most 9,223,372,036,854.775807 in major units."));

    private object KeyOf(int customer) => customers.KeyOf(customer);

    private ArgumentException Contradiction(RowStore rows)
    {
        (int earlier, int later, bool ofTwoCustomers) = SubscriptionOwners.FirstConflict(rows);
        LedgerRow one = rows[earlier], other = rows[later];
        string subscription = FormattableString.Invariant($"{subscriptions.KeyOf(other.Subscription & ~CustomerTotals.Keeps)}");
        string contradiction = ofTwoCustomers
            ? FormattableString.Invariant($"to {customers.KeyOf(one.Customer)} and to {customers.KeyOf(other.Customer)}; a subscription belongs to one customer.")
            : FormattableString.Invariant($"two levels at {Instant.FromUnixTimeTicks(other.Ticks)}; a subscription has one level at an instant.");
        return new ArgumentException(FormattableString.Invariant($"Rows {earlier} and {later} give subscription {subscription} {contradiction}"), nameof(rows));
    }
}
