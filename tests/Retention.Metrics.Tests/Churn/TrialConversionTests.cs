using NodaTime;

namespace Retention.Metrics.Tests.Churn;

public sealed class TrialConversionTests
{
    private static readonly ReportingPeriods March = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

    [Fact]
    public void TrialConversion_OnPaper()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy"), dee = Subscription.Of("dee"), eveTrial = new("eve-trial", "eve"), evePlan = new("eve-plan", "eve"), flo = Subscription.Of("flo"), gus = Subscription.Of("gus"), hal = Subscription.Of("hal");
        SubscriptionHistory history =
        [
            evePlan.Starts(At(3, 10), Monthly), eveTrial.Ends(At(3, 10)), eveTrial.TrialStarts(At(2, 25)), // goes on as another subscription
            ada.Starts(At(3, 15), Monthly), ada.TrialStarts(At(3, 1)),
            bo.TrialStarts(At(2, 20)), bo.Ends(At(3, 6)), bo.Starts(At(3, 7), Monthly), // a day later: not of the trial
            cy.SchedulesCancellation(At(3, 12), At(3, 24)), cy.TrialStarts(At(3, 10)),
            dee.TrialStarts(At(3, 25)), // open
            flo.TrialStarts(At(3, 2)), flo.Starts(At(3, 12), Monthly, Discount.Percent(100m, At(4, 12))), // pays nothing yet
            gus.TrialStarts(At(3, 5)), gus.Ends(At(3, 19)), gus.TrialStarts(At(3, 19)), // a longer trial, open
            hal.TrialStarts(At(2, 1)), hal.Starts(At(4, 1), Monthly), // the end of March is April's
        ];
        TrialConversionRow march = TrialConversion.Of(history, March)[0];

