using NodaTime;

namespace Retention.Metrics.Tests.Churn;

public sealed class PaymentRecoveryTests
{
    private static readonly ReportingPeriods March = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

    [Fact]
    public void PaymentRecovery_OnPaper()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy"), dee = Subscription.Of("dee"), eve = Subscription.Of("eve");
        SubscriptionHistory history =
        [
            ada.PaymentRecovers(At(3, 8)), ada.PaymentFails(At(3, 5)), ada.PaymentFails(At(3, 3)), ada.Starts(At(1, 3), Monthly), // a failed retry is the same failure
            ada.PaymentFails(At(3, 28)), ada.PaymentRecovers(At(5, 2)), // another, made good long after the period
            bo.Starts(At(1, 10), Monthly), bo.PaymentFails(At(3, 10)), bo.Ends(At(4, 20), ChurnReason.Involuntary),
            cy.Starts(At(1, 28), Monthly), cy.PaymentFails(At(2, 28)), cy.PaymentRecovers(At(3, 3)), // February's
            dee.Starts(At(1, 30), Monthly), dee.PaymentFails(At(3, 30)), // open
            eve.PaymentRecovers(At(3, 1)), eve.PaymentFails(At(3, 1)), eve.Starts(At(2, 1), Monthly), // both at one instant
        ];
        PaymentRecoveryRow march = PaymentRecovery.Of(history, March)[0];

