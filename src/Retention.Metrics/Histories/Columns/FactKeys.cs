using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Numbers the caller's keys of customers and subscriptions, and the ids of facts, in the order in which they first come.</summary>
internal sealed class FactKeys<TCustomer, TSubscription> : IFactNames
    where TCustomer : notnull
    where TSubscription : notnull
{
    private readonly KeyDictionary<TCustomer> customers = new();
    private readonly KeyDictionary<TSubscription> subscriptions = new();
    private readonly Dictionary<string, int> eventNumbers = new(StringComparer.Ordinal);
    private readonly List<string> eventIds = [];

    public int Customers => customers.Count;

    public int Subscriptions => subscriptions.Count;

    public int EventIds => eventIds.Count;

    /// <summary>The number of a subscription.</summary>
    public int NumberOf(TSubscription subscription) => subscriptions.Of(subscription);

    /// <summary>The number of a customer.</summary>
    /// <param name="customer">The key.</param>
    /// <param name="likely">The number that it probably has, or −1.</param>
    public int NumberOf(TCustomer customer, int likely) =>
        likely >= 0 && EqualityComparer<TCustomer>.Default.Equals(customers[likely], customer) ? likely : customers.Of(customer);

    /// <summary>The number of a customer of which the hash is known.</summary>
    public int NumberOf(TCustomer customer, ulong hash) => customers.Of(customer, hash);

    /// <summary>The number of a subscription of which the hash is known.</summary>
    public int NumberOf(TSubscription subscription, ulong hash) => subscriptions.Of(subscription, hash);

    /// <summary>The number of a subscription, or −1 where none is seen yet. May be called while another thread adds keys.</summary>
    public int Find(TSubscription subscription, ulong hash) => subscriptions.Find(subscription, hash);

    /// <summary>The number of a customer, or −1 where none is seen yet. May be called while another thread adds keys.</summary>
    public int Find(TCustomer customer, ulong hash) => customers.Find(customer, hash);

    /// <summary>The number that a subscription with this hash has most often, or −1. May be called while another thread adds keys.</summary>
    public int LikelySubscription(ulong hash) => subscriptions.LikelyNumber(hash);

    /// <summary>The number that a customer with this hash has most often, or −1. May be called while another thread adds keys.</summary>
    public int LikelyCustomer(ulong hash) => customers.LikelyNumber(hash);

    /// <summary>The subscription of a number, if it is seen. May be called while another thread adds keys.</summary>
    public bool TryGetSubscription(int number, [MaybeNullWhen(false)] out TSubscription subscription) => subscriptions.TryGet(number, out subscription);

    /// <summary>The customer of a number, if it is seen. May be called while another thread adds keys.</summary>
    public bool TryGetCustomer(int number, [MaybeNullWhen(false)] out TCustomer customer) => customers.TryGet(number, out customer);

    /// <summary>The number of the id of a fact.</summary>
    public int NumberOfEvent(string eventId)
    {
        if (!eventNumbers.TryGetValue(eventId, out int number))
        {
            number = eventIds.Count;
            eventIds.Add(eventId);
            eventNumbers.Add(eventId, number);
        }

        return number;
    }

    public CustomerId NameOf(int customer) => customers.Name(customer);

    public SubscriptionId SubscriptionOf(int number) => subscriptions[number] switch
    {
        SubscriptionId id => id,
        IFormattable formattable => new SubscriptionId(formattable.ToString(format: null, CultureInfo.InvariantCulture)),
        var key => new SubscriptionId(key.ToString()!),
    };

    public string EventIdOf(int number) => eventIds[number];
}
