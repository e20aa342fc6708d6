using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>Lives of one subscription that cannot be, for exactly one reason each.</summary>
internal static class InvalidLives
{
    private delegate SubscriptionEvent[] Life(Subscription it, Instant[] at, RecurringPrice price, RecurringPrice other);

    private static readonly Money Negative = Currency.Eur.Amount(-0.01m), TooPrecise = Currency.Eur.Amount(0.0000001m), TooLarge = Currency.Eur.Amount(768_614_336_405m);

    private static readonly Dictionary<FindingKind, Life[]> Lives = new()
    {
        [FindingKind.StartedWhileLive] =
        [
            (it, at, price, other) => [it.Starts(at[0], price), it.Starts(at[1], other)],
            (it, at, price, other) => [it.Starts(at[0], price), it.ChangesPrice(at[1], other), it.Starts(at[2], price)],
            (it, at, price, other) => [it.Starts(at[0], price), it.Pauses(at[1]), it.Starts(at[2], other)],
            (it, at, price, _) => [it.Starts(at[0], price), it.TrialStarts(at[1]), it.Ends(at[2])],
            (it, at, price, _) => [it.TrialStarts(at[0]), it.TrialStarts(at[1]), it.Starts(at[2], price)],
        ],
        [FindingKind.ChangedWhileNotLive] =
        [
            (it, at, price, other) => [it.ChangesPrice(at[0], other), it.Starts(at[1], price)],
            (it, at, price, other) => [it.Starts(at[0], price), it.Ends(at[1], ChurnReason.Voluntary), it.ChangesPrice(at[2], other)],
            (it, at, price, other) => [it.Starts(at[0], price), it.SchedulesCancellation(at[0], at[1]), it.ChangesPrice(at[2], other)],
            (it, at, _, _) => [it.Pauses(at[0])],
            (it, at, price, _) => [it.Starts(at[0], price), it.Ends(at[1]), it.Resumes(at[2])],
            (it, at, _, _) => [it.PaymentFails(at[0])],
            (it, at, price, _) => [it.PaymentRecovers(at[0]), it.Starts(at[1], price)],
            (it, at, _, _) => [it.SchedulesCancellation(at[0], at[1])],
            (it, at, _, _) => [it.RevokesCancellation(at[0])],
        ],
        [FindingKind.PausedOrResumedOutOfTurn] =
        [
            (it, at, price, _) => [it.Starts(at[0], price), it.Resumes(at[1])],
            (it, at, price, _) => [it.Starts(at[0], price), it.Pauses(at[1]), it.Pauses(at[2])],
            (it, at, _, _) => [it.TrialStarts(at[0]), it.Pauses(at[1])],
            (it, at, _, _) => [it.TrialStarts(at[0]), it.Resumes(at[1]), it.Ends(at[2])],
        ],
        [FindingKind.EndedWhileNotLive] =
        [
            (it, at, _, _) => [it.Ends(at[0])],
            (it, at, price, _) => [it.Starts(at[0], price), it.Ends(at[1]), it.Ends(at[2], ChurnReason.Involuntary)],
            (it, at, price, _) => [it.Starts(at[0], price), it.SchedulesCancellation(at[0], at[1]), it.Ends(at[2] + Duration.FromHours(25))],
        ],
        [FindingKind.EndBeforeStart] =
        [
            (it, at, price, _) => [it.Ends(at[0]), it.Starts(at[1], price)],
            (it, at, price, _) => [it.Ends(at[0]), it.TrialStarts(at[1]), it.Starts(at[2], price)],
            (it, at, price, _) => [it.Starts(at[0], price), it.SchedulesCancellation(at[2], at[1])],
        ],
        [FindingKind.RevokedWithoutCancellation] =
        [
            (it, at, price, _) => [it.Starts(at[0], price), it.RevokesCancellation(at[1])],
            (it, at, price, _) => [it.Starts(at[0], price), it.SchedulesCancellation(at[0], at[2]), it.RevokesCancellation(at[1]), it.RevokesCancellation(at[1] + Duration.FromTicks(1))],
        ],
        [FindingKind.MovedToAnotherCustomer] =
        [
            (it, at, price, _) => [it.Starts(at[0], price), (it with { Customer = "mallory" }).Ends(at[1])],
            (it, at, price, other) => [it.Starts(at[0], price), (it with { Customer = "mallory" }).ChangesPrice(at[1], other), it.Ends(at[2])],
            (it, at, price, _) => [it.Starts(at[0], price), (it with { Customer = "mallory" }).Pauses(at[0])],
        ],
        [FindingKind.ConflictingDuplicate] =
        [
            (it, at, price, _) => [it.Starts(at[0], price) with { EventId = "twice" }, it.Starts(at[1], price) with { EventId = "twice" }],
            (it, at, price, other) => [it.Starts(at[0], price) with { EventId = "twice", RecordedAt = at[2] }, it.Starts(at[0], other) with { EventId = "twice", RecordedAt = at[2] }],
            (it, at, price, _) => [it.Starts(at[0], price), it.Ends(at[1]) with { EventId = "twice" }, it.Pauses(at[1]) with { EventId = "twice" }],
        ],
        [FindingKind.CurrencyChanged] =
        [
            (it, at, price, _) => [it.Starts(at[0], price), it.ChangesPrice(at[1], RecurringPrice.Monthly(10m, Currency.Usd))],
            (it, at, price, _) => [it.Starts(at[0], price), it.Ends(at[1]), it.Starts(at[2], RecurringPrice.Monthly(10m, Currency.Jpy))],
            (it, at, price, _) => [it.Starts(at[0], price, Discount.Amount(Currency.Usd.Amount(1m)))],
        ],
        [FindingKind.TwoPricesAtOneInstant] =
        [
            (it, at, price, other) => [it.Starts(at[0], price), it.ChangesPrice(at[0], other)],
            (it, at, price, other) => [it.Starts(at[0], price), it.ChangesPrice(at[1], other), it.ChangesPrice(at[1], other, Discount.Percent(10m))],
            (it, at, price, other) => [it.Starts(at[0], price) with { RecordedAt = at[2] }, it.ChangesPrice(at[0], other) with { RecordedAt = at[2] }],
        ],
        [FindingKind.NegativePrice] =
        [
            (it, at, price, _) => [it.Starts(at[0], price with { Amount = Negative })],
            (it, at, price, _) => [it.Starts(at[0], price), it.ChangesPrice(at[1], price with { Amount = Negative }), it.Ends(at[2])],
            (it, at, price, _) => [it.Starts(at[0], price, Discount.Amount(Negative))],
        ],
        [FindingKind.PriceOverflow] =
        [
            (it, at, _, _) => [it.Starts(at[0], new RecurringPrice(TooLarge, BillingInterval.Monthly))],
            (it, at, price, _) => [it.Starts(at[0], price), it.ChangesPrice(at[1], RecurringPrice.Monthly(1_000m, Currency.Eur, int.MaxValue))],
        ],
        [FindingKind.PriceTooPrecise] =
        [
            (it, at, price, _) => [it.Starts(at[0], price with { Amount = TooPrecise })],
            (it, at, price, _) => [it.Starts(at[0], price), it.ChangesPrice(at[1], price, Discount.Amount(TooPrecise))],
        ],
    };

