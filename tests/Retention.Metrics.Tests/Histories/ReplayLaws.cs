using System.Collections.Immutable;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories;

/// <summary>The replay that a history keeps is the replay of its events.</summary>
public sealed class ReplayLaws
{
    [Fact]
    public void KeptSteps_AreThoseOfAReplay() => Laws.Check(Any.SubscriptionScenario, one => IsReplayed(one.History));

    [Fact]
    public void KeptSteps_OfEachCurrency_AreThoseOfAReplay() => Laws.Check(CurrencyPortfolio.Any, one =>
    {
        SubscriptionHistory history = one.History;
        SubscriptionHistory[] parts = [.. history.ByCurrency().Select(part => part.Value)];

        Assert.All(parts, IsReplayed);
        Assert.All(parts, part => Assert.Equal(part.Select(fact => fact.Customer).Distinct(), part.Lifecycles.Customers));
        Assert.Equal(history.Count, parts.Sum(part => part.Count));
    });

    [Fact]
    public void CancellationsAndFailures_KeepTheirInstants()
    {
        var ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.TrialStarts(Utc("2026-01-01")), ada.Starts(Utc("2026-01-05"), Monthly(10m)), ada.SchedulesCancellation(Utc("2026-01-06"), Utc("2026-03-01")), ada.PaymentFails(Utc("2026-02-01")),
            ada.PaymentFails(Utc("2026-02-03")), ada.ChangesPrice(Utc("2026-02-04"), Monthly(12m)), ada.Starts(Utc("2026-04-01"), Monthly(9m)), ada.PaymentFails(Utc("2026-04-02")),
        ];
        LifecycleStep[] steps = history.Lifecycles.Of("ada")[0].Steps.ToArray();

        IsReplayed(history);
        Assert.Equal((Utc("2026-03-01"), LifecycleState.Ended, null), (steps[6].At, steps[6].State, steps[6].PastDueSince));
        Assert.Equal([null, null, null, Utc("2026-02-01"), Utc("2026-02-01"), Utc("2026-02-01"), null, null, Utc("2026-04-02")], steps.Select(step => step.PastDueSince));
    }

    [Fact]
    public void ACustomer_IsFoundById_OrHasNoSubscriptions() => Laws.Check(Any.SubscriptionScenario, one =>
    {
        CustomerLifecycles lifecycles = one.History.Lifecycles;

        Assert.Equal(one.History.Select(fact => fact.Customer).Distinct(), lifecycles.Customers);
        foreach (CustomerId customer in lifecycles.Customers)
        {
            ImmutableArray<SubscriptionLifecycle> own = lifecycles.Of(customer);
            Assert.Equal(one.History.Where(fact => fact.Customer == customer).Select(fact => fact.Subscription).Distinct(), own.Select(lifecycle => lifecycle.Subscription));
            Assert.All(own.SelectMany(lifecycle => lifecycle.Moments.Select(moment => (lifecycle, moment))), pair => Assert.Equal(pair.moment, pair.lifecycle.MomentAt(pair.moment.At)));
            Assert.All(own, lifecycle => Assert.Null(lifecycle.MomentAt(Instant.MinValue)));
        }

        Assert.Empty(lifecycles.Of("nobody at all"));
    });

    /// <summary>Reading all of a customer at each churn would read thirty million events.</summary>
    [Fact]
    [Trait("Kind", "Numbers")]
    public void ACustomerWhoChurnsThousandsOfTimes_IsReadOnce()
    {
        const int times = 3_000;
        Subscription first = new("first", "ada"), second = new("second", "ada");
        SubscriptionHistory history = SubscriptionHistory.Create(Enumerable.Range(0, times).SelectMany(i =>
        {
            (Subscription one, Instant at) = (i % 2 == 0 ? first : second, Utc("2026-01-01") + Duration.FromHours(2 * i));
            return new SubscriptionEvent[] { one.Starts(at, Monthly(10m)), one.Ends(at + Duration.FromHours(1), i % 2 == 0 ? ChurnReason.Voluntary : ChurnReason.Involuntary) };
        }));
        ExplainedChurn[] churned = [.. ChurnAnalysis.Of(history, MetricPolicy.Default with { Netting = Netting.PerEvent }).Explain(Months("2026-01", "2026-12"), RevenueFigure.ChurnMrr)];

        Assert.Equal(
            Enumerable.Range(0, times).Select(i => i % 2 == 0 ? ("first", ChurnReason.Voluntary) : ("second", ChurnReason.Involuntary)),
            churned.Select(one => (one.Subscription.Value, one.Reason)));
    }

    private static void IsReplayed(SubscriptionHistory history)
    {
        foreach (SubscriptionLifecycle lifecycle in history.Lifecycles.ByCustomer.SelectMany(customer => customer))
        {
            SubscriptionEvent[] events = [.. lifecycle.Events];
            LifecycleStep[] steps = ReferenceHistoryCheck.Replay(events);

            Assert.Equal(history.Where(one => one.Subscription == lifecycle.Subscription), events);
            Assert.Equal(steps, lifecycle.Steps.ToArray());
        }
    }
}