        Assert.Equal(new TrialConversionRow(March[0], TrialsEnded: 5, TrialsConverted: 2, OpenTrials: 3), march);
        Assert.Equal(Ratio.Of(2, 5), march.ConversionRate);
        Assert.Equal(["ada", "bo", "cy", "eve-trial", "flo"], TrialConversion.Explain(history, March).Select(trial => trial.Subscription.Value));
        Assert.Equal(["ada", "eve-trial"], TrialConversion.Explain(history, March).Where(trial => trial.Converted).Select(trial => trial.Subscription.Value));
        Assert.Equal(Duration.FromDays(14), TrialConversion.Explain(history, March).Select(trial => trial.EndedAt - trial.StartedAt).First());
    }

    /// <summary>Cleeng, "Trial Conversion Rate": on 24 January 50 free trials ended, 10 of them converted: 20 %.</summary>
    [Fact]
    public void TrialConversion_Published_TenOfFifty()
    {
        SubscriptionHistory history = SubscriptionHistory.Create(Enumerable.Range(0, 50).SelectMany(number =>
        {
            Subscription one = Subscription.Of(FormattableString.Invariant($"c{number}"));
            SubscriptionEvent begins = one.TrialStarts(At(1, 10));
            return (SubscriptionEvent[])[number < 10 ? one.Starts(At(1, 24), Monthly) : one.Ends(At(1, 24)), begins];
        }));

        Assert.Equal(0.20m, TrialConversion.Of(history, ReportingCalendar.Days(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 24)))[0].ConversionRate.Value);
    }

    [Fact]
    public void TrialConversion_OfAPeriodInWhichNoTrialEnded_IsUndefined() =>
        Assert.Null(TrialConversion.Of([Subscription.Of("ada").TrialStarts(At(3, 1))], March)[0].ConversionRate.Value);

    [Fact]
    public void ATrial_EndsInThePeriodOfItsInstant_AndIsOpenOnlyOnceBegun()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy");
        SubscriptionHistory history = [ada.TrialStarts(At(2, 20)), ada.Ends(At(3, 1)), bo.TrialStarts(At(4, 1)), cy.TrialStarts(At(3, 20)), cy.Ends(At(4, 1))];

        Assert.Equal(["ada"], TrialConversion.Explain(history, March).Select(trial => trial.Customer.Value));
        Assert.Equal(new TrialConversionRow(March[0], TrialsEnded: 1, TrialsConverted: 0, OpenTrials: 1), TrialConversion.Of(history, March)[0]);
    }

    [Fact]
    public void ATrialTakenUpAtAPriceOfZero_IsNotPaid()
    {
        Subscription ada = Subscription.Of("ada");

        Assert.Equal(Ratio.Of(0, 1), TrialConversion.Of([ada.TrialStarts(At(3, 1)), ada.Starts(At(3, 15), RecurringPrice.Monthly(0m, Currency.Eur))], March)[0].ConversionRate);
    }

    [Fact]
    public void ATrialBesideAPaidSubscription_IsNotPaidByIt()
    {
        Subscription plan = new("plan", "ada"), extra = new("extra", "ada");

        Assert.Equal(Ratio.Of(0, 1), TrialConversion.Of([plan.Starts(At(1, 1), Monthly), extra.TrialStarts(At(3, 1)), extra.Ends(At(3, 15))], March)[0].ConversionRate);
    }

    [Theory]
    [InlineData("resumption")]
    [InlineData("another price")]
    public void ATrialThatEndsAsAPaidSubscriptionGoesOn_IsNotPaidByIt(string what)
    {
        Subscription plan = new("plan", "ada"), extra = new("extra", "ada");
        SubscriptionEvent[] goesOn = what == "resumption" ? [plan.Pauses(At(2, 1)), plan.Resumes(At(3, 15))] : [plan.ChangesPrice(At(3, 15), RecurringPrice.Monthly(20m, Currency.Eur))];
        SubscriptionHistory history = [plan.Starts(At(1, 1), Monthly), .. goesOn, extra.TrialStarts(At(3, 1)), extra.Ends(At(3, 15))];

        Assert.Equal(Ratio.Of(0, 1), TrialConversion.Of(history, March)[0].ConversionRate);
    }

    [Fact]
    public void TrialsEnded_AddUpToTheTrialsBegun_LessThoseOpen() => ChurnCase.Check(one =>
    {
        var ever = ReportingPeriods.Between(one.Periods.Zone, Instant.FromUtc(2020, 1, 1, 0, 0), one.Periods.Start, one.Periods.End, Instant.FromUtc(2040, 1, 1, 0, 0));
        TrialConversion trials = TrialConversion.Of(one.History, ever);
        int begun = one.History.Count(fact => fact is SubscriptionEvent.TrialStarted) - Extended(one.History);

        Assert.Equal(begun, trials.Sum(row => row.TrialsEnded) + trials[^1].OpenTrials);
        Assert.All(trials, row => Assert.InRange(row.TrialsConverted, 0, row.TrialsEnded));
        Assert.Equal(trials.Sum(row => row.TrialsEnded), TrialConversion.Explain(one.History, ever).Count());
        Assert.Equal(trials.Sum(row => row.TrialsConverted), TrialConversion.Explain(one.History, ever).Count(trial => trial.Converted));
    });

    [Fact]
    public void Merge_OfOtherPeriods_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TrialConversion.Of([], March).Merge(TrialConversion.Of([], ReportingCalendar.Years(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)))));

    /// <summary>Trials that begin where one ended at the same instant, and trials over at the instant they begin, are no trials of their own.</summary>
    private static int Extended(SubscriptionHistory history) => history.OfType<SubscriptionEvent.TrialStarted>().Count(begins =>
    {
        SubscriptionLifecycle lifecycle = history.Lifecycles.Of(begins.Customer).Single(one => one.Subscription == begins.Subscription);
        LifecycleMoment moment = lifecycle.MomentAt(begins.At)!.Value;
        return moment.Before.State == LifecycleState.Trial || moment.After.State != LifecycleState.Trial;
    });

    private static RecurringPrice Monthly => RecurringPrice.Monthly(10m, Currency.Eur);

    private static Instant At(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
}
