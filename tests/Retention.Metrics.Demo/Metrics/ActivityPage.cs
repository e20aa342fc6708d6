#region activity
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode.Metrics;

public sealed class ActivityPage
{
    [Fact]
    public void Example()
    {
        #region activity
        ActivityTimeline activities = ActivityTimeline.FromActivities(
        [
            new("ada", Instant.FromUtc(2026, 1, 5, 9, 0), "login"), new("ada", Instant.FromUtc(2026, 1, 5, 17, 0), "export", quantity: 3),
            new("ada", Instant.FromUtc(2026, 1, 6, 9, 0), "login"), new("ada", Instant.FromUtc(2026, 2, 2, 9, 0), "login"),
            new("bo", Instant.FromUtc(2026, 1, 31, 9, 0), "login"), new("bo", Instant.FromUtc(2026, 3, 9, 9, 0), "login"),
            new("cy", Instant.FromUtc(2026, 2, 28, 9, 0), "login"),
        ]);
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        ActivityMetrics months = activities.Metrics(quarter);
        #endregion

        #region activity-figures
        Console.WriteLine(months[0]);                           // 2026-01: 2 active, 0 retained, 2 new, 0 resurrected, 0 dormant
        Console.WriteLine(months[1]);                           // 2026-02: 2 active, 1 retained, 1 new, 0 resurrected, 1 dormant
        Console.WriteLine(months[2]);                           // 2026-03: 1 active, 0 retained, 0 new, 1 resurrected, 2 dormant
        Console.WriteLine(months[1].RetentionRate);             // 1/2 = 0.5: of Ada and Bo, Ada
        Console.WriteLine(months[0].Stickiness);                // 3/62 = 0.048387: 3 customer-days over 31 days, of 2 customers
        Console.WriteLine(months[0].MeanDailyActiveCustomers);  // 3/31 = 0.096774
        #endregion

        #region activity-days
        DayWindow[] days = [DayWindow.On(1), DayWindow.Between(1, 30), DayWindow.OnOrAfter(30)];
        DayRetention retention = activities.DayRetention(quarter, days, asOf: Instant.FromUtc(2026, 3, 15, 0, 0));
        Console.WriteLine(retention[0].Customers);  // 2: Ada and Bo began in January
        Console.WriteLine(retention[0][0]);         // 1/2 = 0.5: Ada came back on 6 January
        Console.WriteLine(retention[0][1]);         // 1/2 = 0.5: Ada within 30 days; Bo came back on day 37
        Console.WriteLine(retention[0][2]);         // 1/2 = 0.5: Bo on day 37, Ada not on day 30 or later
        Console.WriteLine(retention[1][2]);         // 0/0 = undefined: day 30 of Cy is 30 March
        #endregion

        #region activity-cohorts
        ActivityCohortTable cohorts = activities.Cohorts(quarter);
        Console.WriteLine(cohorts[0].Size);                    // 2
        Console.WriteLine(cohorts[0][1]!.CustomerRetention);   // 1/2 = 0.5: Ada in February
        Console.WriteLine(cohorts[0][2]!.CustomerRetention);   // 1/2 = 0.5: Bo in March
        Console.WriteLine(cohorts[0][0]!.Activities);          // 4
        #endregion
    }

    [Fact]
    public void Pitfall_MeanOfCohorts()
    {
        #region activity-pitfall
        Ratio january = Ratio.Of(90, 100), february = Ratio.Of(1, 10);

        decimal? wrong = (january.Value + february.Value) / 2;
        Console.WriteLine(wrong);  // 0.5

        Ratio right = january.Pool(february);
        Console.WriteLine(right);  // 91/110 = 0.827273; DayRetention.Overall does this
        #endregion
    }
}
