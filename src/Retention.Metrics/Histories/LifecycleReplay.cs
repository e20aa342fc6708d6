namespace Retention.Metrics.Histories;

internal enum LifecycleState : byte
{
    NotStarted,
    Trial,
    Running,
    Paused,
    Ended,
}

/// <summary>The state of one subscription after some of its facts, and which facts may come next.</summary>
internal struct LifecycleReplay
{
    /// <summary>How long after a scheduled cancellation took effect an end still confirms it.</summary>
    private const long ConfirmationTicks = NodaTime.NodaConstants.TicksPerDay;

    private bool endedAsScheduled;
    private FactInstant endedAsScheduledAt;

    public LifecycleState State { get; private set; }

    /// <summary>Whether a payment is outstanding.</summary>
    public bool IsPastDue { get; private set; }

    /// <summary>When a requested cancellation takes effect, if one is pending.</summary>
    public FactInstant? Pending { get; private set; }

    public readonly bool IsLive => State is LifecycleState.Trial or LifecycleState.Running or LifecycleState.Paused;

    /// <summary>The step of a fact that was just applied.</summary>
    public readonly FactStep Step => new(State, IsPastDue, Pending is not null);

    /// <summary>Whether a fact is true of a subscription that has ended, and changes nothing: an end that confirms the scheduled one, or a payment.</summary>
    public readonly bool IsAfterword(FactKind next, FactInstant at) => State == LifecycleState.Ended && next switch
    {
        FactKind.Ended => endedAsScheduled && Confirms(at),
        FactKind.PaymentFailed or FactKind.PaymentRecovered => true,
        _ => false,
    };

    /// <summary>Applies a fact, or says why it cannot come now and changes nothing.</summary>
    /// <param name="next">The kind of the fact.</param>
    /// <param name="effectiveAt">When it takes effect, of a scheduled cancellation.</param>
    public FindingKind? Apply(FactKind next, FactInstant effectiveAt)
    {
        switch (next)
        {
            case FactKind.TrialStarted:
                return IsLive ? FindingKind.StartedWhileLive : Become(LifecycleState.Trial);

            case FactKind.Started:
                return State is LifecycleState.Running or LifecycleState.Paused ? FindingKind.StartedWhileLive : Become(LifecycleState.Running);

            case FactKind.PriceChanged:
                return IsLive ? null : FindingKind.ChangedWhileNotLive;

            case FactKind.Paused:
                return State == LifecycleState.Running ? Become(LifecycleState.Paused) : NotNow(FindingKind.PausedOrResumedOutOfTurn);

            case FactKind.Resumed:
                return State == LifecycleState.Paused ? Become(LifecycleState.Running) : NotNow(FindingKind.PausedOrResumedOutOfTurn);

            case FactKind.CancellationScheduled:
                if (!IsLive)
                {
                    return FindingKind.ChangedWhileNotLive;
                }

                Pending = effectiveAt;
                return null;

            case FactKind.CancellationRevoked:
                if (!IsLive || Pending is null)
                {
                    return NotNow(FindingKind.RevokedWithoutCancellation);
                }

                Pending = null;
                return null;

            case FactKind.Ended:
                if (!IsLive)
                {
                    return FindingKind.EndedWhileNotLive;
                }

                End();
                return null;

            case FactKind.PaymentFailed:
                IsPastDue |= IsLive;
                return IsLive ? null : FindingKind.ChangedWhileNotLive;

            default:
                IsPastDue = false;
                return IsLive ? null : FindingKind.ChangedWhileNotLive;
        }
    }

    /// <summary>Ends the subscription as a cancellation was scheduled, if it takes effect at an instant or before.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="revoked">Whether a cancellation that takes effect at this very instant is revoked at it.</param>
    /// <param name="now">Whether it took effect at this very instant.</param>
    /// <returns>Whether it took effect.</returns>
    public bool TakeScheduledEnd(FactInstant at, bool revoked, out bool now)
    {
        now = false;
        if (Pending is not { } pending || pending > at || (revoked && pending == at))
        {
            return false;
        }

        now = pending == at;
        End();
        (endedAsScheduled, endedAsScheduledAt) = (true, pending);
        return true;
    }

    private void End()
    {
        Pending = null;
        IsPastDue = false;
        _ = Become(LifecycleState.Ended);
    }

    private readonly bool Confirms(FactInstant at)
    {
        long after = at.Ticks - endedAsScheduledAt.Ticks;
        return after < ConfirmationTicks || (after == ConfirmationTicks && at.Nanos <= endedAsScheduledAt.Nanos);
    }

    private readonly FindingKind? NotNow(FindingKind whileLive) => IsLive ? whileLive : FindingKind.ChangedWhileNotLive;

    private FindingKind? Become(LifecycleState state)
    {
        State = state;
        endedAsScheduled = false;
        return null;
    }
}
