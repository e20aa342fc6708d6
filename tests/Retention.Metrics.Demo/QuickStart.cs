#region quick-start
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode;

public sealed class QuickStart
{
    [Fact]
    public void Runs()
    {
        #region quick-start
        var ada = Subscription.Of("ada");
        var bo = Subscription.Of("bo");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            bo.Starts(Instant.FromUtc(2026, 1, 20, 9, 0), RecurringPrice.Yearly(1200m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 3, 5, 9, 0), ChurnReason.Voluntary),
        ];
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        RollForwardRow march = RevenueTimeline.FromHistory(history).RollForward(quarter)[2];
        Console.WriteLine(march.ClosingMrr.Monthly);  // 100.00 EUR: the yearly customer is left
        Console.WriteLine(march.CustomerChurnRate);   // 1/2 = 0.5
        #endregion
    }
}
