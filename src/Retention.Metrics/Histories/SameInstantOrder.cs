using NodaTime;

namespace Retention.Metrics;

/// <summary>The order of events of one subscription at one instant: by recorded instant where all have one, else by kind.</summary>
internal sealed class SameInstantOrder : IComparer<SubscriptionEvent>
{
    private readonly bool wasLive;
    private readonly bool byRecorded;

    private SameInstantOrder(bool wasLive, bool byRecorded)
    {
        this.wasLive = wasLive;
        this.byRecorded = byRecorded;
    }

    public static void Sort(Span<SubscriptionEvent> sameInstant, bool wasLive)
    {
        if (sameInstant.Length > 1)
        {
            bool allRecorded = true;
            foreach (SubscriptionEvent one in sameInstant)
            {
                allRecorded &= one.RecordedAt is not null;
            }

            sameInstant.Sort(new SameInstantOrder(wasLive, allRecorded));
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

    private int Rank(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Ended => wasLive ? 0 : 9,
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
            a.EffectiveAt != b.EffectiveAt ? a.EffectiveAt.CompareTo(b.EffectiveAt) : string.CompareOrdinal(a.Reason.Code, b.Reason.Code),
        (SubscriptionEvent.Ended a, SubscriptionEvent.Ended b) => string.CompareOrdinal(a.Reason.Code, b.Reason.Code),
        (SubscriptionEvent.Started a, SubscriptionEvent.Started b) => ComparePrices(a.Price, b.Price),
        (SubscriptionEvent.PriceChanged a, SubscriptionEvent.PriceChanged b) => ComparePrices(a.Price, b.Price),
        _ => 0,
    };

    private static int ComparePrices(RecurringPrice x, RecurringPrice y) =>
        (x.Amount.Amount, x.Interval.Unit, x.Interval.Count, x.Quantity).CompareTo((y.Amount.Amount, y.Interval.Unit, y.Interval.Count, y.Quantity));
}
