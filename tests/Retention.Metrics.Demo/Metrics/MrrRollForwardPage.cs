using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class MrrRollForwardPage
{
    [Fact]
    public void Example()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        ReportingPeriods months = FiveCustomers.Year.Periods;
        RollForwardRow march = FiveCustomers.March;

        #region mrr-roll-forward
        Console.WriteLine(march.OpeningMrr.Monthly);       // 200.00 EUR
        Console.WriteLine(march.NewMrr.Monthly);           // 55.00 EUR: Eve
        Console.WriteLine(march.ReactivationMrr.Monthly);  // 25.00 EUR: Dee
        Console.WriteLine(march.ExpansionMrr.Monthly);     // 20.00 EUR: Ada
        Console.WriteLine(march.ContractionMrr.Monthly);   // 10.00 EUR: Bo
        Console.WriteLine(march.ChurnMrr.Monthly);         // 40.00 EUR: Cy
        Console.WriteLine(march.ClosingMrr.Monthly);       // 250.00 EUR

        MrrContribution lost = timeline.Explain(months, RevenueFigure.ChurnMrr).Single(one => one.Period == march.Period);
        Console.WriteLine($"{lost.Customer} {lost.Amount.Monthly}");  // cy 40.00 EUR
        #endregion
    }

    [Fact]
    public void Pitfall_CountingSubscriptions()
    {
        #region mrr-roll-forward-pitfall
        var basic = new Subscription("basic", "ada");
        var plus = new Subscription("plus", "ada");
        Instant moved = Instant.FromUtc(2026, 3, 10, 0, 0);
        SubscriptionHistory history =
        [
            basic.Starts(Instant.FromUtc(2026, 1, 1, 0, 0), RecurringPrice.Monthly(30m, Currency.Eur)),
            basic.Ends(moved),
            plus.Starts(moved, RecurringPrice.Monthly(50m, Currency.Eur)),
        ];

        int wrong = history.OfType<SubscriptionEvent.Ended>().Count();
        Console.WriteLine(wrong);  // 1: a subscription ended, but no customer left

        ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).Containing(moved);
        RollForwardRow right = RevenueTimeline.FromHistory(history).RollForward(months)[0];
        Console.WriteLine(right.ChurnedCustomers);      // 0
        Console.WriteLine(right.ExpansionMrr.Monthly);  // 20.00 EUR
        #endregion
    }

    [Fact]
    public void Netting_Differs()
    {
        #region mrr-roll-forward-netting
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 1, 0, 0), RecurringPrice.Monthly(50m, Currency.Eur)),
            ada.ChangesPrice(Instant.FromUtc(2026, 3, 10, 9, 0), RecurringPrice.Monthly(80m, Currency.Eur)),
            ada.ChangesPrice(Instant.FromUtc(2026, 3, 20, 9, 0), RecurringPrice.Monthly(60m, Currency.Eur)),
        ];
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

        RollForwardRow perPeriod = timeline.RollForward(march)[0];
        Console.WriteLine($"+{perPeriod.ExpansionMrr.Monthly} -{perPeriod.ContractionMrr.Monthly}");  // +10.00 EUR -0.00 EUR

        RollForwardRow perEvent = timeline.RollForward(march, MetricPolicy.Default with { Netting = Netting.PerEvent })[0];
        Console.WriteLine($"+{perEvent.ExpansionMrr.Monthly} -{perEvent.ContractionMrr.Monthly}");    // +30.00 EUR -20.00 EUR
        #endregion
    }
}
