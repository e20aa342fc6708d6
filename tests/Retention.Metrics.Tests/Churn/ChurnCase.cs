using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Churn;

/// <summary>A few subscriptions that come, pause, fail to pay, get dearer and go, on few instants so that many things coincide.</summary>
internal sealed record ChurnCase(ImmutableArray<SubscriptionEvent> Events, ReportingPeriods Periods, MetricPolicy Policy)
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Instant Origin = Instant.FromUtc(2025, 12, 29, 23, 0);

    private static readonly ReportingPeriods[] SomePeriods =
    [
        ReportingCalendar.Months(Berlin).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 6)),
        ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 4)),
        ReportingCalendar.Weeks(Berlin).From(new LocalDate(2026, 2, 2)).To(new LocalDate(2026, 4, 20)),
        ReportingCalendar.Quarters(Berlin).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 6)),
    ];

    private static readonly MetricPolicy[] SomePolicies =
    [
        MetricPolicy.Default,
        MetricPolicy.Default,
        MetricPolicy.Default with { Netting = Netting.PerDay },
        MetricPolicy.Default with { Netting = Netting.PerEvent },
        MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer, FreePlans = FreePlanRule.KeepCustomer },
        MetricPolicy.Default with { Cancellation = CancellationRule.AtRequest },
        MetricPolicy.Default with { InvoluntaryChurnAfterDays = 14, Netting = Netting.PerEvent },
    ];

    private static readonly ChurnReason[] Reasons = [default, ChurnReason.Voluntary, ChurnReason.Involuntary, ChurnReason.Of("too dear", ChurnKind.Voluntary)];

    private static readonly Gen<SubscriptionEvent[]> Life =
        from number in Gen.Choose(0, 99)
        from customer in Gen.Choose(0, 3)
        from steps in (
            from what in Gen.Choose(0, 9)
            from gap in Gen.Choose(0, 30)
            from choice in Gen.Choose(0, 3)
            select (What: what, Gap: gap, Choice: choice)).ListOf(8)
        select Walk(new Subscription($"s{number}", $"c{customer}"), steps).ToArray();

    public static Arbitrary<ChurnCase> Any { get; } = Arb.From(
        from lives in Life.ListOf(6)
        from periods in Gen.Elements(SomePeriods)
        from policy in Gen.Elements(SomePolicies)
        select new ChurnCase([.. lives.Where(life => life.Length > 0).DistinctBy(life => life[0].Subscription).SelectMany(life => life)], periods, policy),
        one => one.Events.Select(left => one with { Events = one.Events.Remove(left) }));

    /// <summary>Whatever is valid of the events: a subscription that cannot be is left out whole.</summary>
    public SubscriptionHistory History => SubscriptionHistory.Check(Events).History;

    public ChurnAnalysis Analysis => ChurnAnalysis.Of(History, Policy);

    public RollForward RollForward => RevenueTimeline.FromHistory(History, Policy).RollForward(Periods);

    /// <summary>The same events from the last to the first.</summary>
    public ChurnCase Reversed => this with { Events = [.. Events.Reverse()] };

    /// <summary>Customers c0 and c1, and the others.</summary>
    public (ChurnCase First, ChurnCase Second) Halves => (
        this with { Events = [.. Events.Where(one => one.Customer.Value is "c0" or "c1")] },
        this with { Events = [.. Events.Where(one => one.Customer.Value is not ("c0" or "c1"))] });

    public static void Check(Action<ChurnCase> law) =>
        Prop.ForAll(Any, law).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true));

    /// <summary>Takes of the steps those that can come next; at one instant the order of kinds may still make them impossible.</summary>
    private static IEnumerable<SubscriptionEvent> Walk(Subscription subscription, IEnumerable<(int What, int Gap, int Choice)> steps)
    {
        Instant now = Origin;
        var life = default(LifecycleReplay);
        foreach ((int what, int gap, int choice) in steps)
        {
            now += Duration.FromHours(gap * 36); // now and then 0: several things at one instant
            _ = life.TakeScheduledEnd(FactInstant.Of(now), revoked: false, out _);
            SubscriptionEvent next = Next(subscription, now, life.IsLive ? what : what % 3, gap, choice);
            FactInstant effectiveAt = next is SubscriptionEvent.CancellationScheduled scheduled ? FactInstant.Of(scheduled.EffectiveAt) : default;
            if (life.Apply(Enum.Parse<FactKind>(next.GetType().Name), effectiveAt) is null)
            {
                yield return next;
            }
        }
    }

    private static SubscriptionEvent Next(Subscription subscription, Instant now, int what, int gap, int choice)
    {
        var price = RecurringPrice.Every(choice == 3 ? 3 : 1, BillingUnit.Month, choice * 10m, Currency.Eur, 1 + (gap % 2));
        Discount? discount = gap % 5 == 0 ? Discount.Percent(50m + (choice * 25m % 75m), now + Duration.FromDays(20)) : null;
        return what switch
        {
            0 => subscription.TrialStarts(now),
            1 or 2 => subscription.Starts(now, price, discount),
            3 => subscription.ChangesPrice(now, price, discount),
            4 => subscription.Pauses(now),
            5 => subscription.Resumes(now),
            6 => subscription.PaymentFails(now),
            7 => choice > 1 ? subscription.PaymentRecovers(now) : subscription.RevokesCancellation(now),
            8 => subscription.SchedulesCancellation(now, now + Duration.FromDays(10 * choice), Reasons[choice]),
            _ => subscription.Ends(now, Reasons[choice]),
        };
    }

    public override string ToString() => $"{Periods}, {Policy}{string.Concat(Events.Select(one => $"{Environment.NewLine}  {one}"))}";
}
