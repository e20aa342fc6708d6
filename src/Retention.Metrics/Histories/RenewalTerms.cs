using NodaTime;

namespace Retention.Metrics.Histories;

/// <summary>An interval of a subscription's life in which terms follow one another from one anchor.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Subscription">The subscription.</param>
/// <param name="From">Where the first term starts: the anchor.</param>
/// <param name="Until">End of the interval, or <see langword="null"/> where it goes on.</param>
/// <param name="Continues">Whether a paid interval follows this one.</param>
/// <param name="Interval">How long a term is.</param>
internal sealed record RenewalTerms(CustomerId Customer, SubscriptionId Subscription, Instant From, Instant? Until, bool Continues, BillingInterval Interval)
{
    // NodaTime's calendar ends with the year 9999; a term that reaches so far does not end.
    private const int LastYear = 9998;

    /// <summary>The intervales of one subscription: it runs at a price above 0, on one interval.</summary>
    /// <remarks>A start, a resumption, another interval and the first price above 0 set a new anchor; another amount or quantity does not.</remarks>
    public static IEnumerable<RenewalTerms> Of(SubscriptionLifecycle lifecycle)
    {
        (Instant From, BillingInterval Interval)? open = null;
        foreach (LifecycleMoment moment in lifecycle.Moments)
        {
            bool runs = HasTerms(moment.After);
            bool anew = runs && (open is null || moment.After.Price!.Interval != open.Value.Interval || Restarts(moment));
            if (open is { } ended && (!runs || anew))
            {
                yield return new RenewalTerms(lifecycle.Customer, lifecycle.Subscription, ended.From, moment.At, runs, ended.Interval);
                open = null;
            }

            if (anew)
            {
                open = (moment.At, moment.After.Price!.Interval);
            }
        }

        if (open is { } last)
        {
            yield return new RenewalTerms(lifecycle.Customer, lifecycle.Subscription, last.From, null, Continues: true, last.Interval);
        }
    }

    /// <summary>Whether a step is one through which terms run.</summary>
    public static bool HasTerms(LifecycleStep step) => step.State == LifecycleState.Running && step.Price is { Amount.Amount: > 0m, Quantity: > 0 };

    /// <summary>The ends of terms from one instant up to another, as the clocks of a zone show the anchor; whether the interval reaches so far is not checked.</summary>
    public IEnumerable<Instant> Boundaries(DateTimeZone zone, Instant from, Instant before)
    {
        LocalDateTime anchor = From.InZone(zone).LocalDateTime;
        LocalDateTime first = Instant.Max(from, From).InZone(zone).LocalDateTime;
        Instant? previous = null;
        long step = Step;
        long elapsed = InMonths
            ? ((first.Year - anchor.Year) * 12L) + first.Month - anchor.Month
            : Period.DaysBetween(anchor.Date, first.Date);
        for (long term = Math.Max(1, (elapsed / step) - 1); ; term++)
        {
            long away = term * step;
            if (away > (LastYear - anchor.Year) * (InMonths ? 12L : 365L))
            {
                yield break;
            }

            // Always counted from the anchor, so that 31 January is followed by 28 February and then by 31 March.
            LocalDateTime boundary = InMonths ? anchor.PlusMonths((int)away) : anchor.PlusDays((int)away);
            Instant at = Instant.FromUnixTimeTicks(boundary.InZoneLeniently(zone).ToInstant().ToUnixTimeTicks());
            if (at >= before)
            {
                yield break;
            }

            // A day that a zone leaves out ends no term of its own: what would end on it ends with the next day.
            if (at >= from && at != previous)
            {
                yield return at;
            }

            previous = at;
        }
    }

    private bool InMonths => Interval.Unit is BillingUnit.Month or BillingUnit.Quarter or BillingUnit.Year;

    private long Step => (long)Interval.Count * Interval.Unit switch
    {
        BillingUnit.Week => 7,
        BillingUnit.Quarter => 3,
        BillingUnit.Year => 12,
        _ => 1,
    };

    private static bool Restarts(LifecycleMoment moment) =>
        moment.Has<SubscriptionEvent.Started>() || moment.Has<SubscriptionEvent.Resumed>() || !HasTerms(moment.Before);
}