    public static IEnumerable<FindingKind> Kinds => Lives.Keys.Order();

    /// <summary>The events of one subscription, on instants of a scenario or after it.</summary>
    public static Gen<ImmutableArray<SubscriptionEvent>> Of(FindingKind kind, Subscription subscription, PeriodScenario scenario) =>
        from life in Gen.Elements(Lives[kind])
        from first in Gen.Choose(0, scenario.Instants.Length - 1)
        from step in Gen.Choose(1, 3)
        from last in Gen.Choose(1, 3)
        from price in Gen.Choose(0, 4)
        from more in Gen.Choose(1, 4)
        from recorded in Gen.Elements(false, true)
        let at = new[] { scenario[first], scenario[first + step], scenario[first + step + last] }
        let events = life(subscription, at, Prices.OfScene(price, Currency.Eur), PricedUnlike(price, more))
        select recorded && !TurnsOnRecording(kind) ? Recorded(events) : [.. events];

    /// <summary>What was recorded later tells two contents or two prices apart, so that nothing would be wrong with them.</summary>
    private static bool TurnsOnRecording(FindingKind kind) => kind is FindingKind.ConflictingDuplicate or FindingKind.TwoPricesAtOneInstant;

    private static ImmutableArray<SubscriptionEvent> Recorded(SubscriptionEvent[] events) =>
        [.. events.Select((one, i) => one with { RecordedAt = Instant.FromUtc(2030, 1, 1, 0, 0) + Duration.FromTicks(i), EventId = FormattableString.Invariant($"invalid.{i}") })];

    private static RecurringPrice PricedUnlike(int price, int more)
    {
        RecurringPrice held = Prices.OfScene(price, Currency.Eur), other = Prices.OfScene(price + more, Currency.Eur);
        return other == held ? held with { Quantity = held.Quantity + 1 } : other;
    }
}
