using NodaTime;
using Retention.Metrics.Stripe.Objects;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>What is known of customers, from their subscriptions: of several values the one of the subscription that was created last counts.</summary>
internal sealed class CustomerAttributes
{
    private readonly Dictionary<string, Dictionary<string, (Instant Created, string Subscription, string Value)>> known = new(StringComparer.Ordinal);

    /// <summary>Adds what a subscription says.</summary>
    public void Add(SubscriptionState state)
    {
        if (!known.TryGetValue(state.Customer, out var attributes))
        {
            known[state.Customer] = attributes = new(StringComparer.Ordinal);
        }

        foreach ((string name, string value) in state.Attributes)
        {
            (Instant Created, string Subscription, string Value) candidate = (state.Created, state.Id, value);
            if (!attributes.TryGetValue(name, out var holder) || (holder.Created, holder.Subscription).CompareTo((candidate.Created, candidate.Subscription)) < 0)
            {
                attributes[name] = candidate;
            }
        }
    }

    /// <summary>The customers of ids, each once.</summary>
    public IReadOnlyList<Customer> Of(IEnumerable<string> customers) =>
    [
        .. customers.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => new Customer(id, known[id].Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value.Value)))),
    ];
}
