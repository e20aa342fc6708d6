using FsCheck;

namespace Retention.Metrics.Testing.Tests.Generators;

/// <summary>Every case that shrinking tries is as valid as the one it comes from, and smaller; so shrinking ends.</summary>
[Trait("Kind", "Numbers")]
public sealed class ShrinkingLaws
{
    [Fact]
    public void Values_ShrinkToSmallerOnes()
    {
        Hold(Any.Instant);
        Hold(Any.Currency);
        Hold(Any.Money);
        Hold(Any.BillingInterval);
        Hold(Any.ChurnReason);
        Hold(Any.RecurringPrice, price => Assert.Equal(price.Amount.Currency, price.Revenue.Currency));
        Hold(Any.Discount, discount => Assert.False(discount.AmountOff?.Amount < 0m));
        Hold(Any.Customer);
        Hold(Any.MetricPolicy, policy => _ = RevenueTimeline.FromIntervals([]).RollForward(Samples.Of(Any.ReportingPeriods, 1)[0], policy));
    }

    [Fact]
    public void Events_OfEachKind_ShrinkToSmallerOnesOfTheKind()
    {
        Hold(AnyEvent.TrialStarted);
        Hold(AnyEvent.Started, AssertAFact);
        Hold(AnyEvent.PriceChanged, AssertAFact);
        Hold(AnyEvent.Paused);
        Hold(AnyEvent.Resumed);
        Hold(AnyEvent.PaymentFailed);
        Hold(AnyEvent.PaymentRecovered);
        Hold(AnyEvent.CancellationScheduled, scheduled => Assert.True(scheduled.EffectiveAt >= scheduled.At));
        Hold(AnyEvent.CancellationRevoked);
        Hold(AnyEvent.Ended);
        Hold(Any.SubscriptionEvent, AssertAFact);
    }

    [Fact]
    public void Periods_ShrinkToFewer_OfTheSameCalendar()
    {
        Hold(Any.ReportingPeriods);
        Assert.All(Samples.Of(Any.ReportingPeriods, 200), periods =>
            Assert.All(Any.ReportingPeriods.Shrinker(periods), fewer => Assert.True(fewer.Zone.Equals(NodaTime.DateTimeZone.Utc) || fewer.All(period => periods.Any(one => one == period)))));
    }

    [Fact]
    public void Scenes_ShrinkToSmallerOnes()
    {
        Hold(Any.PeriodScenario, scenario => Assert.NotEmpty(scenario.Instants), 15);
        Hold(Any.SubscriptionScenario, scenario => Assert.Equal(scenario.Events.Length, scenario.History.Count), 15);
        Hold(Any.OrderScenario, scenario => Assert.Equal(scenario.Orders.Length, scenario.History.Count), 15);
        Hold(Any.RevenueScenario, scenario => Assert.InRange(scenario.Timeline.CustomerCount, 0, scenario.Levels.Length), 15);
    }

    [Fact]
    public void Orders_ShrinkToSmallerOnes() => Hold(Any.Order, order => Assert.Single(OrderHistory.Create(order)));

    [Fact]
    public void HistoriesTimelinesAndBooks_ShrinkToSmallerOnes()
    {
        Hold(Any.SubscriptionHistory, history => Assert.Empty(SubscriptionHistory.Check(history).Findings), 15);
        Hold(Any.OrderHistory, history => Assert.Empty(OrderHistory.Check(history).Findings), 15);
        Hold(Any.RevenueTimeline, cases: 15);
        Hold(Any.OrderTimeline, cases: 15);
    }

    [Theory]
    [MemberData(nameof(InvalidLaws.SubscriptionKinds), MemberType = typeof(InvalidLaws))]
    public void InvalidSubscriptions_ShrinkToSmallerOnesOfTheKind(FindingKind kind) =>
        Hold(Invalid.Subscriptions(kind), facts => Assert.All(SubscriptionHistory.Check(facts.Events).Findings, finding => Assert.Equal(kind, finding.Kind)), 5);

