namespace Retention.Metrics.Timelines.Building;

/// <summary>Customers by the keys of a column.</summary>
/// <param name="keys">The keys.</param>
/// <param name="numbers">The number of each customer among the keys, where some keys are of no customer.</param>
internal sealed class CustomerKeys<TKey>(KeyColumn<TKey> keys, int[]? numbers) : ICustomerKeys<TKey>
    where TKey : notnull
{
    public TKey KeyOf(int customer) => keys.KeyOf(numbers is null ? customer : numbers[customer]);

    public CustomerId NameOf(int customer) => KeyDictionary<TKey>.NameOf(KeyOf(customer));
}
