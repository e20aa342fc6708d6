using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Reads events into columns.</summary>
internal sealed class EventCollector
{
    // A block is read by one thread while others number the ids of those before: all wait for memory, not for each other.
    private const int BlockSize = 1 << 11;
    private const int ManyEvents = 1 << 16;

    // How many events that come one by one are taken together.
    private const int FewEvents = 1 << 8;

    private readonly FactIds names = new();
    private EventBlock block = new(0);

    /// <summary>A collector without events.</summary>
    /// <param name="expected">How many events there will be, where that is known; else 0.</param>
    public EventCollector(int expected = 0) => Facts = new FactCollector(names, expected);

    /// <summary>The facts read so far.</summary>
    public FactCollector Facts { get; }

    /// <summary>Reads all events.</summary>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    public static FactCollector Of(IEnumerable<SubscriptionEvent> events, ExecutionOptions? execution = null)
    {
        execution ??= ExecutionOptions.Default;
        EventCollector collector;
        switch (events)
        {
            case SubscriptionEvent[] { Length: >= ManyEvents } array when execution.Threads > 1:
                collector = new EventCollector(array.Length);
                collector.AddOnThreads(execution, array.Length, (start, count) => array.AsSpan(start, count));
                break;
            case List<SubscriptionEvent> { Count: >= ManyEvents } list when execution.Threads > 1:
                collector = new EventCollector(list.Count);
                collector.AddOnThreads(execution, list.Count, (start, count) => CollectionsMarshal.AsSpan(list).Slice(start, count));
                break;
            case SubscriptionEvent[] array:
                return Of(array.AsSpan());
            case List<SubscriptionEvent> list:
                return Of(CollectionsMarshal.AsSpan(list));
            case ImmutableArray<SubscriptionEvent> array:
                return Of(array.AsSpan());
            default:
                collector = new EventCollector();
                foreach (SubscriptionEvent[] some in events.Chunk(FewEvents))
                {
                    collector.Add(some);
                }

                break;
        }

        return collector.Facts;
    }

    /// <summary>Reads all events.</summary>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    public static FactCollector Of(ReadOnlySpan<SubscriptionEvent> events)
    {
        var collector = new EventCollector(events.Length);
        collector.Add(events);
        return collector.Facts;
    }

    /// <summary>Reads all events as they come.</summary>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    public static async Task<FactCollector> OfAsync(IAsyncEnumerable<SubscriptionEvent> events, CancellationToken cancellation)
    {
        var collector = new EventCollector();
        var some = new SubscriptionEvent[FewEvents];
        int count = 0;
        await AsyncRows.ForEachAsync(
            events,
            one =>
            {
                some[count++] = one;
                if (count == some.Length)
                {
                    collector.Add(some);
                    count = 0;
                }
            },
            cancellation).ConfigureAwait(false);

        collector.Add(some.AsSpan(0, count));
        return collector.Facts;
    }

    /// <summary>Adds events.</summary>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    public void Add(ReadOnlySpan<SubscriptionEvent> events)
    {
        block = block.Most >= Math.Min(events.Length, BlockSize) ? block : new EventBlock(Math.Min(events.Length, BlockSize));
        for (int start = 0; start < events.Length; start += BlockSize)
        {
            ReadOnlySpan<SubscriptionEvent> some = events[start..Math.Min(start + BlockSize, events.Length)];
            block.Read(some, start);
            RequireFacts(some, block, Facts.Count);
            block.Subscriptions.Number(names.Subscriptions);
            block.NoteCustomers(Facts.Tables, names.Customers, Facts.Count);
            AddRead(some, block);
        }
    }

    private delegate ReadOnlySpan<SubscriptionEvent> Slice(int start, int count);

    /// <summary>Adds many events, on several threads: each reads blocks, and those are numbered and added in their order.</summary>
    private void AddOnThreads(ExecutionOptions execution, int count, Slice slice) => OrderedParts.Run(
        execution with { Progress = null },
        (count + BlockSize - 1) / BlockSize,
        () => new EventBlock(BlockSize),
        (own, part) => own.Read(slice(part * BlockSize, Math.Min(BlockSize, count - (part * BlockSize))), part * BlockSize),
        own =>
        {
            RequireFacts(slice(own.Start, own.Count), own, own.Start);
            own.Subscriptions.Number(names.Subscriptions);
        },
        own => own.NoteCustomers(Facts.Tables, names.Customers, own.Start),
        own => AddRead(slice(own.Start, own.Count), own));

    private static void RequireFacts(ReadOnlySpan<SubscriptionEvent> events, EventBlock own, int first)
    {
        for (int i = 0; i < events.Length; i++)
        {
            if (!own.Events[i].IsFact)
            {
                throw new ArgumentException(ProblemOf(events[i], first + i), nameof(events));
            }
        }
    }

    /// <summary>Adds events that were read, and of which the subscriptions have numbers and the customers are noted.</summary>
    private void AddRead(ReadOnlySpan<SubscriptionEvent> events, EventBlock own)
    {
        FactPrices prices = Facts.Tables.Prices;
        for (int i = 0; i < events.Length; i++)
        {
            if (i + FactPrices.PricesAhead < events.Length && own.Events[i + FactPrices.PricesAhead] is { HasPlainPrice: true } ahead)
            {
                prices.Prefetch(ahead.Price);
            }

            Add(events[i], own.Events[i], own.Subscriptions[i]);
        }
    }

    /// <summary>Adds events behind the first ones, of which there are as many as given.</summary>
    /// <returns>This collector; another one with the same numbers, where this one has got other events behind the first.</returns>
    public EventCollector With(ReadOnlySpan<SubscriptionEvent> events, int count)
    {
        lock (names)
        {
            EventCollector collector = Facts.Count == count ? this : First(count);
            collector.Add(events);
            return collector;
        }
    }

    /// <summary>A collector of the first events. All numbers are given in the order in which they come, so they are the same.</summary>
    private EventCollector First(int count)
    {
        var first = new EventCollector();
        for (int place = 0; place < count; place++)
        {
            AddedFact fact = Facts.Rows[place];
            first.Add([Facts.Tables.EventOf(fact.Subscription, new FactRow(fact.Ticks, place, fact.Content))]);
        }

        return first;
    }

    /// <summary>Why an event cannot be a fact, or nothing.</summary>
    public static string? ProblemOf(SubscriptionEvent? one, int place)
    {
        if (one is null)
        {
            return FormattableString.Invariant($"Event {place} is null; a history is made of events.");
        }

        if (one.Subscription == default || one.Customer == default)
        {
            return FormattableString.Invariant($"Event {place} names no subscription or no customer; an id is a text that is not empty.");
        }

        return one is SubscriptionEvent.Started { Price: null } or SubscriptionEvent.PriceChanged { Price: null }
            ? FormattableString.Invariant($"Event {place} has no price; what is free has a price of 0.")
            : null;
    }

    private void Add(SubscriptionEvent one, in ReadEvent read, int subscription)
    {
        int place = Facts.Add(subscription, read.At, read.HasPlainPrice ? new FactContent(read.Kind, Facts.Tables.Prices.Of(read.Price)) : Facts.ContentOf(one));
        if (!read.HasDetails)
        {
            return;
        }

        if (one.RecordedAt is { } recorded)
        {
            Facts.SetRecorded(place, recorded);
        }

        if (one.EventId is { } id)
        {
            Facts.SetEventId(place, names.Events.NumberOf(id));
        }
    }
}
