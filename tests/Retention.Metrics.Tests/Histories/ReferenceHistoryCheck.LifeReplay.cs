using NodaTime;

namespace Retention.Metrics.Tests.Histories;

internal sealed partial record ReferenceHistoryCheck
{
    /// <summary>The state of one subscription after some of its events, and which events may come next.</summary>
    private struct LifeReplay
    {
        public LifecycleState State;
        public RecurringPrice? Price;
        public Discount? Discount;
        public SubscriptionEvent.CancellationScheduled? Pending;

        /// <summary>Since when a payment is outstanding: the first failure not made good since.</summary>
        public Instant? PastDueSince;

        /// <summary>When a scheduled cancellation ended it, while it has not started again.</summary>
        public Instant? EndedAsScheduledAt;

        /// <summary>How long after a scheduled cancellation took effect an end still confirms it.</summary>
        private static readonly Duration Confirmation = Duration.FromHours(24);

        public readonly bool IsLive => State is LifecycleState.Trial or LifecycleState.Running or LifecycleState.Paused;

        /// <summary>Whether an event is true of a subscription that has ended, and changes nothing: an end that confirms the scheduled one, or a payment.</summary>
        public readonly bool IsAfterword(SubscriptionEvent next) => State == LifecycleState.Ended && next switch
        {
            SubscriptionEvent.Ended ended => EndedAsScheduledAt is { } scheduled && ended.At - scheduled <= Confirmation,
            SubscriptionEvent.PaymentFailed or SubscriptionEvent.PaymentRecovered => true,
            _ => false,
        };

        /// <summary>Applies an event, or says why it cannot come now and changes nothing.</summary>
        public FindingKind? Apply(SubscriptionEvent next)
        {
            switch (next)
            {
                case SubscriptionEvent.TrialStarted:
                    return IsLive ? FindingKind.StartedWhileLive : Become(LifecycleState.Trial);

                case SubscriptionEvent.Started started:
                    if (State is LifecycleState.Running or LifecycleState.Paused)
                    {
                        return FindingKind.StartedWhileLive;
                    }

                    (Price, Discount) = (started.Price, started.Discount);
                    return Become(LifecycleState.Running);

                case SubscriptionEvent.PriceChanged changed:
                    if (!IsLive)
                    {
                        return FindingKind.ChangedWhileNotLive;
                    }

                    (Price, Discount) = (changed.Price, changed.Discount);
                    return null;

                case SubscriptionEvent.Paused:
                    return State == LifecycleState.Running ? Become(LifecycleState.Paused) : NotNow(FindingKind.PausedOrResumedOutOfTurn);

                case SubscriptionEvent.Resumed:
                    return State == LifecycleState.Paused ? Become(LifecycleState.Running) : NotNow(FindingKind.PausedOrResumedOutOfTurn);

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

        /// <summary>Ends it by an event, or as a cancellation was scheduled.</summary>
        public FindingKind? End(Instant? asScheduledAt = null)
        {
            Pending = null;
            PastDueSince = null;
            _ = Become(LifecycleState.Ended);
            EndedAsScheduledAt = asScheduledAt;
            return null;
        }

        private readonly FindingKind NotNow(FindingKind whileLive) => IsLive ? whileLive : FindingKind.ChangedWhileNotLive;

        private FindingKind? Become(LifecycleState state)
        {
            State = state;
            EndedAsScheduledAt = null;
            return null;
        }
    }
}
