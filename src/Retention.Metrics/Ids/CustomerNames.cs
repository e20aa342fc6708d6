namespace Retention.Metrics;

/// <summary>Who the customers of some columns are. A <see cref="CustomerId"/> is made when one is shown, not before.</summary>
internal interface ICustomerNames
{
    /// <summary>The customer at a position of the columns.</summary>
    CustomerId NameOf(int customer);
}

/// <summary>Customers under the caller's own keys.</summary>
internal interface ICustomerKeys<TKey> : ICustomerNames
{
    /// <summary>The key of the customer at a position of the columns.</summary>
    TKey KeyOf(int customer);
}

/// <summary>Customers by the keys of a column.</summary>
/// <param name="keys">The keys.</param>
/// <param name="numbers">The number of each customer among the keys, where some keys are of no customer.</param>
internal sealed class CustomerKeys<TKey>(KeyColumn<TKey> keys, int[]? numbers) : ICustomerKeys<TKey>
    where TKey : notnull
{
    public TKey KeyOf(int customer) => keys.KeyOf(numbers is null ? customer : numbers[customer]);

    public CustomerId NameOf(int customer) => KeyNumbers<TKey>.NameOf(KeyOf(customer));
}
