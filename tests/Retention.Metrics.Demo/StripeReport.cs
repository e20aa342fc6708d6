#region stripe-report
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Stripe;
#endregion

namespace DocumentedCode;

public sealed class StripeReport
{
    [Fact]
    public void Report()
    {
        #region stripe-report
        StripeSubscriptionImport import = StripeImport.Subscriptions("stripe-subscriptions.json");
        RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireValid().History);
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        RollForwardRow march = timeline.RollForward(quarter)[2];
        Console.WriteLine(march.ClosingMrr.Monthly);  // 110.00 USD
        Console.WriteLine(march.ChurnMrr.Monthly);    // 30.00 USD
        Console.WriteLine(import.Objects.Used);       // 4
        #endregion
    }
}
