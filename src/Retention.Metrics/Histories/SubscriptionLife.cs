using NodaTime;

namespace Retention.Metrics;

internal enum LifeState
{
    NotStarted,
    Trial,
    Running,
    Paused,
    Ended,
}

/// <summary>The state of one subscription after some of its events, and which events may come next.</summary>
internal struct SubscriptionLife
{
    public LifeState State;
    public RecurringPrice? Price;
    public Discount? Discount;
    public SubscriptionEvent.CancellationScheduled? Pending;

    /// <summary>Since when a payment is outstanding: the first failure not made good since.</summary>
    public Instant? PastDueSince;

    public readonly bool IsLive => State is LifeState.Trial or LifeState.Running or LifeState.Paused;

    /// <summary>Applies an event, or says why it cannot come now and changes nothing.</summary>
    public FindingKind? Apply(SubscriptionEvent next)
    {
        switch (next)
        {
            case SubscriptionEvent.TrialStarted:
                return IsLive ? FindingKind.StartedWhileLive : Become(LifeState.Trial);

            case SubscriptionEvent.Started started:
                if (State is LifeState.Running or LifeState.Paused)
                {
                    return FindingKind.StartedWhileLive;
                }

                (Price, Discount) = (started.Price, started.Discount);
                return Become(LifeState.Running);

            case SubscriptionEvent.PriceChanged changed:
                if (!IsLive)
                {
                    return FindingKind.ChangedWhileNotLive;
                }

                (Price, Discount) = (changed.Price, changed.Discount);
                return null;

            case SubscriptionEvent.Paused:
                return State == LifeState.Running ? Become(LifeState.Paused) : NotNow(FindingKind.PausedOrResumedOutOfTurn);

            case SubscriptionEvent.Resumed:
                return State == LifeState.Paused ? Become(LifeState.Running) : NotNow(FindingKind.PausedOrResumedOutOfTurn);

            case SubscriptionEvent.CancellationScheduled scheduled:
                if (!IsLive)
                {
                    return FindingKind.ChangedWhileNotLive;
                }

                Pending = scheduled;
                return null;

            case SubscriptionEvent.CancellationRevoked:
                if (!IsLive || Pending is null)
                {
                    return NotNow(FindingKind.RevokedWithoutCancellation);
                }

                Pending = null;
                return null;

            case SubscriptionEvent.Ended:
                return IsLive ? End() : FindingKind.EndedWhileNotLive;

            case SubscriptionEvent.PaymentFailed failed:
                PastDueSince ??= IsLive ? failed.At : null;
                return IsLive ? null : FindingKind.ChangedWhileNotLive;

            default:
                PastDueSince = null;
                return IsLive ? null : FindingKind.ChangedWhileNotLive;
        }
    }

    public FindingKind? End()
    {
        Pending = null;
        PastDueSince = null;
        return Become(LifeState.Ended);
    }

    private readonly FindingKind NotNow(FindingKind whileLive) => IsLive ? whileLive : FindingKind.ChangedWhileNotLive;

    private FindingKind? Become(LifeState state)
    {
        State = state;
        return null;
    }
}
