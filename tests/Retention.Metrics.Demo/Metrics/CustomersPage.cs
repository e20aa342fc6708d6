using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class CustomersPage
{
    [Fact]
    public void Example()
    {
        (SubscriptionHistory history, ReportingPeriods quarter) = ThreeContracts.Build();

        #region customers
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
        CustomerTable customers = timeline.CustomersAt(quarter[1].End);

        Console.WriteLine(customers.TotalMrr);                           // 120.00 EUR/month
        Console.WriteLine(customers[0]);                                 // ada: 50.00 EUR/month since 2026-01-01T00:00:00Z
        Console.WriteLine(customers[0].Scheduled!.ScheduledEnd);         // 2026-03-15T00:00:00Z
        Console.WriteLine(customers[1].Scheduled!.NextRenewal);          // 2026-03-05T00:00:00Z
        Console.WriteLine(customers[2].Scheduled!.AtRiskMrr);            // 0.00 EUR/month: revoked on 25 February
        #endregion

        Assert.Equal(3, customers.Count);
    }
}