        Assert.Equal(new PaymentRecoveryRow(March[0], Recovered: 3, Ended: 1, Open: 1), march);
        Assert.Equal(Ratio.Of(3, 4), march.RecoveryRate);
        Assert.Equal(Ratio.Of(3, 5), march.RecoveredSoFar);
        Assert.Equal(
            [("ada", At(3, 3), At(3, 8)), ("ada", At(3, 28), At(5, 2)), ("bo", At(3, 10), At(4, 20)), ("dee", At(3, 30), null), ("eve", At(3, 1), At(3, 1))],
            PaymentRecovery.Explain(history, March).Select(failure => (failure.Customer.Value, failure.FailedAt, failure.SettledAt)));
    }

    /// <summary>Rekko, "How to Measure Dunning and Payment Recovery Success" (rekko.io/guides/measure-recovery-success): 49 of 70 failures recovered, 70 %.</summary>
    [Fact]
    public void PaymentRecovery_Published_FortyNineOfSeventy()
    {
        SubscriptionHistory history = SubscriptionHistory.Create(Enumerable.Range(0, 70).SelectMany(number =>
        {
            Subscription one = Subscription.Of(FormattableString.Invariant($"c{number}"));
            return (SubscriptionEvent[])[one.Starts(At(1, 1), Monthly), one.PaymentFails(At(3, 1)), number < 49 ? one.PaymentRecovers(At(3, 9)) : one.Ends(At(3, 22), ChurnReason.Involuntary)];
        }));

        Assert.Equal(0.70m, PaymentRecovery.Of(history, March)[0].RecoveryRate.Value);
    }

    [Fact]
    public void PaymentRecovery_WhileAllAreOpen_IsUndefined()
    {
        Subscription ada = Subscription.Of("ada");
        PaymentRecoveryRow march = PaymentRecovery.Of([ada.Starts(At(1, 1), Monthly), ada.PaymentFails(At(3, 1))], March)[0];

        Assert.Null(march.RecoveryRate.Value);
        Assert.Equal(0m, march.RecoveredSoFar.Value);
        Assert.Null(PaymentRecovery.Of([], March)[0].RecoveredSoFar.Value);
    }

    [Fact]
    public void AScheduledCancellation_EndsAFailureToo()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(At(1, 1), Monthly), ada.PaymentFails(At(3, 1)), ada.SchedulesCancellation(At(3, 2), At(4, 1))];

        Assert.Equal(new PaymentRecoveryRow(March[0], Recovered: 0, Ended: 1, Open: 0), PaymentRecovery.Of(history, March)[0]);
    }

    [Fact]
    public void WhatFailsOrIsMadeGoodAfterAnEnd_IsNotCounted()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(At(1, 1), Monthly), ada.PaymentFails(At(3, 1)), ada.Ends(At(3, 10), ChurnReason.Involuntary),
            ada.PaymentFails(At(3, 11)), ada.PaymentRecovers(At(3, 20)), ada.PaymentFails(At(3, 25)),
        ];

        Assert.Equal(new PaymentRecoveryRow(March[0], Recovered: 0, Ended: 1, Open: 0), PaymentRecovery.Of(history, March)[0]);
        Assert.Equal(At(3, 10), PaymentRecovery.Explain(history, March).Single().SettledAt);
    }

    [Fact]
    public void AFailureAtTheInstantOfTheEnd_IsOneThatEnded()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo");
        SubscriptionHistory history =
        [
            ada.Starts(At(1, 1), Monthly), ada.PaymentFails(At(3, 10)), ada.Ends(At(3, 10), ChurnReason.Involuntary), ada.PaymentFails(At(3, 10)),
            bo.Starts(At(1, 1), Monthly), bo.PaymentFails(At(3, 9)), bo.Ends(At(3, 10), ChurnReason.Involuntary), bo.PaymentFails(At(3, 10)), // a retry of the failure of 9 March
        ];

        Assert.Equal(
            [("ada", At(3, 10), FailureOutcome.Ended), ("bo", At(3, 9), FailureOutcome.Ended)],
            PaymentRecovery.Explain(history, March).Select(failure => (failure.Customer.Value, failure.FailedAt, failure.Outcome)));
    }

    [Fact]
    public void PaymentRecovery_AsKnownThen_StillHasItOpen()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(At(1, 1), Monthly), ada.PaymentFails(At(3, 1)), ada.PaymentRecovers(At(4, 1))];

        Assert.Equal(1, PaymentRecovery.Of(history.AsKnownAt(At(3, 31)).History, March)[0].Open);
    }

    [Fact]
    public void AFailure_BelongsToThePeriodOfItsInstant()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo");
        SubscriptionHistory history = [ada.Starts(At(1, 1), Monthly), ada.PaymentFails(At(3, 1)), bo.Starts(At(1, 1), Monthly), bo.PaymentFails(At(4, 1))];

        Assert.Equal(["ada"], PaymentRecovery.Explain(history, March).Select(failure => failure.Customer.Value));
        Assert.Equal(1, PaymentRecovery.Of(history, March)[0].Failures);
    }

    [Fact]
    public void Failures_AgreeWithANaiveReading() => ChurnCase.Check(one =>
    {
        var ever = ReportingPeriods.Between(one.Periods.Zone, Instant.FromUtc(2020, 1, 1, 0, 0), Instant.FromUtc(2040, 1, 1, 0, 0));
        (long recovered, long ended, long open) naive = default;
        foreach (IGrouping<SubscriptionId, SubscriptionEvent> subscription in one.History.GroupBy(fact => fact.Subscription))
        {
            bool pastDue = false;
            LifecycleStep[] steps = SubscriptionHistory.Create(subscription).Lifecycles.ByCustomer.Single()[0].Steps.ToArray();
            List<Instant> afterAnEnd = [.. subscription.Where(fact => fact is SubscriptionEvent.PaymentFailed && !steps.Any(step => step.Source == fact)).Select(fact => fact.At).Distinct()];
            foreach (LifecycleStep step in steps)
            {
                naive.ended += !pastDue && step.State == LifecycleState.Ended && afterAnEnd.Remove(step.At) ? 1 : 0;
                naive.ended += pastDue && step.State == LifecycleState.Ended ? 1 : 0;
                naive.recovered += pastDue && step.State != LifecycleState.Ended && step.Source is SubscriptionEvent.PaymentRecovered ? 1 : 0;
                pastDue = step.State != LifecycleState.Ended && (step.Source is SubscriptionEvent.PaymentFailed || (pastDue && step.Source is not SubscriptionEvent.PaymentRecovered));
            }

            naive.open += pastDue ? 1 : 0;
        }

        PaymentRecoveryRow row = PaymentRecovery.Of(one.History, ever)[0];
        Assert.Equal(naive, (row.Recovered, row.Ended, row.Open));
    });

    [Fact]
    public void Merge_OfOtherPeriods_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PaymentRecovery.Of([], March).Merge(PaymentRecovery.Of([], ReportingCalendar.Years(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)))));

    private static RecurringPrice Monthly => RecurringPrice.Monthly(10m, Currency.Eur);

    private static Instant At(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
}
