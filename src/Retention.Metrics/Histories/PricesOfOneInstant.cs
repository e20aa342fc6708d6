using NodaTime;
using Priced = (Retention.Metrics.RecurringPrice Price, Retention.Metrics.Discount? Discount);

namespace Retention.Metrics.Histories;

/// <summary>The priced events of one subscription at one instant, and which of them disagree without a recorded instant that decides which is the last.</summary>
/// <remarks>Linear in the events: of any number of equal prices only the first is kept.</remarks>
internal sealed class PricesOfOneInstant
{
    private readonly Dictionary<Instant, FirstOfTwoPrices> recorded = [];
    private FirstOfTwoPrices all, unrecorded;
    private int count;

    public static PricesOfOneInstant Of(SubscriptionEvent first)
    {
        var prices = new PricesOfOneInstant();
        _ = prices.Add(first);
        return prices;
    }

    /// <summary>Adds an event that sets a price.</summary>
    /// <returns>The first event added before with another price, where both were recorded at the same instant or one of them was not recorded.</returns>
    public SubscriptionEvent? Add(SubscriptionEvent one)
    {
        var entry = new Entry(count++, one, SubscriptionHistory.PriceOf(one)!.Value);
        Entry? other;
        if (one.RecordedAt is { } known)
        {
            FirstOfTwoPrices same = recorded.GetValueOrDefault(known);
            other = Earlier(unrecorded.Unlike(entry.Price), same.Unlike(entry.Price));
            recorded[known] = same.With(entry);
        }
        else
        {
            other = all.Unlike(entry.Price);
            unrecorded = unrecorded.With(entry);
        }

        all = all.With(entry);
        return other?.Event;
    }

    private static Entry? Earlier(Entry? x, Entry? y) => x is null || y?.Position < x.Position ? y : x;

    private sealed record Entry(int Position, SubscriptionEvent Event, Priced Price);

    /// <summary>The first event, and the first with another price than that one: whatever the price of a later event, it differs from one of the two or from none.</summary>
    private readonly record struct FirstOfTwoPrices(Entry? First, Entry? Second)
    {
        public Entry? Unlike(Priced price) => First?.Price != price ? First : Second;

        public FirstOfTwoPrices With(Entry next) =>
            First is null ? new(next, null)
            : Second is null && First.Price != next.Price ? this with { Second = next }
            : this;
    }
}