    [Theory]
    [MemberData(nameof(InvalidLaws.OrderKinds), MemberType = typeof(InvalidLaws))]
    public void InvalidOrders_ShrinkToSmallerOnesOfTheKind(FindingKind kind) =>
        Hold(Invalid.Orders(kind), facts => Assert.Equal(kind, Assert.Single(OrderHistory.Check(facts.Orders).Findings).Kind), 5);

    [Fact]
    public void AStartThatIsToBlame_IsAllThatIsLeftOfAPortfolio()
    {
        SubscriptionScenario scenario = Samples.Of(Any.SubscriptionScenario, 100).First(one => one.Events.Length > 20);

        SubscriptionScenario smallest = Smallest(Any.SubscriptionScenario, scenario, one => one.Events.OfType<SubscriptionEvent.Started>().Any());

        SubscriptionEvent.Started start = Assert.IsType<SubscriptionEvent.Started>(Assert.Single(smallest.Events));
        Assert.Equal((RecurringPrice.Monthly(10m, Currency.Eur), null, null, null), (start.Price, start.Discount, start.RecordedAt, start.EventId));
        Assert.Equal(NodaTime.LocalTime.Midnight, start.At.InUtc().TimeOfDay);
        Assert.Single(smallest.Periods);
    }

    [Fact]
    public void WhatDependsOnEachOther_GoesTogether()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionScenario scenario = Samples.Of(Any.SubscriptionScenario, 1)[0] with
        {
            Events =
            [
                ada.Starts(Day(1), RecurringPrice.Monthly(10m, Currency.Eur)), ada.Pauses(Day(2)), ada.Resumes(Day(3)), ada.Pauses(Day(4)), ada.Resumes(Day(5)), ada.SchedulesCancellation(Day(6), Day(9)),
                ada.RevokesCancellation(Day(7)), ada.Ends(Day(8)),
            ],
        };

        SubscriptionScenario smallest = Smallest(Any.SubscriptionScenario, scenario, one => one.Events.OfType<SubscriptionEvent.Ended>().Any());

        Assert.Equal([typeof(SubscriptionEvent.Started), typeof(SubscriptionEvent.Ended)], smallest.Events.Select(one => one.GetType()));

        static NodaTime.Instant Day(int day) => NodaTime.Instant.FromUtc(2026, 1, day, 0, 0);
    }

    private static void AssertAFact(SubscriptionEvent one) =>
        Assert.DoesNotContain(SubscriptionHistory.Check([one]).Findings, finding => finding.Kind is not (FindingKind.ChangedWhileNotLive or FindingKind.EndedWhileNotLive or FindingKind.RevokedWithoutCancellation));

    /// <summary>Looks at every shrink of each case, and walks down to where there is none, by way of one shrink or another.</summary>
    private static void Hold<T>(Arbitrary<T> arbitrary, Action<T>? assertValid = null, int cases = 50)
    {
        int shrinks = 0;
        foreach ((T one, int number) in Samples.Of(arbitrary, LawCases.ShareOf(cases)).Select((one, number) => (one, number)))
        {
            assertValid?.Invoke(one);
            T now = one;
            for (T[] smaller = [.. arbitrary.Shrinker(now)]; smaller.Length > 0; smaller = [.. arbitrary.Shrinker(now)])
            {
                Size size = Size.Of(now);
                foreach (T less in smaller)
                {
                    // A case is printed as code, which takes longer than to compare it: only where it fails.
                    if (Size.Of(less).CompareTo(size) >= 0)
                    {
                        Assert.Fail($"{less}{Environment.NewLine}is not smaller than{Environment.NewLine}{now}");
                    }

                    assertValid?.Invoke(less);
                    shrinks++;
                }

                now = smaller[number % smaller.Length];
            }
        }

        Assert.True(shrinks > 0, "nothing ever shrinks");
    }

    private static T Smallest<T>(Arbitrary<T> arbitrary, T from, Func<T, bool> fails)
    {
        T now = from;
        for (T? next = arbitrary.Shrinker(now).FirstOrDefault(fails); next is not null; next = arbitrary.Shrinker(now).FirstOrDefault(fails))
        {
            now = next;
        }

        return now;
    }
}
