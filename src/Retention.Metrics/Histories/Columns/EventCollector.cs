using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Reads events into columns.</summary>
internal sealed class EventCollector
{
    // How many events are looked up together: more loads than a core can have under way.
    private const int AtOnce = 32;

    // A block of events is read ahead, and ids that came before are found, by another thread while the block before it is added: both wait for memory, not for each other.
    private const int BlockSize = 1 << 11;
    private const int ManyEvents = 1 << 16;

    private readonly FactKeys<CustomerId, SubscriptionId> keys = new();

    public EventCollector() => Facts = new FactCollector(keys);

    /// <summary>The facts read so far.</summary>
    public FactCollector Facts { get; }

    /// <summary>Reads all events.</summary>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    public static FactCollector Of(IEnumerable<SubscriptionEvent> events, ExecutionOptions? execution = null)
    {
        var collector = new EventCollector();
        bool ahead = (execution ?? ExecutionOptions.Default).Threads > 1;
        switch (events)
        {
            case SubscriptionEvent[] { Length: >= ManyEvents } array when ahead:
                collector.AddReadAhead(array.Length, (start, count) => array.AsSpan(start, count));
                break;
            case List<SubscriptionEvent> { Count: >= ManyEvents } list when ahead:
                collector.AddReadAhead(list.Count, (start, count) => CollectionsMarshal.AsSpan(list).Slice(start, count));
                break;
            case SubscriptionEvent[] array:
                collector.Add(array);
                break;
            case List<SubscriptionEvent> list:
                collector.Add(CollectionsMarshal.AsSpan(list));
                break;
            case ImmutableArray<SubscriptionEvent> array:
                collector.Add(array.AsSpan());
                break;
            default:
                foreach (SubscriptionEvent[] some in events.Chunk(AtOnce))
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
        var collector = new EventCollector();
        collector.Add(events);
        return collector.Facts;
    }

    /// <summary>Reads all events as they come.</summary>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    public static async Task<FactCollector> OfAsync(IAsyncEnumerable<SubscriptionEvent> events, CancellationToken cancellation)
    {
        var collector = new EventCollector();
        var some = new SubscriptionEvent[AtOnce];
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
        Span<ReadEvent> read = stackalloc ReadEvent[AtOnce];
        for (int start = 0; start < events.Length; start += AtOnce)
        {
            ReadOnlySpan<SubscriptionEvent> some = events[start..Math.Min(start + AtOnce, events.Length)];
            Read(some, read);
            AddRead(some, read);
        }
    }

    private delegate ReadOnlySpan<SubscriptionEvent> Slice(int start, int count);

    /// <summary>Adds many events, of which another thread reads a block ahead; this one helps when it has nothing to add.</summary>
    private void AddReadAhead(int count, Slice slice)
    {
        (ReadEvent[] ready, ReadEvent[] ahead) = (new ReadEvent[BlockSize], new ReadEvent[BlockSize]);
        ReadBlock(0, ready, new StrongBox<int>());
        for (int start = 0; start < count; start += BlockSize)
        {
            int next = start + BlockSize;
            var taken = new StrongBox<int>();
            ReadEvent[] read = ahead;
            Task reading = next < count ? Task.Run(() => ReadBlock(next, read, taken)) : Task.CompletedTask;
            ReadOnlySpan<SubscriptionEvent> block = slice(start, Math.Min(BlockSize, count - start));
            for (int first = 0; first < block.Length; first += AtOnce)
            {
                AddRead(block[first..Math.Min(first + AtOnce, block.Length)], ready.AsSpan(first));
            }

            if (next < count)
            {
                ReadBlock(next, ahead, taken);
            }

            reading.GetAwaiter().GetResult();
            (ready, ahead) = (ahead, ready);
        }

        void ReadBlock(int start, ReadEvent[] read, StrongBox<int> taken)
        {
            ReadOnlySpan<SubscriptionEvent> block = slice(start, Math.Min(BlockSize, count - start));
            while (Interlocked.Add(ref taken.Value, AtOnce) - AtOnce is var first && first < block.Length)
            {
                Read(block[first..Math.Min(first + AtOnce, block.Length)], read.AsSpan(first));
            }
        }
    }

    /// <summary>Reads events, and finds ids that have numbers already. May run while another thread adds those before.</summary>
    private void Read(ReadOnlySpan<SubscriptionEvent> events, Span<ReadEvent> read)
    {
        _ = Load(events);
        for (int i = 0; i < events.Length; i++)
        {
            read[i] = ProblemOf(events[i], i) is null ? ReadEvent.Of(events[i]) : default;
        }

        _ = LoadLikely(read[..events.Length]);
        for (int i = 0; i < events.Length; i++)
        {
            if (read[i].IsFact)
            {
                read[i] = read[i] with
                {
                    Subscription = keys.Find(events[i].Subscription, read[i].SubscriptionHash),
                    Customer = keys.Find(events[i].Customer, read[i].CustomerHash),
                };
            }
        }
    }

    /// <summary>Adds events that were read.</summary>
    private void AddRead(ReadOnlySpan<SubscriptionEvent> events, ReadOnlySpan<ReadEvent> read)
    {
        _ = LoadSlots(read[..events.Length]);
        for (int i = 0; i < events.Length; i++)
        {
            if (!read[i].IsFact)
            {
                throw new ArgumentException(ProblemOf(events[i], Facts.Count), nameof(events));
            }

            Add(events[i], read[i]);
        }
    }

    /// <summary>Adds events behind the first ones, of which there are as many as given.</summary>
    /// <returns>This collector; another one with the same numbers, where this one has got other events behind the first.</returns>
    public EventCollector With(ReadOnlySpan<SubscriptionEvent> events, int count)
    {
        lock (keys)
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

    /// <summary>Reads what finding ids will compare, likewise: one step after another, as each depends on the one before.</summary>
    /// <returns>Nothing of use.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int LoadLikely(ReadOnlySpan<ReadEvent> read)
    {
        Span<(int Subscription, int Customer)> likely = stackalloc (int, int)[AtOnce];
        int loaded = 0;
        for (int i = 0; i < read.Length; i++)
        {
            likely[i] = (keys.LikelySubscription(read[i].SubscriptionHash), keys.LikelyCustomer(read[i].CustomerHash));
        }

        for (int i = 0; i < read.Length; i++)
        {
            loaded ^= keys.TryGetSubscription(likely[i].Subscription, out _) ^ keys.TryGetCustomer(likely[i].Customer, out _) ? 1 : 0;
        }

        for (int i = 0; i < read.Length; i++)
        {
            loaded ^= keys.TryGetSubscription(likely[i].Subscription, out SubscriptionId subscription) ? subscription.Value.Length : 0;
            loaded ^= keys.TryGetCustomer(likely[i].Customer, out CustomerId customer) ? customer.Value.Length : 0;
        }

        return loaded;
    }

    /// <summary>Reads where searches for ids without a number and for prices will begin, likewise.</summary>
    /// <returns>Nothing of use.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int LoadSlots(ReadOnlySpan<ReadEvent> read)
    {
        int loaded = 0;
        foreach (ref readonly ReadEvent one in read)
        {
            loaded ^= one.Subscription < 0 ? keys.LikelySubscription(one.SubscriptionHash) : 0;
            loaded ^= one.Customer < 0 ? keys.LikelyCustomer(one.CustomerHash) : 0;
            loaded ^= one.HasPlainPrice ? Facts.Tables.Prices.LikelyIndex(one.Price) : 0;
        }

        return loaded;
    }

    private static RecurringPrice? PriceOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => started.Price,
        SubscriptionEvent.PriceChanged changed => changed.Price,
        _ => null,
    };

    private void Add(SubscriptionEvent one, in ReadEvent read)
    {
        int subscription = read.Subscription >= 0 ? read.Subscription : keys.NumberOf(one.Subscription, read.SubscriptionHash);
        int customer = read.Customer >= 0 ? read.Customer : keys.NumberOf(one.Customer, read.CustomerHash);
        int place = Facts.Add(subscription, customer, read.At, read.HasPlainPrice ? new FactContent(read.Kind, Facts.Tables.Prices.Of(read.Price)) : Facts.ContentOf(one));
        if (one.RecordedAt is { } recorded)
        {
            Facts.SetRecorded(place, recorded);
        }

        if (one.EventId is { } id)
        {
            Facts.SetEventId(place, keys.NumberOfEvent(id));
        }
    }
}
