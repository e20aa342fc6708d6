using System.Collections.Immutable;

namespace Retention.Metrics;

/// <summary>Looks up a customer's subscriptions in a history and replays them when asked for: few customers churn, so few are replayed.</summary>
internal sealed class CustomerLifecycles
{
    private readonly SubscriptionHistory history;
    private readonly Dictionary<CustomerId, (int First, int End)> ranges = [];
    private readonly List<CustomerId> customers = [];

    public CustomerLifecycles(SubscriptionHistory history)
    {
        this.history = history;
        ReadOnlySpan<SubscriptionEvent> events = history.Events;
        for (int first = 0, next; first < events.Length; first = next)
        {
            CustomerId customer = events[first].Customer;
            for (next = first + 1; next < events.Length && events[next].Customer == customer; next++)
            {
            }

            ranges.Add(customer, (first, next));
            customers.Add(customer);
        }
    }

    /// <summary>Every customer, in the order of the history.</summary>
    public IReadOnlyList<CustomerId> Customers => customers;

    /// <summary>A customer's subscriptions, by id.</summary>
    public ImmutableArray<SubscriptionLifecycle> Of(CustomerId customer)
    {
        if (!ranges.TryGetValue(customer, out (int First, int End) range))
        {
            return [];
        }

        ImmutableArray<SubscriptionLifecycle>.Builder lifecycles = ImmutableArray.CreateBuilder<SubscriptionLifecycle>();
        ReadOnlySpan<SubscriptionEvent> events = history.Events[range.First..range.End];
        for (int first = 0, next; first < events.Length; first = next)
        {
            for (next = first + 1; next < events.Length && events[next].Subscription == events[first].Subscription; next++)
            {
            }

            lifecycles.Add(SubscriptionLifecycle.Of(events[first..next]));
        }

        return lifecycles.ToImmutable();
    }
}
