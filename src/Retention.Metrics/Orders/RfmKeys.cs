namespace Retention.Metrics.Orders;

/// <summary>Customers by the keys of an array.</summary>
/// <param name="keys">The key of each customer.</param>
internal sealed class RfmKeys<TKey>(TKey[] keys) : ICustomerKeys<TKey>
    where TKey : notnull
{
    public TKey KeyOf(int customer) => keys[customer];

    public CustomerId NameOf(int customer) => KeyDictionary<TKey>.NameOf(keys[customer]);

    /// <summary>Copies the keys of customers; refuses a blank key, and a key that occurs twice.</summary>
    public static RfmKeys<TKey> Of(IReadOnlyList<TKey> customers)
    {
        var keys = new TKey[customers.Count];
        var rows = new KeyDictionary<TKey>();
        for (int row = 0; row < keys.Length; row++)
        {
            keys[row] = customers[row];
            if (keys[row] is not { } key || (key is string or CustomerId && string.IsNullOrWhiteSpace(key.ToString())))
            {
                throw new ArgumentException(FormattableString.Invariant($"Row {row} has no customer; expected a key that is not blank."), nameof(customers));
            }

            if (rows.Of(key) is var first && first < row)
            {
                throw new ArgumentException(FormattableString.Invariant($"Customer {key} is in rows {first} and {row}; expected one row for each customer."), nameof(customers));
            }
        }

        return new RfmKeys<TKey>(keys);
    }
}
