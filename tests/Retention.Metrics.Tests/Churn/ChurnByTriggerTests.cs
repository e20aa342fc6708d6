using NodaTime;

namespace Retention.Metrics.Tests.Churn;

public sealed class ChurnByTriggerTests
{
    private static readonly ReportingPeriods March = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

    [Fact]
    public void ByTrigger_OnPaper()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cyOne = new("cy-1", "cy"), cyTwo = new("cy-2", "cy"), dee = Subscription.Of("dee"), eve = Subscription.Of("eve");
        SubscriptionHistory history =
        [
            // Ada: dearer 20 days before, a failed payment 5 days before.
            ada.Ends(At(3, 25), ChurnReason.Involuntary), ada.PaymentFails(At(3, 20)), ada.ChangesPrice(At(3, 5), Yearly(30m)), ada.Starts(At(1, 10), Yearly(20m)),

            // Bo: the end of the term is the instant of the churn.
            bo.Ends(At(3, 10), ChurnReason.Voluntary), bo.Starts(At(2, 10), Monthly(10m)),

            // Cy: the trial of the second subscription ends when the first does.
            cyTwo.TrialStarts(At(2, 20)), cyTwo.Ends(At(3, 6)), cyOne.Ends(At(3, 6), ChurnReason.Voluntary), cyOne.Starts(At(1, 1), Yearly(120m)),

            // Dee: only the marks; the price rose long ago. Flo: nothing at all.
            Subscription.Of("flo").Ends(At(3, 2)), Subscription.Of("flo").Starts(At(1, 1), Yearly(5m)),
            dee.Starts(At(1, 1), Yearly(50m)), dee.ChangesPrice(At(1, 20), Yearly(60m)), dee.Ends(At(3, 31)),

            // Eve stays.
            eve.Starts(At(1, 1), Yearly(10m)),
        ];
        ChurnByTriggerRow march = ChurnAnalysis.Of(history)
            .ByTrigger(March, TriggerWindow.OfDays(30).Marking("release", At(3, 24), At(1, 1)).Marking("outage", At(3, 26)))[0];

