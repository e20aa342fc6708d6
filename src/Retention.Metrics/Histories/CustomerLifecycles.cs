using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Histories;

/// <summary>The events of a history and the steps of each subscription, replayed once and kept in columns: by customer, then by subscription. Immutable.</summary>
internal sealed class CustomerLifecycles
{
    private readonly SubscriptionEvent[] events;
    private readonly ReplayedStep[] steps;

    // Per subscription its first event and first step, and the number of all as the last element.
    private readonly int[] firstEvents;
    private readonly int[] firstSteps;

    // Per customer the first subscription, and the number of all as the last element.
    private readonly int[] firstSubscriptions;

    private CustomerLifecycles(SubscriptionEvent[] events, int[] firstEvents, ReplayedStep[] steps, int[] firstSteps)
    {
        (this.events, this.firstEvents, this.steps, this.firstSteps) = (events, firstEvents, steps, firstSteps);
        var first = new List<int>();
        for (int subscription = 0; subscription < SubscriptionCount; subscription++)
        {
            if (subscription == 0 || CustomerOf(subscription) != CustomerOf(subscription - 1))
            {
                first.Add(subscription);
            }
        }

        firstSubscriptions = [.. first, SubscriptionCount];
    }

    /// <summary>All events, by customer, subscription and instant.</summary>
    public SubscriptionEvent[] Events => events;

    /// <summary>How many subscriptions there are.</summary>
    public int SubscriptionCount => firstEvents.Length - 1;

    /// <summary>Every customer, in the order of the history.</summary>
    public IEnumerable<CustomerId> Customers => Enumerable.Range(0, CustomerCount).Select(customer => CustomerOf(firstSubscriptions[customer]));

    /// <summary>The subscriptions of each customer, in the order of the history.</summary>
    public IEnumerable<ImmutableArray<SubscriptionLifecycle>> ByCustomer => Enumerable.Range(0, CustomerCount).Select(OfCustomer);

    private int CustomerCount => firstSubscriptions.Length - 1;

    /// <summary>A customer's subscriptions, by id; none of a customer who is not in the history.</summary>
    public ImmutableArray<SubscriptionLifecycle> Of(CustomerId customer)
    {
        int low = 0, high = CustomerCount - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = CustomerOf(firstSubscriptions[middle]).CompareTo(customer);
            if (order == 0)
            {
                return OfCustomer(middle);
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return [];
    }

    /// <summary>The events of a subscription.</summary>
    public ArraySegment<SubscriptionEvent> EventsOf(int subscription) => new(events, firstEvents[subscription], firstEvents[subscription + 1] - firstEvents[subscription]);

    /// <summary>Adds the steps of a subscription.</summary>
    public void AddSteps(int subscription, List<LifecycleStep> to) =>
        ReplayedStep.Expand(steps.AsSpan(firstSteps[subscription]..firstSteps[subscription + 1]), EventsOf(subscription), to);

    /// <summary>Some of the subscriptions, in the order given, which must keep those of a customer together.</summary>
    public CustomerLifecycles Select(int[] subscriptions)
    {
        int[] ownEvents = Offsets(firstEvents), ownSteps = Offsets(firstSteps);
        return new CustomerLifecycles(Copy(events, firstEvents, ownEvents), ownEvents, Copy(steps, firstSteps, ownSteps), ownSteps);

        int[] Offsets(int[] offsets)
        {
            var own = new int[subscriptions.Length + 1];
            for (int i = 0; i < subscriptions.Length; i++)
            {
                own[i + 1] = own[i] + offsets[subscriptions[i] + 1] - offsets[subscriptions[i]];
            }

            return own;
        }

        TItem[] Copy<TItem>(TItem[] items, int[] offsets, int[] own)
        {
            var copy = new TItem[own[^1]];
            for (int i = 0; i < subscriptions.Length; i++)
            {
                Array.Copy(items, offsets[subscriptions[i]], copy, own[i], own[i + 1] - own[i]);
            }

            return copy;
        }
    }

    private CustomerId CustomerOf(int subscription) => events[firstEvents[subscription]].Customer;

    private ImmutableArray<SubscriptionLifecycle> OfCustomer(int customer)
    {
        int first = firstSubscriptions[customer], count = firstSubscriptions[customer + 1] - first;
        var lifecycles = new SubscriptionLifecycle[count];
        var expanded = new List<LifecycleStep>();
        for (int i = 0; i < count; i++)
        {
            expanded.Clear();
            AddSteps(first + i, expanded);
            lifecycles[i] = new SubscriptionLifecycle(EventsOf(first + i), [.. expanded]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(lifecycles);
    }

    /// <summary>Collects replayed subscriptions.</summary>
    internal sealed class Builder
    {
        private readonly List<SubscriptionEvent> events = [];
        private readonly List<ReplayedStep> steps = [];
        private readonly List<int> firstEvents = [0];
        private readonly List<int> firstSteps = [0];

        /// <summary>Adds a subscription: its events in their full order and the steps of its replay.</summary>
        public void Add(ReadOnlySpan<SubscriptionEvent> ordered, ReadOnlySpan<LifecycleStep> replayed)
        {
            events.AddRange(ordered);
            ReplayedStep.Compact(replayed, ordered, steps);
            firstEvents.Add(events.Count);
            firstSteps.Add(steps.Count);
        }

        /// <summary>The subscriptions by customer; those of a customer in the order in which they were added.</summary>
        public CustomerLifecycles ByCustomer()
        {
            var added = new CustomerLifecycles([.. events], [.. firstEvents], [.. steps], [.. firstSteps]);
            return added.Select([.. Enumerable.Range(0, added.SubscriptionCount).OrderBy(added.CustomerOf)]);
        }
    }
}
