using System.Collections.Immutable;

namespace Retention.Metrics.Histories;

/// <summary>The subscriptions of a history or of a part of it, by customer: events and steps are made of the columns for who looks at them.</summary>
internal sealed class CustomerLifecycles
{
    private readonly Lazy<Ordered> ordered;

    /// <summary>All subscriptions of checked facts that are not refused.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="execution">How many threads take part; one if left out.</param>
    public CustomerLifecycles(CheckedFacts facts, ExecutionOptions? execution = null)
        : this(facts, CustomerSubscriptions.Of(facts, execution ?? ExecutionOptions.Sequential), facts.Count)
    {
    }

    /// <summary>Some subscriptions of checked facts.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="byNumber">The subscriptions, none of them refused.</param>
    /// <param name="count">How many events they have.</param>
    public CustomerLifecycles(CheckedFacts facts, CustomerSubscriptions byNumber, int count)
    {
        Facts = facts;
        ByNumber = byNumber;
        Count = count;
        ordered = new Lazy<Ordered>(() => new Ordered(Facts, ByNumber));
    }

    /// <summary>The columns.</summary>
    public CheckedFacts Facts { get; }

    /// <summary>The numbers of the subscriptions of each customer.</summary>
    public CustomerSubscriptions ByNumber { get; }

    /// <summary>How many events the subscriptions have.</summary>
    public int Count { get; }

    /// <summary>Every customer, by id.</summary>
    public IEnumerable<CustomerId> Customers => ordered.Value.Customers;

    /// <summary>The subscriptions of each customer, by customer and subscription.</summary>
    public IEnumerable<ImmutableArray<SubscriptionLifecycle>> ByCustomer => Enumerable.Range(0, ordered.Value.Customers.Length).Select(OfCustomer);

    /// <summary>All events, by customer, subscription and instant.</summary>
    public IEnumerable<SubscriptionEvent> Events
    {
        get
        {
            foreach (int subscription in ordered.Value.Subscriptions)
            {
                for (int i = 0; i < Facts.HeldOf(subscription); i++)
                {
                    yield return Facts.Tables.EventOf(subscription, Facts.RowsOf(subscription)[i]);
                }
            }
        }
    }

    /// <summary>The event at an index of <see cref="Events"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such event.</exception>
    public SubscriptionEvent EventAt(int index)
    {
        (int subscription, int row) = ordered.Value.Find(Rows.Checked(index, Count));
        return Facts.Tables.EventOf(subscription, Facts.RowsOf(subscription)[row]);
    }

    /// <summary>A customer's subscriptions, by id; none of a customer who is not in the history.</summary>
    public ImmutableArray<SubscriptionLifecycle> Of(CustomerId customer)
    {
        int found = Array.BinarySearch(ordered.Value.Customers, customer);
        return found < 0 ? [] : OfCustomer(found);
    }

    private ImmutableArray<SubscriptionLifecycle> OfCustomer(int place)
    {
        ReadOnlySpan<int> subscriptions = ordered.Value.SubscriptionsOf(place);
        ImmutableArray<SubscriptionLifecycle>.Builder lifecycles = ImmutableArray.CreateBuilder<SubscriptionLifecycle>(subscriptions.Length);
        foreach (int subscription in subscriptions)
        {
            SubscriptionEvent[] events = Facts.EventsOf(subscription);
            lifecycles.Add(new SubscriptionLifecycle(subscription, events, Facts.ExpandedSteps(subscription, events)));
        }

        return lifecycles.MoveToImmutable();
    }

    /// <summary>The subscriptions sorted by the ids of their customers and their own: made when somebody asks for an order.</summary>
    private sealed class Ordered
    {
        // By place of a customer the first of its subscriptions, and the number of all.
        private readonly int[] firstSubscriptions;

        // By place of a subscription the first of its events, and the number of all.
        private readonly int[] firstEvents;

        public Ordered(CheckedFacts facts, CustomerSubscriptions byNumber)
        {
            IFactNames names = facts.Tables.Names;
            CustomerId[] customers = [.. Enumerable.Range(0, byNumber.Count).Select(place => names.NameOf(byNumber.CustomerAt(place)))];
            int[] places = [.. Enumerable.Range(0, customers.Length)];
            Array.Sort(customers, places);
            Customers = customers;
            Subscriptions = new int[byNumber.Subscriptions.Length];
            firstSubscriptions = new int[customers.Length + 1];
            for (int place = 0; place < places.Length; place++)
            {
                Span<int> own = Subscriptions.AsSpan(firstSubscriptions[place], byNumber.SubscriptionsOf(places[place]).Length);
                byNumber.SubscriptionsOf(places[place]).CopyTo(own);
                if (own.Length > 1)
                {
                    SubscriptionId[] ids = Array.ConvertAll(own.ToArray(), names.SubscriptionOf);
                    ids.AsSpan().Sort(own);
                }

                firstSubscriptions[place + 1] = firstSubscriptions[place] + own.Length;
            }

            firstEvents = new int[Subscriptions.Length + 1];
            for (int i = 0; i < Subscriptions.Length; i++)
            {
                firstEvents[i + 1] = firstEvents[i] + facts.HeldOf(Subscriptions[i]);
            }
        }

        public CustomerId[] Customers { get; }

        public int[] Subscriptions { get; }

        public ReadOnlySpan<int> SubscriptionsOf(int place) => Subscriptions.AsSpan(firstSubscriptions[place]..firstSubscriptions[place + 1]);

        /// <summary>The subscription of an event, and the event's index among those of the subscription.</summary>
        public (int Subscription, int Row) Find(int index)
        {
            int found = Array.BinarySearch(firstEvents, index);
            int place = found >= 0 ? found : ~found - 1;
            return (Subscriptions[place], index - firstEvents[place]);
        }
    }
}
