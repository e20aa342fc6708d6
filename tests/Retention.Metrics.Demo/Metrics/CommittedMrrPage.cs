using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class CommittedMrrPage
{
    [Fact]
    public void Example()
    {
        (SubscriptionHistory history, ReportingPeriods quarter) = ThreeContracts.Build();

        #region committed-mrr
        CommittedRevenueRow february = history.CommittedRevenue(quarter)["2026-02"];

        Console.WriteLine(february.KnownMrr);         // 120.00 EUR/month
        Console.WriteLine(february.CommittedMrr);     // 80.00 EUR/month
        Console.WriteLine(february.AtRiskMrr);        // 50.00 EUR/month
        Console.WriteLine(february.AtRiskCustomers);  // 1
        #endregion

        Assert.Equal(0, february.LeftOutSubscriptions);
    }

    [Fact]
    public void Upcoming()
    {
        (SubscriptionHistory history, _) = ThreeContracts.Build();

        #region committed-mrr-upcoming
        ReportingPeriods year = ReportingCalendar.Months(DateTimeZone.Utc).Year(2026);
        UpcomingRevenue upcoming = history.Upcoming(Instant.FromUtc(2026, 3, 11, 0, 0), year);
        Console.WriteLine(upcoming.RollForward[0]);  // 2026-03-11/2026-04-01 (upcoming): 120.00 EUR/month to 70.00 EUR/month, 3 to 2 customers
        Console.WriteLine(upcoming.RollForward[1]);  // 2026-04 (upcoming): 70.00 EUR/month to 80.00 EUR/month, 2 to 2 customers
        #endregion
    }

    [Fact]
    public void Pitfall()
    {
        (SubscriptionHistory history, ReportingPeriods quarter) = ThreeContracts.Build();

        #region committed-mrr-pitfall
        // The same facts, of which nobody noted when they were recorded: Bo's price is not known before it is in effect.
        SubscriptionHistory unrecorded = SubscriptionHistory.Create(history.Select(one => one with { RecordedAt = null }));
        Console.WriteLine(unrecorded.CommittedRevenue(quarter)["2026-02"].CommittedMrr);  // 70.00 EUR/month
        #endregion
    }
}