        Assert.Equal([ChurnTrigger.None, ChurnTrigger.PriceRise, ChurnTrigger.TrialEnd, ChurnTrigger.FailedPayment, ChurnTrigger.Renewal, ChurnTrigger.Marked("outage"), ChurnTrigger.Marked("release")], march.Triggers);
        Assert.Equal(5, march.Total.ChurnedCustomers);
        Assert.Equal(1, march.Of(ChurnTrigger.PriceRise).ChurnedCustomers);
        Assert.Equal(1, march.Of(ChurnTrigger.FailedPayment).ChurnedCustomers);
        Assert.Equal(1, march.Of(ChurnTrigger.Renewal).ChurnedCustomers);
        Assert.Equal(1, march.Of(ChurnTrigger.TrialEnd).ChurnedCustomers);
        Assert.Equal(1, march.Of(ChurnTrigger.Marked("outage")).ChurnedCustomers); // Dee alone: Ada's was the day after
        Assert.Equal(2, march.Of(ChurnTrigger.Marked("release")).ChurnedCustomers); // Ada and Dee
        Assert.Equal(1, march.Of(ChurnTrigger.None).ChurnedCustomers);
        Assert.Equal(0, march.Of(ChurnTrigger.Marked("other")).ChurnedCustomers);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)] // exactly ten days before still counts
    public void ByTrigger_CountsBothEndsOfTheWindow(int days, bool counts)
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(At(1, 1), Yearly(10m)), ada.PaymentFails(At(3, 5)), ada.Ends(At(3, 15))];

        Assert.Equal(counts ? [ChurnTrigger.FailedPayment] : [ChurnTrigger.None], Triggers(history, days));
    }

    [Fact]
    public void ByTrigger_OfZeroDays_SeesWhatHappensAtTheInstantOfTheChurn()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(At(2, 15), Monthly(10m)), ada.Ends(At(3, 15))];

        Assert.Equal([ChurnTrigger.Renewal], Triggers(history, 0));
    }

    [Fact]
    public void APriceRise_IsOfOneUnitAfterDiscounts()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionEvent starts = ada.Starts(At(1, 1), Yearly(120m)), ends = ada.Ends(At(3, 15));

        Assert.Equal([ChurnTrigger.None], Triggers([starts, ends, ada.ChangesPrice(At(3, 10), RecurringPrice.Yearly(120m, Currency.Eur, quantity: 5))], 30)); // seats
        Assert.Equal([ChurnTrigger.None], Triggers([starts, ends, ada.ChangesPrice(At(3, 10), Yearly(110m))], 30));
        Assert.Equal([ChurnTrigger.PriceRise], Triggers([starts, ends, ada.ChangesPrice(At(3, 10), Monthly(10.01m))], 30)); // by the year
        Assert.Equal([ChurnTrigger.None], Triggers([starts, ends, ada.ChangesPrice(At(3, 10), Monthly(10m))], 30));
        Assert.Equal([ChurnTrigger.None], Triggers([starts, ends, ada.ChangesPrice(At(3, 10), RecurringPrice.Monthly(10m, Currency.Eur, quantity: 3))], 30));
        Assert.Equal([ChurnTrigger.None], Triggers([starts, ends, ada.ChangesPrice(At(3, 10), RecurringPrice.Monthly(9m, Currency.Eur, quantity: 3))], 30));
        Assert.Equal([ChurnTrigger.PriceRise], Triggers([starts, ends, ada.ChangesPrice(At(3, 10), RecurringPrice.Yearly(121m, Currency.Eur, quantity: 5))], 30));
        Assert.Equal([ChurnTrigger.None], Triggers([starts, ends, ada.ChangesPrice(At(3, 10), Yearly(200m), Discount.Percent(50m))], 30));

        SubscriptionEvent threeSeats = ada.Starts(At(1, 1), RecurringPrice.Yearly(120m, Currency.Eur, quantity: 3));
        Assert.Equal([ChurnTrigger.PriceRise], Triggers([threeSeats, ends, ada.ChangesPrice(At(3, 10), RecurringPrice.Yearly(121m, Currency.Eur, quantity: 2))], 30));
        Assert.Equal([ChurnTrigger.None], Triggers([threeSeats, ends, ada.ChangesPrice(At(3, 10), RecurringPrice.Yearly(119m, Currency.Eur, quantity: 2))], 30));
    }

    [Fact]
    public void AFallOfThePrice_IsNoRise_ThoughADiscountEndedLongBeforeOrEndsThere()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory longBefore = [ada.Starts(At(1, 1), Yearly(120m), Discount.Percent(50m, At(1, 20))), ada.ChangesPrice(At(3, 10), Yearly(110m)), ada.Ends(At(3, 15))];
        SubscriptionHistory there = [ada.Starts(At(1, 1), Yearly(120m), Discount.Percent(50m, At(3, 10))), ada.ChangesPrice(At(3, 10), Yearly(60m)), ada.Ends(At(3, 15))];

        Assert.All([longBefore, there], history => Assert.Equal([ChurnTrigger.None], Triggers(history, 30)));
    }

    [Fact]
    public void APriceRise_IsAlsoTheEndOfADiscount()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory expires = [ada.Starts(At(1, 1), Yearly(120m), Discount.Percent(50m, At(3, 1))), ada.Ends(At(3, 15))];
        SubscriptionHistory withSeats =
        [
            ada.Starts(At(1, 1), Yearly(120m), Discount.Amount(Currency.Eur.Amount(30m), At(3, 1))),
            ada.ChangesPrice(At(3, 1), RecurringPrice.Yearly(120m, Currency.Eur, quantity: 2), Discount.Amount(Currency.Eur.Amount(30m), At(3, 1))),
            ada.Ends(At(3, 15)),
        ];
        SubscriptionHistory later = [ada.Starts(At(1, 1), Yearly(120m), Discount.Percent(50m, At(3, 16))), ada.Ends(At(3, 15))];

        Assert.Equal([ChurnTrigger.PriceRise], Triggers(expires, 30));
        Assert.Equal([ChurnTrigger.PriceRise], Triggers(withSeats, 30));
        Assert.Equal([ChurnTrigger.None], Triggers(later, 30));
    }

    [Fact]
    public void APriceOfZero_DoesNotRiseWhenItsDiscountEnds()
    {
        Subscription free = new("ada-free", "ada"), paid = new("ada-paid", "ada");
        SubscriptionHistory history = [free.Starts(At(1, 1), Yearly(0m), Discount.Percent(50m, At(3, 1))), paid.Starts(At(1, 1), Yearly(10m)), paid.Ends(At(3, 15))];

        Assert.Equal([ChurnTrigger.None], Triggers(history, 30));
    }

    [Fact]
    public void ADiscountThatIsOverWhereItBegins_IsNoRise()
    {
        Subscription ada = Subscription.Of("ada");

        Assert.Equal([ChurnTrigger.None], Triggers([ada.Starts(At(3, 1) - Duration.FromDays(5), Yearly(120m), Discount.Percent(50m, At(3, 1) - Duration.FromDays(5))), ada.Ends(At(3, 15))], 30));
    }

    [Fact]
    public void AnAmountOff_SpreadOverMoreSeats_IsNoRise()
    {
        Subscription ada = Subscription.Of("ada");
        var off = Discount.Amount(Currency.Eur.Amount(30m));
        SubscriptionHistory history = [ada.Starts(At(1, 1), Yearly(120m), off), ada.ChangesPrice(At(3, 1), RecurringPrice.Yearly(120m, Currency.Eur, quantity: 2), off), ada.Ends(At(3, 15))];

        Assert.Equal([ChurnTrigger.None], Triggers(history, 30));
    }

    [Fact]
    public void ATrialEnd_CountsWhetherItBecamePaidOrNot()
    {
        Subscription ada = Subscription.Of("ada");

        Assert.Equal([ChurnTrigger.TrialEnd], Triggers([ada.TrialStarts(At(2, 1)), ada.Starts(At(2, 20), Yearly(10m)), ada.Ends(At(3, 15))], 30));
        Assert.Equal([ChurnTrigger.None], Triggers([ada.TrialStarts(At(1, 1)), ada.Starts(At(1, 20), Yearly(10m)), ada.Ends(At(3, 15))], 30));
    }

    [Fact]
    public void AWindow_TakesItsMarksInAnyOrder_AndRefusesWhatIsNone()
    {
        TriggerWindow one = TriggerWindow.OfDays(30).Marking("b", At(1, 1)).Marking("a", At(2, 1), At(1, 1)), same = TriggerWindow.OfDays(30).Marking("a", At(1, 1), At(2, 1), At(2, 1)).Marking("b", At(1, 1));

        Assert.Equal(one, same);
        Assert.NotEqual(one, TriggerWindow.OfDays(31).Marking("b", At(1, 1)).Marking("a", At(2, 1), At(1, 1)));
        Assert.Equal(["a", "b"], one.MarkNames);
        Assert.Throws<ArgumentOutOfRangeException>(() => TriggerWindow.OfDays(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TriggerWindow.OfDays(36_501));
        Assert.Throws<ArgumentException>(() => TriggerWindow.OfDays(1).Marking(" ", At(1, 1)));
    }

    [Fact]
    public void AMark_CountsAtBothEndsOfTheWindow()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(At(1, 1), Yearly(10m)), ada.Ends(At(3, 15))];

        Assert.All([At(3, 10), At(3, 15)], mark => Assert.Equal([ChurnTrigger.Marked("sale")], Within(mark)));
        Assert.All([At(3, 10) - Duration.FromTicks(1), At(3, 15) + Duration.FromTicks(1)], mark => Assert.Equal([ChurnTrigger.None], Within(mark)));

        IEnumerable<ChurnTrigger> Within(Instant mark) => ChurnAnalysis.Of(history).ByTrigger(March, TriggerWindow.OfDays(5).Marking("sale", mark))[0].Triggers;
    }

    [Fact]
    public void AWindowBeforeTheBeginningOfTime_EndsThere()
    {
        Subscription ada = Subscription.Of("ada");
        Instant early = Instant.MinValue + Duration.FromDays(400);
        SubscriptionHistory history = [ada.Starts(early, Yearly(10m)), ada.Ends(early + Duration.FromDays(10))];
        var year = ReportingPeriods.Between(DateTimeZone.Utc, early + Duration.FromDays(5), early + Duration.FromDays(15));

        Assert.Equal([ChurnTrigger.None], ChurnAnalysis.Of(history).ByTrigger(year, TriggerWindow.OfDays(36_500))[0].Triggers);
    }

    [Fact]
    public void Merge_OfAnotherWindow_IsRefused()
    {
        SubscriptionHistory history = [Subscription.Of("ada").Starts(At(1, 1), Monthly(1m))];
        ChurnByTrigger thirty = ChurnAnalysis.Of(history).ByTrigger(March, TriggerWindow.OfDays(30));

        Assert.Throws<ArgumentException>(() => thirty.Merge(ChurnAnalysis.Of(history).ByTrigger(March, TriggerWindow.OfDays(31))));
        Assert.Throws<ArgumentException>(() => thirty.Merge(ChurnAnalysis.Of(history, MetricPolicy.Default with { Netting = Netting.PerDay }).ByTrigger(March, TriggerWindow.OfDays(30))));
        Assert.Throws<ArgumentException>(() => thirty.Merge(ChurnAnalysis.Of(history).ByTrigger(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 4, 1)), TriggerWindow.OfDays(30))));
    }

    /// <summary>Failed payments and marks within the window, read off the raw events of the churned customers.</summary>
    [Fact]
    public void ByTrigger_AgreesWithANaiveReading() => ChurnCase.Check(one =>
    {
        TriggerWindow window = TriggerWindow.OfDays(12).Marking("release", At(2, 20));
        foreach (ExplainedChurn lost in one.Analysis.Explain(one.Periods, window: window))
        {
            Instant churn = lost.Movement.At!.Value, from = churn - Duration.FromDays(12);
            SubscriptionEvent[] events = [.. one.History.Where(fact => fact.Customer == lost.Movement.Customer)];
            bool failed = events.Any(fact => fact is SubscriptionEvent.PaymentFailed && fact.At >= from && fact.At <= churn);
            bool renewed = RenewalCalendar.Of(one.History, one.Periods.Zone).TermEnds(from, churn.PlusTicks(1)).Any(term => term.Customer == lost.Movement.Customer);

            Assert.Equal(failed, lost.Triggers.Contains(ChurnTrigger.FailedPayment));
            Assert.Equal(renewed, lost.Triggers.Contains(ChurnTrigger.Renewal));
            Assert.Equal(At(2, 20) >= from && At(2, 20) <= churn, lost.Triggers.Contains(ChurnTrigger.Marked("release")));
            Assert.Equal(lost.Triggers.Contains(ChurnTrigger.None), lost.Triggers is [_] && !lost.Triggers.Any(trigger => trigger.Kind != ChurnTriggerKind.None));
        }
    });

    private static IReadOnlyList<ChurnTrigger> Triggers(SubscriptionHistory history, int days) => ChurnAnalysis.Of(history).ByTrigger(March, TriggerWindow.OfDays(days))[0].Triggers;

    private static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);

    private static RecurringPrice Yearly(decimal amount) => RecurringPrice.Yearly(amount, Currency.Eur);

    private static Instant At(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
}
