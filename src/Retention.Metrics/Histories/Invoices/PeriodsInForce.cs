using NodaTime;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>The full periods of one subscription that hold before and after an instant, which moves forward.</summary>
/// <remarks>
/// A period that has ended is in force never again: it is dropped from each queue once it is first there, so that each costs O(log n) in all.
/// </remarks>
/// <param name="periods">The periods, in the order of their starts.</param>
internal sealed class PeriodsInForce(List<ChargedPeriod> periods)
{
    private readonly Queue<ChargedPeriod> all = new();
    private readonly Dictionary<string, Queue<ChargedPeriod>> byProduct = new(StringComparer.Ordinal);
    private readonly PriorityQueue<ChargedPeriod, Instant> byEnd = new();
    private readonly PriorityQueue<ChargedPeriod, Instant> byLatestEnd = new(Comparer<Instant>.Create((one, other) => other.CompareTo(one)));
    private Instant now;
    private int begun;

    /// <summary>The first by order of starts.</summary>
    public ChargedPeriod? First => FirstOf(all);

    /// <summary>The latest end.</summary>
    public Instant? LatestEnd
    {
        get
        {
            while (byLatestEnd.TryPeek(out ChargedPeriod? period, out Instant end))
            {
                if (IsInForce(period))
                {
                    return end;
                }

                _ = byLatestEnd.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Moves to an instant that is later than the last.</summary>
    public void MoveTo(Instant at)
    {
        now = at;
        for (; begun < periods.Count && periods[begun].Start < at; begun++)
        {
            ChargedPeriod period = periods[begun];
            if (!IsInForce(period))
            {
                continue;
            }

            if (!byProduct.TryGetValue(period.Product, out Queue<ChargedPeriod>? own))
            {
                byProduct[period.Product] = own = new Queue<ChargedPeriod>();
            }

            own.Enqueue(period);
            all.Enqueue(period);
            byEnd.Enqueue(period, period.End);
            byLatestEnd.Enqueue(period, period.End);
        }
    }

    /// <summary>The first of a product by order of starts.</summary>
    public ChargedPeriod? FirstOf(string product) => byProduct.TryGetValue(product, out Queue<ChargedPeriod>? own) ? FirstOf(own) : null;

    /// <summary>Ends each of some products now; where there is none, ends each of any product.</summary>
    public void EndProducts(IEnumerable<string> products)
    {
        bool hasEnded = false;
        foreach (string product in products)
        {
            hasEnded |= byProduct.TryGetValue(product, out Queue<ChargedPeriod>? own) && EndAll(own);
        }

        _ = hasEnded || EndAll(all);
    }

    /// <summary>Ends each that would end by an instant, or later by no more than the join gap, now.</summary>
    public void EndThoseUntil(Instant instant, Duration joinGap)
    {
        while (byEnd.TryPeek(out ChargedPeriod? period, out Instant end) && WithinCalendar.Before(end, joinGap) <= instant)
        {
            _ = byEnd.Dequeue();
            if (IsInForce(period))
            {
                period.End = now;
            }
        }
    }

    private bool EndAll(Queue<ChargedPeriod> some)
    {
        bool hasEnded = false;
        while (some.TryDequeue(out ChargedPeriod? period))
        {
            if (IsInForce(period))
            {
                period.End = now;
                hasEnded = true;
            }
        }

        return hasEnded;
    }

    private ChargedPeriod? FirstOf(Queue<ChargedPeriod> some)
    {
        while (some.TryPeek(out ChargedPeriod? period))
        {
            if (IsInForce(period))
            {
                return period;
            }

            _ = some.Dequeue();
        }

        return null;
    }

    private bool IsInForce(ChargedPeriod period) => period.End > now;
}
