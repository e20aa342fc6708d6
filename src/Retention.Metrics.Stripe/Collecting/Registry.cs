using NodaTime;
using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Objects that subscriptions refer to, by id: of several states of one the latest holds.</summary>
/// <typeparam name="T">The kind of object.</typeparam>
internal sealed class Registry<T>
    where T : class
{
    private readonly Dictionary<string, List<Entry>> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> latest = new(StringComparer.Ordinal);

    /// <summary>The objects that hold, once <see cref="Settle"/> was called.</summary>
    public IEnumerable<(string Id, T Value)> All => latest.Select(one => (one.Key, one.Value.Value));

    /// <summary>Adds an object.</summary>
    public void Add(string id, T value, string content, Instant? recorded, Place place, JsonPath path)
    {
        if (!entries.TryGetValue(id, out List<Entry>? states))
        {
            entries[id] = states = [];
        }

        states.Add(new Entry(value, Digest.Of(content), recorded, place, path));
    }

    /// <summary>Adds the objects of documents that follow.</summary>
    /// <param name="later">Their objects.</param>
    /// <param name="before">How many documents and lines come before them.</param>
    public void Take(Registry<T> later, Place before)
    {
        foreach ((string id, List<Entry> states) in later.entries)
        {
            if (!entries.TryGetValue(id, out List<Entry>? known))
            {
                entries[id] = known = [];
            }

            known.AddRange(states.Select(state => state with { Place = state.Place.After(before) }));
        }
    }

    /// <summary>Decides which state of each object holds, and counts the others.</summary>
    public void Settle(Account account)
    {
        foreach ((string id, List<Entry> states) in entries)
        {
            Entry[] distinct = [.. states.DistinctBy(state => (state.Content, state.Recorded))];
            for (int i = distinct.Length; i < states.Count; i++)
            {
                account.Repeat();
            }

            Entry last = distinct.MaxBy(state => state.Recorded ?? Instant.MinValue)!;
            Entry[] equal = [.. distinct.Where(state => state.Recorded == last.Recorded)];
            if (equal.Length > 1)
            {
                account.Report(last.Place, new RefusedException(last.Path, id, "two states of one object, and nothing says which is the later; one is expected"));
                account.Refuse(distinct.Length);
                continue;
            }

            for (int i = 1; i < distinct.Length; i++)
            {
                account.Supersede();
            }

            latest[id] = last;
        }
    }

    /// <summary>The object of an id, marked as used.</summary>
    public T? Find(string id)
    {
        if (!latest.TryGetValue(id, out Entry? entry))
        {
            return null;
        }

        entry.IsUsed = true;
        return entry.Value;
    }

    /// <summary>Counts the objects that hold as used or left out.</summary>
    /// <param name="account">The account.</param>
    /// <param name="rule">Why an object is left out that was not used.</param>
    public void Close(Account account, Func<T, StripeRule> rule)
    {
        foreach (Entry entry in latest.Values)
        {
            if (entry.IsRefused)
            {
                account.Refuse(1);
            }
            else if (entry.IsUsed)
            {
                account.Use();
            }
            else
            {
                account.LeaveOut(rule(entry.Value));
            }
        }
    }

    /// <summary>Refuses the object of an id.</summary>
    public void Refuse(string id, Account account, RefusedException refusal)
    {
        Entry entry = latest[id];
        if (!entry.IsRefused)
        {
            entry.IsRefused = true;
            account.Report(entry.Place, refusal);
        }
    }

    private sealed record Entry(T Value, UInt128 Content, Instant? Recorded, Place Place, JsonPath Path)
    {
        public bool IsUsed { get; set; }

        public bool IsRefused { get; set; }
    }
}
