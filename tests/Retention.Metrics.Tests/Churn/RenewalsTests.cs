using NodaTime;

namespace Retention.Metrics.Tests.Churn;

public sealed class RenewalsTests
{
    private static readonly ReportingPeriods March = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

    [Fact]
    public void Renewals_OnPaper()
    {
        Subscription adaPlan = new("ada-plan", "ada"), adaExtra = new("ada-extra", "ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy"), dee = Subscription.Of("dee"), eve = Subscription.Of("eve"), flo = Subscription.Of("flo");
        SubscriptionHistory history =
        [
            // Ada: one of two subscriptions is not renewed; she stays.
            adaExtra.Ends(At(2026, 3, 15)), adaExtra.Starts(At(2025, 3, 15), Yearly(20m)), adaPlan.Starts(At(2025, 3, 15), Yearly(100m)),

            // Bo: leaves at the end of his term, some hours later than to the minute.
            bo.Starts(At(2025, 3, 20), Yearly(60m)), bo.Ends(At(2026, 3, 20) + Duration.FromHours(9), ChurnReason.Voluntary),

            // Cy: renews in the middle of the month and leaves at its end.
            cy.Starts(At(2026, 1, 12), RecurringPrice.Monthly(40m, Currency.Eur)), cy.Ends(At(2026, 3, 30)),

            // Dee: leaves in the middle of her year: not up for renewal. Eve's year ends in June. Flo's first term ends the month she came.
            dee.Starts(At(2025, 9, 1), Yearly(30m)), dee.Ends(At(2026, 3, 3)),
            eve.Starts(At(2025, 6, 1), Yearly(500m)),
            flo.Starts(At(2026, 3, 1), RecurringPrice.Every(1, BillingUnit.Week, 5m, Currency.Eur)),
        ];
        RenewalsRow march = ChurnAnalysis.Of(history).Renewals(March)[0];

        // Bo's subscription runs on at the instant its term ends, and ends nine hours into the next.
        Assert.Equal(Ratio.Of(4, 5), march.SubscriptionRenewalRate); // ada-plan, bo, cy, flo of those and ada-extra
        Assert.Equal(Ratio.Of(1, 3), march.CustomerRenewalRate); // Ada of Ada, Bo and Cy
        Assert.Equal((3, 1), (march.CustomersUpForRenewal, march.CustomersRenewed));
        Assert.Equal(RecurringRevenue.PerYear(Currency.Eur.Amount(120m + 60m + 480m)), march.MrrUpForRenewal);
        Assert.Equal(RecurringRevenue.PerYear(Currency.Eur.Amount(60m + 480m)), march.MrrNotRenewed);
        Assert.Equal(120m / 660m, march.MrrRenewalRate.Value);
        Assert.Equal(Ratio.Of(1, 3), march.ShareOfChurnOnRenewal); // Bo of Bo, Cy and Dee
    }

    /// <summary>PayPro Global, "SaaS Renewal Rate Calculator", example 1: of 500 customers 450 renew, 90 %.</summary>
    [Fact]
    public void Renewals_Published_FourHundredAndFiftyOfFiveHundred()
    {
        SubscriptionHistory history = SubscriptionHistory.Create(Enumerable.Range(0, 500).SelectMany(number =>
        {
            Subscription one = Subscription.Of(FormattableString.Invariant($"c{number}"));
            SubscriptionEvent starts = one.Starts(At(2025, 7, 1), Yearly(100m));
            return number < 50 ? (SubscriptionEvent[])[starts, one.Ends(At(2026, 7, 1))] : [starts];
        }));
        RenewalsRow year = ChurnAnalysis.Of(history).Renewals(ReportingCalendar.Years(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)))[0];

