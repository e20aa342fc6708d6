namespace Retention.Metrics.Histories.Columns;

/// <summary>Facts of some subscriptions, one subscription after another, collected by one thread; filled again and again.</summary>
internal sealed class FactRun
{
    private readonly List<(int Subscription, int Customer, int Start)> subscriptions = [];
    private readonly List<(int Fact, int Nanos)> nanos = [];
    private readonly List<(int Fact, int Customer)> others = [];
    private FactRow[] rows = [];
    private int[] sources = [];

    /// <summary>How many facts there are.</summary>
    public int Count { get; private set; }

    /// <summary>The facts; the place of each is its index here.</summary>
    public ReadOnlySpan<FactRow> Rows => rows.AsSpan(0, Count);

    /// <summary>What each fact comes from: a number of the caller's.</summary>
    public ReadOnlySpan<int> Sources => sources.AsSpan(0, Count);

    /// <summary>The subscriptions, rising, each with the customer and the index of its first fact.</summary>
    public List<(int Subscription, int Customer, int Start)> Subscriptions => subscriptions;

    /// <summary>The nanoseconds beyond a tick of those facts that have any.</summary>
    public List<(int Fact, int Nanos)> Nanos => nanos;

    /// <summary>The customers of those facts that have another than the first of their subscription.</summary>
    public List<(int Fact, int Customer)> Others => others;

    /// <summary>Adds a fact of the last subscription or of a later one.</summary>
    public void Add(int source, int subscription, int customer, FactInstant at, FactContent content)
    {
        if (subscriptions.Count == 0 || subscriptions[^1].Subscription != subscription)
        {
            Begin(subscription, customer);
        }
        else if (subscriptions[^1].Customer != customer)
        {
            others.Add((Count, customer));
        }

        if (at.Nanos != 0)
        {
            nanos.Add((Count, at.Nanos));
        }

        Add(source, at.Ticks, content);
    }

    /// <summary>Begins a later subscription, of which a fact is added next.</summary>
    public void Begin(int subscription, int customer) => subscriptions.Add((subscription, customer, Count));

    /// <summary>Adds a fact at a whole tick of the subscription that was begun last, and of its customer.</summary>
    public void Add(int source, long ticks, FactContent content)
    {
        if (Count == rows.Length)
        {
            Grow();
        }

        sources[Count] = source;
        rows[Count] = new FactRow(ticks, Count, content);
        Count++;
    }

    /// <summary>Takes back the facts behind the first so many.</summary>
    public void TakeBack(int count)
    {
        Count = count;
        RemoveEnd(subscriptions, static (one, count) => one.Start >= count, count);
        RemoveEnd(nanos, static (one, count) => one.Fact >= count, count);
        RemoveEnd(others, static (one, count) => one.Fact >= count, count);
    }

    public void Clear() => TakeBack(0);

    private static void RemoveEnd<T>(List<T> list, Func<T, int, bool> isBehind, int count)
    {
        int kept = list.Count;
        while (kept > 0 && isBehind(list[kept - 1], count))
        {
            kept--;
        }

        list.RemoveRange(kept, list.Count - kept);
    }

    private void Grow()
    {
        int length = Math.Max(16, 2 * Count);
        Array.Resize(ref rows, length);
        Array.Resize(ref sources, length);
    }
}
