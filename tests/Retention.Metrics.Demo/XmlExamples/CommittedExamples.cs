using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class CommittedExamples
{
    [Fact]
    public void CommittedRevenue_Type()
    {
        (SubscriptionHistory history, ReportingPeriods quarter) = ThreeContracts.Build();

        #region xml: CommittedRevenue
        CommittedRevenue committed = history.CommittedRevenue(quarter);
        Show(committed[1].KnownMrr.Monthly);     // 120.00 EUR
        Show(committed[1].CommittedMrr.Monthly); // 80.00 EUR
        Show(committed[1].AtRiskMrr.Monthly);    // 50.00 EUR
        #endregion
    }

    [Fact]
    public void CommittedTotals_Type()
    {
        ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).Month(2026, 1);

        #region xml: CommittedTotals
        CommittedTotals[] totals = [new() { KnownMrr = 588_000_000, AtRiskMrr = 588_000_000, AtRiskCustomers = 1, AtRiskSubscriptions = 1 }];
        CommittedRevenue january = CommittedRevenue.FromTotals(periods, MetricPolicy.Default, Currency.Eur, totals);
        Show(january[0].AtRiskMrr.Monthly); // 49.00 EUR
        #endregion
    }

    [Fact]
    public void UpcomingRevenue_Type()
    {
        (SubscriptionHistory history, ReportingPeriods quarter) = ThreeContracts.Build();

        #region xml: UpcomingRevenue
        UpcomingRevenue upcoming = history.Upcoming(Instant.FromUtc(2026, 3, 1, 0, 0), quarter);
        Show(upcoming.RollForward[0].Period);             // 2026-03 (upcoming)
        Show(upcoming.RollForward[0].ChurnMrr.Monthly);   // 50.00 EUR
        Show(upcoming.RollForward[0].ClosingMrr.Monthly); // 70.00 EUR
        #endregion
    }

    [Fact]
    public void ReportingPeriods_AsOf()
    {
        #region xml: ReportingPeriods.AsOf
        ReportingPeriods year = ReportingCalendar.Months(DateTimeZone.Utc).Year(2026).AsOf(Instant.FromUtc(2026, 10, 11, 0, 0));
        Show(year[9]);  // 2026-10 (to date)
        Show(year[10]); // 2026-10-11/2026-11-01 (upcoming)
        #endregion
    }

    [Fact]
    public void CustomerTable_Type()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        RollForwardRow march = FiveCustomers.March;

        #region xml: CustomerTable
        CustomerTable customers = timeline.CustomersAt(march.Period.End);
        Show(customers.Count);            // 4
        Show(customers.TotalMrr.Monthly); // 250.00 EUR
        Show(customers[0].Customer);      // ada
        #endregion
    }
}
