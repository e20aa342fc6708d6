using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>What each customer pays a year after each instant at which something happens, found by replaying everything from the start.</summary>
internal static class ReferenceLevels
{
    public static Dictionary<CustomerId, SortedDictionary<Instant, decimal>> Of(IEnumerable<SubscriptionEvent> events)
    {
        var levels = new Dictionary<CustomerId, SortedDictionary<Instant, decimal>>();
        foreach (IGrouping<CustomerId, SubscriptionEvent> customer in events.GroupBy(one => one.Customer))
        {
            List<List<SubscriptionEvent>> subscriptions = [.. customer.GroupBy(one => one.Subscription).Select(one => one.ToList())];
            levels[customer.Key] = [];
            foreach (Instant instant in customer.SelectMany(InstantsOf).Distinct())
            {
                levels[customer.Key][instant] = subscriptions.Sum(life => LevelAfter(life, instant));
            }
        }

        return levels;
    }

    private static IEnumerable<Instant> InstantsOf(SubscriptionEvent one)
    {
        yield return one.At;
        if (one is SubscriptionEvent.CancellationScheduled scheduled)
        {
            yield return scheduled.EffectiveAt;
        }

        if (DiscountOf(one)?.Until is { } until && until > one.At)
        {
            yield return until;
        }
    }

    /// <summary>What a subscription is after everything that happened to it up to an instant.</summary>
    public static ReferenceState StateAfter(List<SubscriptionEvent> life, Instant instant)
    {
        bool live = false, trial = false, paused = false;
        Instant? failed = null;
        RecurringPrice? price = null;
        Discount? discount = null;
        Instant? planned = null;
        foreach (IGrouping<Instant, SubscriptionEvent> together in life.Where(one => one.At <= instant).GroupBy(one => one.At).OrderBy(one => one.Key))
        {
            bool wasLive = live && !(planned < together.Key);
            if (planned < together.Key || (planned == together.Key && !together.OfType<SubscriptionEvent.CancellationRevoked>().Any()))
            {
                (live, planned, failed) = (false, null, null);
            }

            foreach (SubscriptionEvent one in InOrder(together, wasLive))
            {
                switch (one)
                {
                    case SubscriptionEvent.TrialStarted:
                        (live, trial, paused) = (true, true, false);
                        break;
                    case SubscriptionEvent.Started started:
                        (live, trial, paused, price, discount) = (true, false, false, started.Price, started.Discount);
                        break;
                    case SubscriptionEvent.PriceChanged changed:
                        (price, discount) = (changed.Price, changed.Discount);
                        break;
                    case SubscriptionEvent.Paused:
                        paused = true;
                        break;
                    case SubscriptionEvent.Resumed:
                        paused = false;
                        break;
                    case SubscriptionEvent.PaymentFailed when live:
                        failed ??= one.At;
                        break;
                    case SubscriptionEvent.PaymentRecovered:
                        failed = null;
                        break;
                    case SubscriptionEvent.CancellationScheduled scheduled when EndsAtOnce(scheduled, together):
                        (live, planned, failed) = (false, null, null);
                        break;
                    case SubscriptionEvent.CancellationScheduled scheduled:
                        planned = scheduled.EffectiveAt;
                        break;
                    case SubscriptionEvent.CancellationRevoked:
                        planned = null;
                        break;
                    case SubscriptionEvent.Ended:
                        (live, planned, failed) = (false, null, null);
                        break;
                }
            }
        }

        bool goesOn = live && !(planned <= instant);
        return new ReferenceState(goesOn, trial, paused, price, discount, goesOn ? planned : null, goesOn ? failed : null);
    }

    private static decimal LevelAfter(List<SubscriptionEvent> life, Instant instant)
    {
        (bool live, bool trial, bool paused, RecurringPrice? price, Discount? discount, _, _) = StateAfter(life, instant);
        bool pays = live && !trial && !paused;
        decimal annual = pays ? AnnualOf(price!, discount?.Until <= instant ? null : discount) : 0m;
        bool freeForAWhile = pays && annual == 0m && discount?.Until > instant;
        return freeForAWhile && HasPaidBefore(life, instant) ? AnnualOf(price!, discount: null) : annual;
    }

    private static bool HasPaidBefore(List<SubscriptionEvent> life, Instant instant) =>
        life.SelectMany(InstantsOf).Distinct().Where(at => at < instant).Any(at => LevelAfter(life, at) > 0m);

    private static IEnumerable<SubscriptionEvent> InOrder(IGrouping<Instant, SubscriptionEvent> together, bool wasLive) =>
        together.All(one => one.RecordedAt is not null)
            ? together.OrderBy(one => one.RecordedAt)
            : together.OrderBy(one => one switch
            {
                SubscriptionEvent.CancellationScheduled scheduled when EndsAtOnce(scheduled, together) => wasLive ? 0 : 8,
                SubscriptionEvent.Ended => wasLive ? 0 : 8,
                SubscriptionEvent.TrialStarted => 1,
                SubscriptionEvent.Started or SubscriptionEvent.Resumed => 2,
                SubscriptionEvent.PriceChanged => 3,
                SubscriptionEvent.Paused => 4,
                SubscriptionEvent.CancellationScheduled => 6,
                SubscriptionEvent.CancellationRevoked => 7,
                _ => 5,
            });

    private static bool EndsAtOnce(SubscriptionEvent.CancellationScheduled scheduled, IEnumerable<SubscriptionEvent> together) =>
        scheduled.EffectiveAt == scheduled.At && !together.OfType<SubscriptionEvent.CancellationRevoked>().Any();

    private static decimal AnnualOf(RecurringPrice price, Discount? discount)
    {
        decimal perYear = price.Interval.Unit switch
        {
            BillingUnit.Day => 365m,
            BillingUnit.Week => 52m,
            BillingUnit.Month => 12m,
            BillingUnit.Quarter => 4m,
            _ => 1m,
        };
        decimal charge = (price.Amount.Amount * price.Quantity) - (discount?.AmountOff?.Amount ?? 0m);
        decimal paidShare = 100m - (discount?.PercentOff ?? 0m);
        return Math.Round(Math.Max(charge, 0m) * paidShare * perYear / (100m * price.Interval.Count), 6, MidpointRounding.ToEven);
    }

    private static Discount? DiscountOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => started.Discount,
        SubscriptionEvent.PriceChanged changed => changed.Discount,
        _ => null,
    };
}

/// <summary>What a subscription is at some time.</summary>
internal sealed record ReferenceState(bool Live, bool Trial, bool Paused, RecurringPrice? Price, Discount? Discount, Instant? Planned, Instant? FailedSince);
