using System.Globalization;
using NodaTime;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Objects;

namespace Retention.Metrics.Stripe.Facts;

/// <summary>The facts of a Stripe subscription: one of ours, and one more for each further interval of its items.</summary>
internal sealed class SubscriptionFacts
{
    private readonly string id;
    private readonly List<Fact> facts = [];
    private readonly List<(string Id, Instant From, Instant? To)> further = [];

    private SubscriptionFacts(string id, string customer, Lifecycle lifecycle)
    {
        this.id = id;
        Customer = customer;
        Lifecycle = lifecycle;
    }

    /// <summary>The customer.</summary>
    public string Customer { get; }

    /// <summary>What became of it.</summary>
    public Lifecycle Lifecycle { get; }

    /// <summary>The facts.</summary>
    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>Whether the price it began with is not known.</summary>
    public bool IsEarlierPriceUnknown { get; private set; }

    /// <summary>Whether it is known from its object alone, without an event, invoice or schedule.</summary>
    public bool IsTodaysPriceAlone { get; private set; }

    /// <summary>What nothing states of the schedule.</summary>
    public RefusedException? UnknownPhase { get; private set; }

    /// <summary>Makes the facts.</summary>
    /// <param name="states">The states in order.</param>
    /// <param name="schedule">The schedule, if there is one.</param>
    /// <param name="lines">The lines of invoices about it.</param>
    /// <param name="references">What objects refer to.</param>
    /// <param name="options">What a pause of collection means, and what the product of a price is.</param>
    /// <exception cref="RefusedException">They cannot be made.</exception>
    public static SubscriptionFacts Of(IReadOnlyList<KnownState> states, ScheduleState? schedule, IReadOnlyList<ChargedLine> lines, IReferences references, StripeImportOptions options)
    {
        KnownState[] paid = [.. states.Where(known => !known.State.IsNeverPaid)];
        SubscriptionState last = paid[^1].State;
        if (states.FirstOrDefault(known => known.State.Customer != last.Customer) is { } other)
        {
            throw new RefusedException(other.State.Path.Property("customer"), other.State.Customer, $"is another customer than {last.Customer}, which the subscription belongs to as well; one customer is expected");
        }

        var lifecycle = Lifecycle.Of(paid, options.CollectionPause == StripeCollectionPause.Paused);
        var made = new SubscriptionFacts(last.Id, last.Customer, lifecycle);
        made.facts.AddRange(lifecycle.Facts);
        if (lifecycle.Runs.Count > 0)
        {
            made.AddPrices(paid, schedule, lines, new TermsBuilder(references, options.ProductOfPrices));
        }

        made.RepeatForFurther();
        return made;
    }

    private void AddPrices(KnownState[] states, ScheduleState? schedule, IReadOnlyList<ChargedLine> lines, TermsBuilder terms)
    {
        var builder = new SegmentBuilder(states, Lifecycle.Runs[0].From, terms);
        IReadOnlyList<Segment> segments = builder.Build(schedule, lines);
        IsEarlierPriceUnknown = builder.IsEarlierPriceUnknown;
        UnknownPhase = builder.UnknownPhase;
        IsTodaysPriceAlone = !builder.IsFilled && Array.TrueForAll(states, known => known.Source.At is null);
        Instant? pending = Lifecycle.PendingEnd ?? EndOf(schedule, states);
        foreach (Run run in Lifecycle.Runs)
        {
            AddRun(run, run.To ?? pending ?? Instant.MaxValue, segments);
        }
    }

    /// <summary>The end that a schedule brings, which the subscription itself does not show yet.</summary>
    private Instant? EndOf(ScheduleState? schedule, KnownState[] states)
    {
        if (schedule is not { EndsSubscription: true, IsOver: false, Phases: [.., var phase] } || !states[^1].State.IsLive || Lifecycle.Runs[^1].To is not null)
        {
            return null;
        }

        Instant requested = Instant.Min(Instant.Max(schedule.Created, Lifecycle.Runs[^1].From), phase.End);
        facts.Add(new Fact(id, FactKind.CancellationScheduled, requested, new Source(At: null, schedule.Created, EventId: null)) { EffectiveAt = phase.End });
        return phase.End;
    }

