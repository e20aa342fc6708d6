using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>The end of a term of a subscription: the day on which it is renewed or not.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Subscription">The subscription.</param>
/// <param name="At">When the term ends.</param>
/// <param name="Renewed">Whether the subscription runs on, at a price above 0, after everything that happens at that instant.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RenewalCalendar.TermEnds")]
public sealed record TermEnd(CustomerId Customer, SubscriptionId Subscription, Instant At, bool Renewed) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("customer", Customer);
        json.Add("subscription", Subscription);
        json.Add("at", At);
        json.Add("renewed", Renewed);
    }
}

/// <summary>When the terms of every subscription end, by the interval of its price.</summary>
/// <remarks>
/// <para><b>Formula:</b> term k ends k intervals after the anchor, counted from the anchor on the clocks of the zone; a day that a month does
/// not have becomes its last (31 January, 28 February, 31 March). The anchor is the start, a resumption, a change of the interval, or the
/// first price above 0; another amount, quantity or discount leaves it. A pause, an end or a price of 0 stops the terms; one that falls on
/// that very instant still ends, without renewal.</para>
/// <para><b>Unit:</b> instants.</para>
/// <para><b>Undefined:</b> a trial, a pause and a price of 0 have no terms.</para>
/// <para><b>Cost:</b> one pass over the subscriptions; each query then reads one customer's intervals.</para>
/// <para><b>Source:</b> Stripe, "Set the subscription billing renewal date".</para>
/// </remarks>
/// <example><code>
/// RenewalCalendar terms = RenewalCalendar.Of(history, DateTimeZone.Utc);
/// terms.TermEnds("bo", march.Start, march.End).Single().Renewed; // false: he left on that very day
/// </code></example>
public sealed class RenewalCalendar
{
    private readonly Dictionary<CustomerId, RenewalTerms[]> terms = [];
    private readonly CustomerLifecycles lifecycles;

    private RenewalCalendar(CustomerLifecycles lifecycles, DateTimeZone zone)
    {
        Zone = zone;
        this.lifecycles = lifecycles;
        foreach (ImmutableArray<SubscriptionLifecycle> customer in lifecycles.ByCustomer)
        {
            RenewalTerms[] own = [.. customer.SelectMany(RenewalTerms.Of)];
            if (own.Length > 0)
            {
                terms.Add(customer[0].Customer, own);
            }
        }
    }

    /// <summary>The time zone that decides when a month is over.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Reads the terms off a checked history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="zone">The time zone that decides when a month is over.</param>
    public static RenewalCalendar Of(SubscriptionHistory history, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(zone);
        return new RenewalCalendar(history.Lifecycles, zone);
    }

    /// <summary>Every end of a term from one instant up to another, by customer, subscription and instant.</summary>
    /// <param name="from">The first instant that counts.</param>
    /// <param name="before">The first instant that does not.</param>
    public IEnumerable<TermEnd> TermEnds(Instant from, Instant before) => lifecycles.Customers.SelectMany(customer => TermEnds(customer, from, before));

    /// <summary>A customer's ends of terms from one instant up to another, by subscription and instant.</summary>
    /// <param name="customer">The customer; one who is not in the history has none.</param>
    /// <param name="from">The first instant that counts.</param>
    /// <param name="before">The first instant that does not.</param>
    /// <exception cref="ArgumentException"><paramref name="customer"/> is <see langword="default"/>.</exception>
    public IEnumerable<TermEnd> TermEnds(CustomerId customer, Instant from, Instant before) =>
        terms.GetValueOrDefault(customer.Named(nameof(customer)), []).SelectMany(interval => EndsOf(interval, from, before));

    /// <summary>Whether a term of a customer ends in a period: who is up for renewal in it.</summary>
    /// <exception cref="ArgumentException"><paramref name="customer"/> is <see langword="default"/>.</exception>
    public bool IsUpForRenewal(CustomerId customer, ReportingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return TermEnds(customer, period.Start, period.End).Any();
    }

    internal static RenewalCalendar Of(CustomerLifecycles lifecycles, DateTimeZone zone) => new(lifecycles, zone);

    /// <summary>Whether a term of a subscription was to end on the local day on which its interval did.</summary>
    internal bool StopsOnTermEnd(CustomerId customer, SubscriptionId subscription, Instant at)
    {
        LocalDate day = StartOfDay.DateAt(at, Zone);
        Instant from = StartOfDay.Of(day, Zone).ToInstant(), before = StartOfDay.Of(day.PlusDays(1), Zone).ToInstant();
        return Array.Exists(
            terms.GetValueOrDefault(customer, []),
            interval => interval.Subscription == subscription && (interval.Until is null || interval.Until >= at) && interval.Boundaries(Zone, from, before).Any());
    }

    private IEnumerable<TermEnd> EndsOf(RenewalTerms interval, Instant from, Instant before)
    {
        if (interval.From >= before || interval.Until < from)
        {
            return [];
        }

        return interval.Boundaries(Zone, from, before)
            .TakeWhile(at => interval.Until is not { } until || at <= until)
            .Select(at => new TermEnd(interval.Customer, interval.Subscription, at, at != interval.Until || interval.Continues));
    }

    /// <summary>The zone.</summary>
    public override string ToString() => FormattableString.Invariant($"ends of terms in {Zone}");
}
