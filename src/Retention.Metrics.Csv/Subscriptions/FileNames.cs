namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The ids of a file of subscriptions by their numbers; known when the file is read.</summary>
internal sealed class FileNames : IFactNames
{
    private IFactIds<CustomerId>? customers;
    private Func<int, SubscriptionId>? subscriptionOf;
    private IFactIds<string>? events;

    public int Customers => customers!.Count;

    public int Subscriptions { get; private set; }

    /// <summary>The ids of rows, and behind them, in the same order, those of the prices that rows carry beside their event.</summary>
    public int EventIds => events is null ? 0 : 2 * events.Count;

    /// <summary>All ids are numbered.</summary>
    /// <param name="ofCustomers">The ids of the customers.</param>
    /// <param name="subscriptions">How many subscriptions there are.</param>
    /// <param name="ofSubscription">The id of a subscription.</param>
    /// <param name="ofEvents">The ids of rows, if the file has any.</param>
    public void Complete(IFactIds<CustomerId> ofCustomers, int subscriptions, Func<int, SubscriptionId> ofSubscription, IFactIds<string>? ofEvents)
    {
        (customers, Subscriptions, subscriptionOf, events) = (ofCustomers, subscriptions, ofSubscription, ofEvents);
    }

    public IFactIds<CustomerId> OfCustomers => customers!;

    public CustomerId NameOf(int customer) => customers![customer];

    public SubscriptionId SubscriptionOf(int number) => subscriptionOf!(number);

    public string EventIdOf(int number) => number < events!.Count ? RowEventId.Of(events[number]) : RowEventId.OfPrice(events[number - events.Count]);

    /// <summary>The number of the id that the price of a row has beside the event.</summary>
    public int OfPrice(int number) => number + events!.Count;
}
