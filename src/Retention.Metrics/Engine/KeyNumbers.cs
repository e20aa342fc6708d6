using System.Globalization;

namespace Retention.Metrics;

/// <summary>Numbers a caller's keys from 0 in the order they first come.</summary>
internal sealed class KeyNumbers<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> numbers = [];
    private readonly List<TKey> keys = [];

    public int Count => keys.Count;

    public int Of(TKey key)
    {
        if (!numbers.TryGetValue(key, out int number))
        {
            if (key is string or CustomerId or SubscriptionId && string.IsNullOrWhiteSpace(key.ToString()))
            {
                throw new ArgumentException($"Key {keys.Count + 1} is blank; a key names a customer or a subscription.", nameof(key));
            }

            numbers.Add(key, number = keys.Count);
            keys.Add(key);
        }

        return number;
    }

    public CustomerId Name(int number) => keys[number] switch
    {
        CustomerId id => id,
        IFormattable key => new CustomerId(key.ToString(format: null, CultureInfo.InvariantCulture)),
        TKey key => new CustomerId(key.ToString()!),
    };
}