    private void AddRun(Run run, Instant limit, IReadOnlyList<Segment> segments)
    {
        var charged = new Dictionary<string, Charge>(StringComparer.Ordinal);
        int place = 0;
        foreach (Instant at in Instants(run.From, limit, segments))
        {
            while (place + 1 < segments.Count && segments[place + 1].From <= at)
            {
                place++;
            }

            Segment segment = segments[place];
            Source source = at == run.From ? run.Source : segment.Source;
            IReadOnlyList<Charge> charges = segment.Terms.At(at);
            var now = charges.Select((charge, part) => (Id: part == 0 ? id : FurtherId(charge.Price.Interval), Charge: charge)).ToDictionary(one => one.Id, one => one.Charge, StringComparer.Ordinal);
            foreach ((string gone, _) in charged.Where(one => !now.ContainsKey(one.Key)).ToArray())
            {
                facts.Add(new Fact(gone, FactKind.Ended, at, source));
                Close(gone, at);
                _ = charged.Remove(gone);
            }

            foreach ((string one, Charge charge) in now)
            {
                bool runs = charged.TryGetValue(one, out Charge? before);
                if (!runs || !IsSame(before!, charge, at))
                {
                    facts.Add(new Fact(one, runs ? FactKind.PriceChanged : FactKind.Started, at, source) { Price = charge.Price, Discount = charge.Discount });
                }

                if (!runs && one != id)
                {
                    further.Add((one, at, To: null));
                }

                charged[one] = charge;
            }
        }

        foreach ((string one, _) in charged.Where(one => one.Key != id && run.To is not null))
        {
            Close(one, run.To!.Value);
        }
    }

    private void Close(string one, Instant at)
    {
        int place = further.FindLastIndex(open => open.Id == one);
        if (place >= 0)
        {
            further[place] = further[place] with { To = at };
        }
    }

    /// <summary>The instants within a run at which the terms or what is off may change, the start among them.</summary>
    private static SortedSet<Instant> Instants(Instant from, Instant limit, IReadOnlyList<Segment> segments)
    {
        var instants = new SortedSet<Instant> { from };
        for (int i = 0; i < segments.Count; i++)
        {
            Instant start = segments[i].From, end = i + 1 < segments.Count ? segments[i + 1].From : Instant.MaxValue;
            foreach (Instant at in segments[i].Terms.Boundaries.Append(start))
            {
                if (at > from && at < limit && at >= start && at < end)
                {
                    _ = instants.Add(at);
                }
            }
        }

        return instants;
    }

    private static bool IsSame(Charge before, Charge after, Instant at) =>
        before.Price == after.Price && (before.Discount is { Until: { } end } && end <= at ? null : before.Discount) == after.Discount;

    private string FurtherId(BillingInterval interval) => string.Create(CultureInfo.InvariantCulture, $"{id}:{interval.Count}-{interval.Unit.ToString().ToLowerInvariant()}");

    /// <summary>What happens to the subscription happens to each of its parts.</summary>
    private void RepeatForFurther()
    {
        foreach ((string part, Instant from, Instant? to) in further)
        {
            Fact[] own = [.. facts.Where(fact => fact.Subscription == id && fact.Kind is not (FactKind.TrialStarted or FactKind.Started or FactKind.PriceChanged))];
            Repeat(own, part, from, FactKind.CancellationScheduled, FactKind.CancellationRevoked);
            Repeat(own, part, from, FactKind.Paused, FactKind.Resumed);

            // A part that was taken off the subscription has an end of its own.
            bool taken = facts.Exists(fact => fact.Subscription == part && fact.Kind == FactKind.Ended && fact.At == to);
            facts.AddRange(own.Where(fact => fact.At > from && (to is not { } end || fact.At < end || (fact.At == end && !taken))).Select(fact => fact with { Subscription = part }));
        }
    }

    /// <summary>What holds when a part begins holds for it from its beginning.</summary>
    private void Repeat(Fact[] own, string part, Instant from, FactKind begins, FactKind ends)
    {
        Fact? last = own.Where(fact => (fact.Kind == begins || fact.Kind == ends) && fact.At <= from).MaxBy(fact => fact.At);
        if (last?.Kind == begins)
        {
            facts.Add(last with { Subscription = part, At = from });
        }
    }
}
