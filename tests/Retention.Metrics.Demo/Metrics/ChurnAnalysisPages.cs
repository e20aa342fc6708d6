using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class ChurnAnalysisPages
{
    private readonly SubscriptionHistory history = FiveLeavers.History;
    private readonly ReportingPeriods march = FiveLeavers.March;
    private readonly ReportingPeriods year = FiveLeavers.Year;

    [Fact]
    public void ByReason()
    {
        #region churn-reasons
        ChurnByReasonRow why = ChurnAnalysis.Of(history).ByReason(march)[0];
        Console.WriteLine(string.Join(", ", why.Reasons));                 // involuntary, paused, too dear, voluntary
        Console.WriteLine(why.Of(ChurnReason.Paused));                     // 1 customer, 50.00 EUR/month
        Console.WriteLine(why.Of(ChurnKind.Voluntary));                    // 2 customers, 160.00 EUR/month: too dear and voluntary
        Console.WriteLine(why.Of(ChurnKind.Voluntary).CustomerChurnRate);  // 2/5 = 0.4
        Console.WriteLine(why.Total.CustomerChurnRate);                    // 4/5 = 0.8: the customer churn rate
        #endregion
    }

    [Fact]
    public void ByReason_Pitfall()
    {
        #region churn-reasons-pitfall
        long wrong = history.OfType<SubscriptionEvent.Ended>().Count(ended => ended.Reason.Kind == ChurnKind.Unknown);
        Console.WriteLine(wrong);                                       // 1: the end of a trial, which is no churn

        long right = ChurnAnalysis.Of(history).ByReason(march)[0].Of(ChurnKind.Unknown).ChurnedCustomers;
        Console.WriteLine(right);                                       // 0
        #endregion
    }

    [Fact]
    public void ByTenure()
    {
        #region churn-by-tenure
        ReportingPeriods year = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2025, 4)).To(new YearMonth(2026, 3));
        ChurnByTenure byTenure = ChurnAnalysis.Of(history).ByTenure(year);
        Console.WriteLine(byTenure.Whole[0].Hazard);                   // 1/3 = 0.333333: month 0, Ada of Ada, Bo and Cy
        Console.WriteLine(byTenure.Whole[5].Hazard);                   // 0/3 = 0: month 5
        Console.WriteLine(byTenure.Whole[8].Hazard);                   // 1/2 = 0.5: month 8, Cy of Bo and Cy
        Console.WriteLine(byTenure.Whole.Sum(month => month.AtRisk));  // 30: customers × months
        #endregion
    }

    [Fact]
    public void ByTenure_Pitfall()
    {
        #region churn-by-tenure-pitfall
        TenureRisk[] firstHalf = [.. ChurnAnalysis.Of(history).ByTenure(year).Whole.Where(month => month.Month < 6)];

        decimal? wrong = firstHalf.Average(month => month.Hazard.Value);
        Console.WriteLine(wrong);   // 0.0555…: a month with few at risk weighs like one with many

        Ratio right = firstHalf.Select(month => month.Hazard).Aggregate((a, b) => a.Pool(b));
        Console.WriteLine(right);   // 1/20 = 0.05
        #endregion
    }

    [Fact]
    public void ByTrigger()
    {
        #region churn-triggers
        TriggerWindow window = TriggerWindow.OfDays(14).Marking("release 4", Instant.FromUtc(2026, 3, 8, 0, 0));
        ChurnByTriggerRow before = ChurnAnalysis.Of(history).ByTrigger(march, window)[0];
        Console.WriteLine(before.Of(ChurnTrigger.PriceRise));            // 1 customer, 100.00 EUR/month
        Console.WriteLine(before.Of(ChurnTrigger.FailedPayment));        // 1 customer, 40.00 EUR/month
        Console.WriteLine(before.Of(ChurnTrigger.Renewal));              // 3 customers, 150.00 EUR/month
        Console.WriteLine(before.Of(ChurnTrigger.Marked("release 4")));  // 3 customers, 210.00 EUR/month
        Console.WriteLine(before.Of(ChurnTrigger.None));                 // 0 customers, 0.00 EUR/month
        #endregion
    }

    [Fact]
    public void ByTrigger_Pitfall()
    {
        #region churn-triggers-pitfall
        ChurnAnalysis analysis = ChurnAnalysis.Of(history);

        Ratio wrong = analysis.ByTrigger(march, TriggerWindow.OfDays(31))[0].Of(ChurnTrigger.Renewal).ShareOfChurnedCustomers;
        Console.WriteLine(wrong);   // 4/4 = 1: everyone who pays by the month had a renewal in the last 31 days

        Ratio right = analysis.Renewals(march)[0].ShareOfChurnOnRenewal;
        Console.WriteLine(right);   // 1/4 = 0.25: Bo left on the day his year ended
        #endregion
    }

    [Fact]
    public void Trials()
    {
        #region trial-conversion
        TrialConversionRow trials = TrialConversion.Of(history, march)[0];
        Console.WriteLine(trials.ConversionRate);   // 1/2 = 0.5: Eve's of Dee's and Eve's
        Console.WriteLine(trials.OpenTrials);       // 1
        #endregion
    }

    [Fact]
    public void Trials_Pitfall()
    {
        #region trial-conversion-pitfall
        ReportingPeriods february = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 2, 1));

        int begun = history.OfType<SubscriptionEvent.TrialStarted>().Count(trial => february[0].Contains(trial.At));
        int paid = TrialConversion.Explain(history, february).Count(trial => trial.Converted);
        Console.WriteLine(Ratio.Of(paid, begun));                                    // 0/1 = 0: a trial that still runs counts as lost

        Console.WriteLine(TrialConversion.Of(history, february)[0].ConversionRate);  // 0/0 = undefined: none ended
        #endregion
    }

    [Fact]
    public void Recovery()
    {
        #region payment-recovery
        PaymentRecoveryRow payments = PaymentRecovery.Of(history, march)[0];
        Console.WriteLine(payments.Failures);         // 3
        Console.WriteLine(payments.RecoveryRate);     // 1/2 = 0.5: Eve's, of hers and Cy's
        Console.WriteLine(payments.RecoveredSoFar);   // 1/3 = 0.333333: of all three
        #endregion
    }

    [Fact]
    public void Recovery_Pitfall()
    {
        #region payment-recovery-pitfall
        Instant endOfMarch = Instant.FromUtc(2026, 4, 1, 0, 0);
        SubscriptionHistory later = SubscriptionHistory.Create(history.Append(new Subscription("eve-extra", "eve").PaymentRecovers(Instant.FromUtc(2026, 4, 9, 0, 0))));
        Console.WriteLine(PaymentRecovery.Of(later, march)[0].RecoveryRate);                                  // 2/3 = 0.666667: it moves while failures are settled
        Console.WriteLine(PaymentRecovery.Of(later.AsKnownAt(endOfMarch).History, march)[0].RecoveryRate);    // 1/2 = 0.5: as it was known then
        #endregion
    }

    [Fact]
    public void UpForRenewal()
    {
        #region renewals
        RenewalsRow renewals = ChurnAnalysis.Of(history).Renewals(march)[0];
        Console.WriteLine(renewals.SubscriptionRenewalRate);  // 4/5 = 0.8: all but Bo's
        Console.WriteLine(renewals.CustomerRenewalRate);      // 1/5 = 0.2: of all five, Eve alone is still there
        Console.WriteLine(renewals.MrrUpForRenewal);          // 450.00 EUR/month
        Console.WriteLine(renewals.ShareOfChurnOnRenewal);    // 1/4 = 0.25: Bo
        #endregion
    }

    [Fact]
    public void UpForRenewal_Pitfall()
    {
        #region renewals-pitfall
        Instant anchor = Instant.FromUtc(2026, 1, 31, 0, 0);
        SubscriptionHistory monthly = [Subscription.Of("ada").Starts(anchor, RecurringPrice.Monthly(10m, Currency.Eur))];

        LocalDate wrong = anchor.InUtc().Date.PlusMonths(1).PlusMonths(1);
        Console.WriteLine(wrong.Day);   // 28: counted from term to term, the 31st is lost for ever

        TermEnd right = RenewalCalendar.Of(monthly, DateTimeZone.Utc).TermEnds(anchor, Instant.FromUtc(2026, 4, 1, 0, 0)).Last();
        Console.WriteLine(right.At.InUtc().Day);   // 31
        #endregion
    }
}
