using System.Runtime.CompilerServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>What some events say, read by one thread; filled again and again.</summary>
/// <param name="most">How many events it takes.</param>
internal sealed class EventBlock(int most)
{
    // How many objects are read together: more loads than a core can have under way.
    private const int AtOnce = 32;

    private readonly ReadEvent[] read = new ReadEvent[most];
    private readonly string[] customers = new string[most];
    private readonly int[] numbers = new int[most];

    // Of the customers those who are looked up, and the events that they are of.
    private readonly TextBatch lookedUp = new(most);
    private readonly int[] lookedUpOf = new int[most];

    /// <summary>How many events it takes.</summary>
    public int Most => most;

    /// <summary>Where the events start among all.</summary>
    public int Start { get; private set; }

    /// <summary>How many events were read.</summary>
    public int Count { get; private set; }

    /// <summary>What was read of each event.</summary>
    public ReadOnlySpan<ReadEvent> Events => read.AsSpan(0, Count);

    /// <summary>The subscription of each event.</summary>
    public TextBatch Subscriptions { get; } = new(most);

    /// <summary>Reads events, instead of those before.</summary>
    /// <param name="events">The events.</param>
    /// <param name="start">Where they start among all.</param>
    public void Read(ReadOnlySpan<SubscriptionEvent> events, int start)
    {
        (Start, Count) = (start, events.Length);
        Subscriptions.Clear();
        for (int first = 0; first < events.Length; first += AtOnce)
        {
            int end = Math.Min(first + AtOnce, events.Length);
            _ = Load(events[first..end]);
            for (int i = first; i < end; i++)
            {
                SubscriptionEvent one = events[i];
                bool isFact = EventCollector.ProblemOf(one, i) is null;
                read[i] = isFact ? ReadEvent.Of(one) : default;
                Subscriptions.Add(isFact ? one.Subscription.Value : "-");
                customers[i] = isFact ? one.Customer.Value : "-";
            }
        }
    }

    /// <summary>Finds the numbers of the customers and notes them, where the subscriptions have numbers.</summary>
    /// <remarks>Most events are of a subscription that is known and of its customer: then nothing is looked up.</remarks>
    /// <param name="tables">Where they are noted.</param>
    /// <param name="table">The numbers of customers.</param>
    /// <param name="first">The place of the first event among all facts.</param>
    public void NoteCustomers(FactTables tables, TextNumbers table, int first)
    {
        Span<int> found = numbers.AsSpan(0, Count);
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = tables.OwnerOf(Subscriptions[i]);
        }

        table.Confirm(customers.AsSpan(0, Count), found);
        lookedUp.Clear();
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] < 0)
            {
                lookedUpOf[lookedUp.Count] = i;
                lookedUp.Add(customers[i]);
            }
        }

        lookedUp.Number(table);
        for (int i = 0; i < lookedUp.Count; i++)
        {
            tables.SetCustomer(first + lookedUpOf[i], Subscriptions[lookedUpOf[i]], lookedUp[i]);
        }
    }

    /// <summary>Reads the objects of events: loads that do not depend on each other overlap.</summary>
    /// <returns>Nothing of use; a load without a use would be left out.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Load(ReadOnlySpan<SubscriptionEvent> some)
    {
        int loaded = 0;
        foreach (SubscriptionEvent one in some)
        {
            loaded ^= one is null || one.Subscription == default || one.Customer == default ? 0 : one.Subscription.Value.Length ^ one.Customer.Value.Length ^ (PriceOf(one)?.Quantity ?? 0);
        }

        return loaded;
    }

    private static RecurringPrice? PriceOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => started.Price,
        SubscriptionEvent.PriceChanged changed => changed.Price,
        _ => null,
    };
}
