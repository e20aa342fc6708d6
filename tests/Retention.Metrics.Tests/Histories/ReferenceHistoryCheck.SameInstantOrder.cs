namespace Retention.Metrics.Tests.Histories;

internal sealed partial record ReferenceHistoryCheck
{
    /// <summary>The order of events of one subscription at one instant: by recorded instant where all have one, else by kind.</summary>
    private sealed class SameInstantOrder : IComparer<SubscriptionEvent>
    {
        /// <summary>An order of facts not yet known to fit together: by subscription, instant, customer and content.</summary>
        public static readonly Comparison<SubscriptionEvent> OfUncheckedFacts = CompareUnchecked;

        private static readonly SameInstantOrder OfContent = new(wasLive: true, endsAtOnce: true, byRecorded: false);

        private readonly bool wasLive;
        private readonly bool endsAtOnce;
        private readonly bool byRecorded;

        private SameInstantOrder(bool wasLive, bool endsAtOnce, bool byRecorded)
        {
            this.wasLive = wasLive;
            this.endsAtOnce = endsAtOnce;
            this.byRecorded = byRecorded;
        }

        /// <summary>Sorts events of one instant.</summary>
        /// <param name="sameInstant">The events.</param>
        /// <param name="wasLive">Whether the subscription was live before.</param>
        /// <param name="endsAtOnce">Whether a cancellation that takes effect when it is requested is an end like any other: nothing revokes it.</param>
        public static void Sort(Span<SubscriptionEvent> sameInstant, bool wasLive, bool endsAtOnce)
        {
            if (sameInstant.Length > 1)
            {
                bool allRecorded = true;
                foreach (SubscriptionEvent one in sameInstant)
                {
                    allRecorded &= one.RecordedAt is not null;
                }

                sameInstant.Sort(new SameInstantOrder(wasLive, endsAtOnce, allRecorded));
            }
        }

        public int Compare(SubscriptionEvent? x, SubscriptionEvent? y)
        {
            ArgumentNullException.ThrowIfNull(x);
            ArgumentNullException.ThrowIfNull(y);
            int order = byRecorded ? x.RecordedAt!.Value.CompareTo(y.RecordedAt!.Value) : 0;
            order = order != 0 ? order : Rank(x).CompareTo(Rank(y));
            order = order != 0 ? order : Nullable.Compare(x.RecordedAt, y.RecordedAt);
            order = order != 0 ? order : string.CompareOrdinal(x.EventId, y.EventId);
            return order != 0 ? order : CompareContent(x, y);
        }

        private static int CompareUnchecked(SubscriptionEvent x, SubscriptionEvent y)
        {
            int order = x.Subscription.CompareTo(y.Subscription);
            order = order != 0 ? order : x.At.CompareTo(y.At);
            order = order != 0 ? order : x.Customer.CompareTo(y.Customer);
            return order != 0 ? order : OfContent.Compare(x, y);
        }

        private int Rank(SubscriptionEvent one) => one switch
        {
            SubscriptionEvent.CancellationScheduled scheduled when endsAtOnce && scheduled.EffectiveAt == scheduled.At => wasLive ? -1 : 9,
            SubscriptionEvent.Ended => wasLive ? 0 : 10,
            SubscriptionEvent.TrialStarted => 1,
            SubscriptionEvent.Started or SubscriptionEvent.Resumed => 2,
            SubscriptionEvent.PriceChanged => 3,
            SubscriptionEvent.Paused => 4,
            SubscriptionEvent.PaymentFailed => 5,
            SubscriptionEvent.PaymentRecovered => 6,
            SubscriptionEvent.CancellationScheduled => 7,
            _ => 8,
        };

        // Only so that any order of input gives one history; events that are alike so far change nothing by their order or are findings.
        private static int CompareContent(SubscriptionEvent x, SubscriptionEvent y) => (x, y) switch
        {
            (SubscriptionEvent.CancellationScheduled a, SubscriptionEvent.CancellationScheduled b) =>
                a.EffectiveAt != b.EffectiveAt ? a.EffectiveAt.CompareTo(b.EffectiveAt) : CompareReasons(a.Reason, b.Reason),
            (SubscriptionEvent.Ended a, SubscriptionEvent.Ended b) => CompareReasons(a.Reason, b.Reason),
            (SubscriptionEvent.Started, SubscriptionEvent.Resumed) => -1,
            (SubscriptionEvent.Resumed, SubscriptionEvent.Started) => 1,
            (SubscriptionEvent.Started a, SubscriptionEvent.Started b) => ComparePrices(a.Price, a.Discount, b.Price, b.Discount),
            (SubscriptionEvent.PriceChanged a, SubscriptionEvent.PriceChanged b) => ComparePrices(a.Price, a.Discount, b.Price, b.Discount),
            _ => 0,
        };

        private static int CompareReasons(ChurnReason x, ChurnReason y)
        {
            int order = string.CompareOrdinal(x.Code, y.Code);
            return order != 0 ? order : x.Kind.CompareTo(y.Kind);
        }

        private static int ComparePrices(RecurringPrice x, Discount? xOff, RecurringPrice y, Discount? yOff)
        {
            int order = string.CompareOrdinal(x.Amount.Currency.Code, y.Amount.Currency.Code);
            order = order != 0 ? order : (x.Amount.Amount, x.Interval.Unit, x.Interval.Count, x.Quantity).CompareTo((y.Amount.Amount, y.Interval.Unit, y.Interval.Count, y.Quantity));
            order = order != 0 ? order : (xOff?.PercentOff, xOff?.AmountOff?.Amount, xOff?.Until).CompareTo((yOff?.PercentOff, yOff?.AmountOff?.Amount, yOff?.Until));
            return order != 0 ? order : string.CompareOrdinal(xOff?.AmountOff?.Currency.Code, yOff?.AmountOff?.Currency.Code);
        }
    }
}
