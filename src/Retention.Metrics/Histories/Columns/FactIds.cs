namespace Retention.Metrics.Histories.Columns;

/// <summary>The ids that events name, numbered in the order in which they first come.</summary>
internal sealed class FactIds : IFactNames
{
    public TextNumbers Customers { get; } = new();

    public TextNumbers Subscriptions { get; } = new();

    public EventIds Events { get; } = new();

    int IFactNames.Customers => Customers.Count;

    int IFactNames.Subscriptions => Subscriptions.Count;

    int IFactNames.EventIds => Events.Count;

    public CustomerId NameOf(int customer) => new(Customers[customer]);

    public SubscriptionId SubscriptionOf(int number) => new(Subscriptions[number]);

    public string EventIdOf(int number) => Events[number];
}
