using System.Globalization;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Numbers the caller's keys of customers and subscriptions, and the ids of facts, in the order in which they first come.</summary>
internal sealed class FactKeys<TCustomer, TSubscription> : IFactNames
    where TCustomer : notnull
    where TSubscription : notnull
{
    private readonly KeyDictionary<TCustomer> customers = new();
    private readonly KeyDictionary<TSubscription> subscriptions = new();
    private readonly EventIds eventIds = new();

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

    /// <summary>The number of the id of a fact.</summary>
    public int NumberOfEvent(string eventId) => eventIds.NumberOf(eventId);

    public CustomerId NameOf(int customer) => customers.Name(customer);

    public SubscriptionId SubscriptionOf(int number) => subscriptions[number] switch
    {
        SubscriptionId id => id,
        IFormattable formattable => new SubscriptionId(formattable.ToString(format: null, CultureInfo.InvariantCulture)),
        var key => new SubscriptionId(key.ToString()!),
    };

    public string EventIdOf(int number) => eventIds[number];
}