        Assert.Equal(Ratio.Of(450, 500), year.CustomerRenewalRate);
        Assert.Equal(Ratio.Of(450, 500), year.SubscriptionRenewalRate);
        Assert.Equal(0.9m, year.MrrRenewalRate.Value);
        Assert.Equal(1m, year.ShareOfChurnOnRenewal.Value);
    }

    [Fact]
    public void OfSeveralTermsInAPeriod_TheLastTellsWhetherASubscriptionWasRenewed()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(At(2026, 2, 27), new RecurringPrice(Currency.Eur.Amount(10m), BillingInterval.Weekly)), ada.Ends(At(2026, 3, 20))];
        RenewalsRow march = ChurnAnalysis.Of(history).Renewals(March)[0];

        Assert.Equal((1L, 0L), (march.SubscriptionsUpForRenewal, march.SubscriptionsRenewed));
    }

    [Fact]
    public void AChurnTheDayBeforeTheTermEnds_IsNotOnARenewal()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(At(2025, 3, 15), Yearly(10m)), ada.Ends(At(2026, 3, 15).PlusTicks(-1))];
        RenewalsRow march = ChurnAnalysis.Of(history).Renewals(March)[0];

        Assert.Equal(Ratio.Of(0, 1), march.ShareOfChurnOnRenewal);
        Assert.Null(march.CustomerRenewalRate.Value); // her term did not end: she ended it
    }

    [Fact]
    public void AChurnOnTheDayOnWhichAnotherTermEnds_IsNotOnARenewal()
    {
        // Both end together, and the larger decides: in the middle of its year.
        Subscription plan = new("plan", "ada"), extra = new("extra", "ada");
        SubscriptionHistory other = [plan.Starts(At(2025, 6, 1), Yearly(600m)), extra.Starts(At(2026, 1, 15), RecurringPrice.Monthly(1m, Currency.Eur)), plan.Ends(At(2026, 3, 15)), extra.Ends(At(2026, 3, 15))];

        // Terms of before a pause would end on the 15th, those since then end on the first.
        Subscription bo = Subscription.Of("bo");
        SubscriptionHistory earlier = [bo.Starts(At(2026, 1, 15), RecurringPrice.Monthly(1m, Currency.Eur)), bo.Pauses(At(2026, 1, 20)), bo.Resumes(At(2026, 2, 1)), bo.Ends(At(2026, 3, 15))];

        Assert.All([other, earlier], history => Assert.Equal(Ratio.Of(0, 1), ChurnAnalysis.Of(history).Renewals(March)[0].ShareOfChurnOnRenewal));
        Assert.All([other, earlier], history => Assert.False(Assert.Single(ChurnAnalysis.Of(history).Explain(March)).OnRenewal));
    }

    [Fact]
    public void AChurnOfWhomNothingIsHeard_OnTheDayTheTermEnds_IsOnARenewal()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(At(2026, 1, 15), RecurringPrice.Monthly(10m, Currency.Eur)), ada.PaymentFails(At(2026, 3, 1))];

        Assert.True(Assert.Single(ChurnAnalysis.Of(history, MetricPolicy.Default with { InvoluntaryChurnAfterDays = 14 }).Explain(March)).OnRenewal);
    }

    [Fact]
    public void AChurnEarlierOnTheDayTheTermEnds_IsOnARenewal()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(At(2025, 3, 15) + Duration.FromHours(18), Yearly(10m)), ada.Ends(At(2026, 3, 15) + Duration.FromHours(6))];

        Assert.Equal(Ratio.Of(1, 1), ChurnAnalysis.Of(history).Renewals(March)[0].ShareOfChurnOnRenewal);
    }

    [Fact]
    public void Renewals_AreWithinTheirBounds_AndAgreeWithTheCalendar() => ChurnCase.Check(one =>
    {
        RenewalCalendar calendar = RenewalCalendar.Of(one.History, one.Periods.Zone);
        RollForward totals = one.RollForward;
        Renewals renewals = one.Analysis.Renewals(one.Periods);
        for (int i = 0; i < renewals.Count; i++)
        {
            RenewalsRow row = renewals[i];
            var ending = calendar.TermEnds(row.Period.Start, row.Period.End).GroupBy(end => end.Subscription).ToList();
            Assert.Equal(ending.Count, row.SubscriptionsUpForRenewal);
            Assert.Equal(ending.Count(ends => ends.MaxBy(end => end.At)!.Renewed), row.SubscriptionsRenewed);
            Assert.InRange(row.CustomersUpForRenewal, 0, totals[i].OpeningCustomers);
            Assert.InRange(row.CustomersUpForRenewal - row.CustomersRenewed, 0, totals[i].ChurnedCustomers);
            Assert.Equal(totals[i].ChurnedCustomers, row.ChurnedCustomers);
            Assert.InRange(row.ChurnedOnRenewal, 0, row.ChurnedCustomers);
            Assert.True(row.MrrNotRenewed.CompareTo(row.MrrUpForRenewal) <= 0 && row.MrrUpForRenewal.CompareTo(totals[i].OpeningMrr) <= 0);
        }
    });

    [Fact]
    public void WhatIsMissingToTheRenewalRate_IsTheChurnRateOfThoseUpForRenewal() => ChurnCase.Check(one =>
    {
        Renewals renewals = one.Analysis.Renewals(one.Periods);
        RollForward churn = RevenueTimeline.FromHistory(one.History, one.Policy).RollForward(one.Periods, one.Policy with { ChurnDenominator = ChurnDenominator.UpForRenewal });

        Assert.Equal(churn.Select(row => row.CustomerChurnRate), renewals.Select(row => row.CustomerRenewalRate.Complement));
    });

    [Fact]
    public void Merge_WithAPartWithoutTerms_GoesWithAnyCurrency_AndWithAmountsOfNoStatedCurrencyNot()
    {
        Renewals march = RenewalsOf(Currency.Eur), nobody = ChurnAnalysis.Of([]).Renewals(March), unstated = RenewalsOf(Currency.None);

        Assert.Equal(march, march.Merge(nobody));
        Assert.Equal(march, nobody.Merge(march));
        Assert.Throws<ArgumentException>(() => march.Merge(unstated));
        Assert.Throws<ArgumentException>(() => unstated.Merge(march));

        static Renewals RenewalsOf(Currency currency) =>
            ChurnAnalysis.Of([Subscription.Of("ada").Starts(At(2026, 1, 15), RecurringPrice.Monthly(1m, currency))]).Renewals(March);
    }

    [Fact]
    public void Merge_OfOtherPeriods_IsRefused()
    {
        ChurnAnalysis analysis = ChurnAnalysis.Of([Subscription.Of("ada").Starts(At(2026, 1, 1), Yearly(1m))]);

        Assert.Throws<ArgumentException>(() => analysis.Renewals(March).Merge(analysis.Renewals(ReportingCalendar.Years(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)))));
    }

    private static RecurringPrice Yearly(decimal amount) => RecurringPrice.Yearly(amount, Currency.Eur);

    private static Instant At(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);
}
