namespace Retention.Metrics.Timelines.Appending;

/// <summary>The keys of a timeline that is appended to: numbers for customers and subscriptions, and who holds which subscription.</summary>
/// <remarks>
/// One table serves a chain of timelines, each of which knows only so many of its keys. Where two timelines follow one, the second finds keys
/// in the table that are not its own, and goes on with a copy.
/// </remarks>
internal sealed class AppendedKeys<TCustomer, TSubscription> : ICustomerNames
    where TCustomer : notnull
    where TSubscription : notnull
{
    private readonly Table table;
    private readonly int subscriptions;

    private AppendedKeys(Table table) => (this.table, Customers, subscriptions) = (table, table.Customers.Count, table.Subscriptions.Count);

    /// <summary>No keys.</summary>
    public static AppendedKeys<TCustomer, TSubscription> None => new(new Table(new(), new(), []));

    /// <summary>Customers are numbered from 0 up to this.</summary>
    public int Customers { get; }

    public CustomerId NameOf(int customer) => table.Customers.Name(customer);

    public TSubscription SubscriptionOf(int subscription) => table.Subscriptions[subscription];

    /// <summary>Numbers the keys of rows, old and new.</summary>
    /// <exception cref="ArgumentException">A subscription has two customers, or a key is blank.</exception>
    public AppendedKeys<TCustomer, TSubscription> With(ReadOnlySpan<TCustomer> customers, ReadOnlySpan<TSubscription> subscriptionsOfRows, Span<LedgerRow> rows)
    {
        lock (table)
        {
            bool isMine = table.Customers.Count == Customers && table.Subscriptions.Count == subscriptions;
            Table grown = isMine ? table : new Table(table.Customers.First(Customers), table.Subscriptions.First(subscriptions), table.Owners[..subscriptions]);
            for (int row = 0; row < rows.Length; row++)
            {
                int customer = grown.Customers.Of(customers[row]), subscription = grown.Subscriptions.Of(subscriptionsOfRows[row]);
                if (subscription == grown.Owners.Count)
                {
                    grown.Owners.Add(customer);
                }
                else if (grown.Owners[subscription] != customer)
                {
                    throw new ArgumentException(FormattableString.Invariant($"Row {row} gives subscription {subscriptionsOfRows[row]} to {customers[row]}, who is not its customer {NameOf(grown.Owners[subscription])}; a subscription belongs to one."), nameof(customers));
                }

                (rows[row].Customer, rows[row].Subscription) = (customer, subscription);
            }

            return new AppendedKeys<TCustomer, TSubscription>(grown);
        }
    }

    private sealed record Table(KeyDictionary<TCustomer> Customers, KeyDictionary<TSubscription> Subscriptions, List<int> Owners);
}
