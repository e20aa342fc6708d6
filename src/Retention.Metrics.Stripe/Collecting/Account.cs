using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Counts what becomes of objects, and keeps the refusals.</summary>
internal sealed class Account
{
    private readonly SortedDictionary<StripeRule, long> leftOut = [];
    private readonly List<StripeRefusal> refusals = [];
    private long read;
    private long used;
    private long repeated;
    private long superseded;
    private long refused;

    /// <summary>How many objects were read.</summary>
    public long Objects => read;

    /// <summary>The counts.</summary>
    public StripeObjectCounts Counts => new(read, used, repeated, superseded, leftOut.Values.Sum(), refused);

    /// <summary>What the rules have left out.</summary>
    public IReadOnlyList<StripeLeftOut> LeftOut => [.. leftOut.Select(one => new StripeLeftOut(one.Key, one.Value))];

    /// <summary>The refusals, in the order of the documents.</summary>
    public IReadOnlyList<StripeRefusal> Refusals => [.. refusals.OrderBy(one => one.Document).ThenBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Reason, StringComparer.Ordinal)];

    /// <summary>An object was read.</summary>
    public void Read() => read++;

    /// <summary>Objects are used.</summary>
    public void Use(long count = 1) => used += count;

    /// <summary>An object came again.</summary>
    public void Repeat() => repeated++;

    /// <summary>A later state of an object is known.</summary>
    public void Supersede() => superseded++;

    /// <summary>Objects are left out by a rule.</summary>
    public void LeaveOut(StripeRule rule, long count = 1) => leftOut[rule] = leftOut.GetValueOrDefault(rule) + count;

    /// <summary>Objects are refused because of another one.</summary>
    public void Refuse(long count) => refused += count;

    /// <summary>Something is refused that is no object of its own, or one that is counted apart.</summary>
    public void Report(Place place, RefusedException refusal) => refusals.Add(new StripeRefusal(place.Document, place.Line, refusal.Path.ToString(), refusal.Value, refusal.Message));

    /// <summary>Adds what was counted of documents that follow.</summary>
    /// <param name="later">The account of them.</param>
    /// <param name="before">How many documents and lines come before them.</param>
    public void Take(Account later, Place before)
    {
        (read, used, repeated, superseded, refused) = (read + later.read, used + later.used, repeated + later.repeated, superseded + later.superseded, refused + later.refused);
        foreach ((StripeRule rule, long count) in later.leftOut)
        {
            LeaveOut(rule, count);
        }

        refusals.AddRange(later.refusals.Select(one => one with { Document = before.Document + one.Document, Line = before.Line + one.Line }));
    }
}
