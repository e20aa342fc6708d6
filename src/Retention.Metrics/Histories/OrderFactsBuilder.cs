using NodaTime;

namespace Retention.Metrics.Histories;

/// <summary>Collects orders under the caller's keys of customers.</summary>
internal sealed class OrderFactsBuilder<TCustomer>
    where TCustomer : notnull
{
    private readonly KeyDictionary<TCustomer> customers = new();
    private readonly KeyDictionary<OrderId> ids = new();
    private readonly OrderFacts facts;

    public OrderFactsBuilder() => facts = new OrderFacts(new Names(customers), new Keys(ids));

    public int Count => facts.Count;

    public void Add(TCustomer customer, in Order order) => Add(customer, order.Id, order.OrderedAt, order.Amount, order.Status, order.Refunded, order.RecordedAt);

    public void Add(TCustomer customer, OrderId? id, Instant at, Money amount, OrderStatus status, Money? refunded, Instant? recordedAt)
    {
        facts.Customers.Add(customers.Of(customer));
        facts.Ids!.Add(id is { } own ? ids.Of(own) : OrderFacts.NoId);
        var ordered = FactInstant.Of(at);
        facts.Ticks.Add(ordered.Ticks);
        facts.Contents.Add(facts.Table.Of(new OrderContent(amount, status, refunded, (byte)ordered.Nanos)));
        facts.Recorded.Add(recordedAt);
    }

    /// <summary>The facts; the builder takes no more.</summary>
    public OrderFacts Build() => facts;

    private sealed class Names(KeyDictionary<TCustomer> keys) : IFactIds<CustomerId>
    {
        public int Count => keys.Count;

        public CustomerId this[int number] => keys.Name(number);
    }

    private sealed class Keys(KeyDictionary<OrderId> keys) : IFactIds<OrderId>
    {
        public int Count => keys.Count;

        public OrderId this[int number] => keys[number];
    }
}
