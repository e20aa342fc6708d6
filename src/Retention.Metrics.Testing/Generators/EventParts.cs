using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>What the ten kinds of events hold, and events that differ in it.</summary>
internal static class EventParts
{
    /// <summary>Every instant an event names.</summary>
    public static IEnumerable<Instant> Instants(SubscriptionEvent one)
    {
        yield return one.At;
        if (one.RecordedAt is { } recorded)
        {
            yield return recorded;
        }

        if (one is SubscriptionEvent.CancellationScheduled scheduled)
        {
            yield return scheduled.EffectiveAt;
        }

        if (DiscountOf(one)?.Until is { } until)
        {
            yield return until;
        }
    }

    /// <summary>The event at other instants.</summary>
    public static SubscriptionEvent Moved(SubscriptionEvent one, Func<Instant, Instant> to)
    {
        SubscriptionEvent moved = Priced(one, (price, discount) => (price, discount?.Until is { } until ? Prices.Until(discount, to(until)) : discount));
        moved = moved is SubscriptionEvent.CancellationScheduled scheduled ? scheduled with { EffectiveAt = to(scheduled.EffectiveAt) } : moved;
        return moved with { At = to(one.At), RecordedAt = one.RecordedAt is { } recorded ? to(recorded) : null };
    }

    /// <summary>The event with another price and discount, if it has a price.</summary>
    public static SubscriptionEvent Priced(SubscriptionEvent one, Func<RecurringPrice, Discount?, (RecurringPrice Price, Discount? Discount)> to)
    {
        switch (one)
        {
            case SubscriptionEvent.Started started:
                (RecurringPrice price, Discount? discount) = to(started.Price, started.Discount);
                return started with { Price = price, Discount = discount };
            case SubscriptionEvent.PriceChanged changed:
                (price, discount) = to(changed.Price, changed.Discount);
                return changed with { Price = price, Discount = discount };
            default:
                return one;
        }
    }

    public static RecurringPrice? PriceOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => started.Price,
        SubscriptionEvent.PriceChanged changed => changed.Price,
        _ => null,
    };

    /// <summary>The event without its discount, with a plainer one or a plainer price, without its reason.</summary>
    public static IEnumerable<SubscriptionEvent> Plainer(SubscriptionEvent one)
    {
        if (DiscountOf(one) is { } held)
        {
            yield return Priced(one, (price, _) => (price, null));
            foreach (Discount plainer in Prices.Smaller(held).Where(plainer => plainer.AmountOff?.Currency == held.AmountOff?.Currency || plainer.AmountOff is null))
            {
                yield return Priced(one, (price, _) => (price, plainer));
            }
        }

        if (PriceOf(one) is { } asked)
        {
            foreach (RecurringPrice plainer in Prices.Plainer(asked))
            {
                yield return Priced(one, (_, discount) => (plainer, discount));
            }
        }

        switch (one)
        {
            case SubscriptionEvent.Ended ended when ended.Reason != ChurnReason.Unknown:
                yield return ended with { Reason = ChurnReason.Unknown };
                break;
            case SubscriptionEvent.CancellationScheduled scheduled when scheduled.Reason != ChurnReason.Unknown:
                yield return scheduled with { Reason = ChurnReason.Unknown };
                break;
        }
    }

    private static Discount? DiscountOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => started.Discount,
        SubscriptionEvent.PriceChanged changed => changed.Discount,
        _ => null,
    };
}
