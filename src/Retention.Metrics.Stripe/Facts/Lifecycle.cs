using NodaTime;
using Retention.Metrics.Stripe.Objects;

namespace Retention.Metrics.Stripe.Facts;

/// <summary>A state of a subscription and which object or event it comes from.</summary>
/// <param name="State">The subscription as it was then.</param>
/// <param name="Source">The object or event.</param>
/// <param name="Before">The items and discounts before the change, where the event says.</param>
internal sealed record KnownState(SubscriptionState State, Source Source, SubscriptionState? Before);

/// <summary>A time in which a subscription recurs at a price.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Source">Which object or event says so.</param>
/// <param name="To">When it ends, if it has.</param>
internal sealed record Run(Instant From, Source Source, Instant? To);

/// <summary>What became of a subscription, without its prices: trials, ends, cancellations, pauses and payments, from its states in order.</summary>
internal sealed class Lifecycle
{
    private enum Phase
    {
        NotStarted,
        Trial,
        Running,
        Over,
    }

    private readonly string id;
    private readonly List<Run> runs = [];
    private readonly List<Fact> facts = [];
    private Phase phase;
    private Trial? trial;
    private Instant liveFrom;
    private Instant? pending;
    private bool isPastDue;
    private bool isPaused;

    private Lifecycle(string id) => this.id = id;

    /// <summary>When it recurs at a price, rising.</summary>
    public IReadOnlyList<Run> Runs => runs;

    /// <summary>All facts but starts and prices.</summary>
    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>When it will end, as far as is known.</summary>
    public Instant? PendingEnd => pending;

    /// <summary>Whether the instant of its end or pause is not stated.</summary>
    public bool IsEstimated { get; private set; }

    /// <summary>Whether it is past due, and not since when.</summary>
    public bool IsPastDueSinceUnknown { get; private set; }

    /// <summary>Reads states in their order.</summary>
    /// <param name="states">The states.</param>
    /// <param name="pauses">Whether a pause of collection is a pause.</param>
    public static Lifecycle Of(IReadOnlyList<KnownState> states, bool pauses)
    {
        var lifecycle = new Lifecycle(states[0].State.Id);
        foreach (KnownState one in states.Where(known => !known.State.IsNeverPaid))
        {
            lifecycle.Add(one.State, one.Source, pauses);
        }

        return lifecycle;
    }

    private void Add(SubscriptionState state, Source source, bool pauses)
    {
        trial = state.Trial ?? trial;
        if (phase == Phase.NotStarted)
        {
            Begin(state, source);
        }
        else if (phase == Phase.Over && state.Status is SubscriptionStatus.Active or SubscriptionStatus.PastDue && source.At is { } again)
        {
            // What was unpaid for good has been paid after all.
            Run(again, source);
        }

        if (phase == Phase.Trial && IsPaidAfterTrial(state))
        {
            Run(Earlier(trial!.Value.End, source.At), source);
        }

        if (phase is Phase.NotStarted or Phase.Over)
        {
            return;
        }

        Cancel(state, source);
        switch (state.Status)
        {
            case SubscriptionStatus.Canceled:
                End(state.EndedAt!.Value, state.Reason, source);
                break;
            case SubscriptionStatus.Unpaid:
                End(Since(state, source), ChurnReason.Involuntary, source);
                break;
            default:
                Pay(state, source);
                Pause(state, source, pauses);
                break;
        }
    }

    private void Begin(SubscriptionState state, Source source)
    {
        if (state.BeganInTrial)
        {
            phase = Phase.Trial;
            liveFrom = state.Trial!.Value.Start;
            Add(FactKind.TrialStarted, liveFrom, source);
        }
        else
        {
            Run(state.Start, source);
        }
    }

    private void Run(Instant from, Source source)
    {
        liveFrom = phase == Phase.Trial ? liveFrom : from;
        phase = Phase.Running;
        (isPastDue, isPaused) = (false, false);
        runs.Add(new Run(from, source, To: null));
    }

    /// <summary>Whether the trial has ended with a payment: one that ends with the trial has not.</summary>
    private bool IsPaidAfterTrial(SubscriptionState state) => state.Status switch
    {
        SubscriptionStatus.Active or SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid => true,
        SubscriptionStatus.Canceled => state.EndedAt > trial!.Value.End + SubscriptionState.Tolerance,
        _ => false,
    };

    private void Cancel(SubscriptionState state, Source source)
    {
        Instant? end = state.IsLive ? state.CancelAt : state.Status == SubscriptionStatus.Canceled && source.At is null && state.CanceledAt < state.EndedAt ? state.EndedAt : pending;
        if (end == pending)
        {
            return;
        }

        if (end is { } at)
        {
            Instant requested = state.CanceledAt is { } asked && (source.At is null || asked <= source.At) ? asked : source.At ?? liveFrom;
            requested = Instant.Min(Instant.Max(requested, liveFrom), at);
            facts.Add(new Fact(id, FactKind.CancellationScheduled, requested, source) { EffectiveAt = at, Reason = state.Reason });
        }
        else
        {
            Add(FactKind.CancellationRevoked, Earlier(pending!.Value, source.At), source);
        }

        pending = end;
    }

    private void End(Instant at, ChurnReason reason, Source source)
    {
        facts.Add(new Fact(id, FactKind.Ended, at, source) { Reason = reason });
        if (phase == Phase.Running)
        {
            runs[^1] = runs[^1] with { To = at };
        }

        (phase, pending) = (Phase.Over, null);
    }

    private void Pay(SubscriptionState state, Source source)
    {
        bool due = state.Status == SubscriptionStatus.PastDue;
        if (source.At is not { } at)
        {
            IsPastDueSinceUnknown |= due;
            return;
        }

        if (due != isPastDue)
        {
            Add(due ? FactKind.PaymentFailed : FactKind.PaymentRecovered, at, source);
            isPastDue = due;
        }
    }

    private void Pause(SubscriptionState state, Source source, bool pauses)
    {
        // A trial that ends without a payment method is paused: it has not begun to pay.
        if (phase != Phase.Running)
        {
            return;
        }

        bool paused = state.Status == SubscriptionStatus.Paused || (pauses && state.CollectionPaused);
        if (paused != isPaused)
        {
            Add(paused ? FactKind.Paused : FactKind.Resumed, Since(state, source), source);
            isPaused = paused;
        }
    }

    /// <summary>When the event was created; of an object the start of the period in which its status began, which is the nearest that it says.</summary>
    private Instant Since(SubscriptionState state, Source source)
    {
        if (source.At is { } recorded)
        {
            return recorded;
        }

        IsEstimated = true;
        return Instant.Max(state.PeriodStart ?? runs[^1].From, runs[^1].From);
    }

    private void Add(FactKind kind, Instant at, Source source) => facts.Add(new Fact(id, kind, at, source));

    private static Instant Earlier(Instant at, Instant? other) => other is { } limit ? Instant.Min(at, limit) : at;
}
