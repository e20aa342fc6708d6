using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class ActivityExamples
{
    private static readonly ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));

    private static readonly ActivityTimeline activities = ActivityTimeline.FromActivities(
    [
        new Activity("ada", Instant.FromUtc(2026, 1, 5, 9, 0), "login"),
        new Activity("ada", Instant.FromUtc(2026, 1, 6, 9, 0), "export"),
        new Activity("ada", Instant.FromUtc(2026, 2, 2, 9, 0), "login"),
        new Activity("bo", Instant.FromUtc(2026, 1, 31, 9, 0), "login"),
        new Activity("bo", Instant.FromUtc(2026, 3, 9, 9, 0), "login"),
    ]);

    [Fact]
    public void ActivityMetrics_OfThreeMonths()
    {
        #region xml: ActivityMetrics
        ActivityMetrics months = activities.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        Show(months["2026-02"].RetainedCustomers);   // 1
        Show(months["2026-02"].DormantCustomers);    // 1
        Show(months["2026-02"].RetentionRate.Value); // 0.5
        #endregion
    }

    [Fact]
    public void ActivityTotals_Type()
    {
        #region xml: ActivityTotals
        ActivityTotals[] totals = [new() { Activities = 90, Quantity = 90, CustomerDays = 62, RetainedCustomers = 5, NewCustomers = 3, ResurrectedCustomers = 2, DormantCustomers = 5 }];
        ActivityMetrics january = ActivityMetrics.FromTotals(periods, totals);
        Show(january[0].ActiveCustomers);     // 10
        Show(january[0].RetentionRate.Value); // 0.5
        Show(january[0].Stickiness.Value);    // 0.2
        #endregion
    }

    [Fact]
    public void DayWindow_Type()
    {
        #region xml: DayWindow
        Show(DayWindow.On(7).ToString());         // 7
        Show(DayWindow.Between(1, 7).ToString()); // 1-7
        Show(DayWindow.OnOrAfter(7).ToString());  // 7+
        Show(DayWindow.Parse("1-7").Last);        // 7
        #endregion
    }

    [Fact]
    public void DayRetention_OfAMonth()
    {
        #region xml: DayRetention
        ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
        DayRetention retention = activities.DayRetention(january, [DayWindow.On(1), DayWindow.OnOrAfter(1)], asOf: Instant.FromUtc(2026, 4, 1, 0, 0));
        Show(retention[0].Customers); // 2
        Show(retention[0][0].Value);  // 0.5
        Show(retention[0][1].Value);  // 1
        #endregion
    }

    [Fact]
    public void ActivityCohortTable_OfThreeMonths()
    {
        #region xml: ActivityCohortTable
        ActivityCohortTable cohorts = activities.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        Show(cohorts[0].Size);                        // 2
        Show(cohorts[0][1]!.CustomerRetention.Value); // 0.5
        Show(cohorts[0][1]!.Activities);              // 1
        #endregion
    }

    [Fact]
    public void ActivityCellTotals_Type()
    {
        #region xml: ActivityCellTotals
        var first = new ActivityCellTotals { Customers = 2, Activities = 2 };
        CohortTotals<ActivityCellTotals>[] cohorts = [new(first, [first with { Activities = 9 }])];
        ActivityCohortTable january = ActivityCohortTable.FromTotals(periods, cohorts, earlier: new(default, [default]));
        Show(january[0].Size);                                  // 2
        Show(january[0][0]!.ActivitiesPerActiveCustomer.Value); // 4.5
        #endregion
    }

    [Fact]
    public void ActivityRetention_Rate()
    {
        #region xml: ActivityRetention.Rate
        Show(ActivityRetention.Rate(retained: 60, dormant: 20).Value); // 0.75
        #endregion
    }

    [Fact]
    public void Stickiness_Of()
    {
        #region xml: Stickiness.Of
        Show(Stickiness.Of(customerDays: 600, days: 30, activeCustomers: 100).Value); // 0.2
        #endregion
    }
}
