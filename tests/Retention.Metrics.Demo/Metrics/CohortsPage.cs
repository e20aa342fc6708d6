#region cohorts
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode.Metrics;

public sealed class CohortsPage
{
    [Fact]
    public void Subscriptions()
    {
        #region cohorts
        static Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
        static RevenueInterval Pays(string customer, Instant from, Instant? to, decimal monthly) =>
            new(customer, from, to, RecurringRevenue.PerMonth(Currency.Eur.Amount(monthly)));

        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
        [
            Pays("ada", Day(1, 5), Day(2, 10), 100m), Pays("ada", Day(2, 10), null, 120m),
            Pays("bo", Day(1, 10), Day(1, 25), 50m), Pays("bo", Day(3, 10), null, 80m),
            Pays("cy", Day(2, 1), Day(4, 1), 60m),
            Pays("dee", Day(2, 20), Day(3, 5), 30m), Pays("dee", Day(3, 5), null, 10m),
            Pays("eve", Day(4, 10), null, 70m),
        ]);
        ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 4));
        RevenueCohortTable cohorts = timeline.Cohorts(months);
        #endregion

        #region cohorts-figures
        RevenueCohort january = cohorts[0];
        Console.WriteLine(january.Size);                        // 2
        Console.WriteLine(january.InitialMrr.Monthly);          // 150.00 EUR
        Console.WriteLine(january[0]!.CustomerRetention);       // 1/2 = 0.5: Bo left within his first month
        Console.WriteLine(january[2]!.CustomerRetention);       // 2/2 = 1: and came back in March
        Console.WriteLine(january[2]!.NetRevenueRetention);     // 200/150 = 1.333333
        Console.WriteLine(january[2]!.GrossRevenueRetention);   // 150/150 = 1: nobody counts for more than at first
        Console.WriteLine(january[2]!.MrrVsPrevious);           // 200/120 = 1.666667
        Console.WriteLine(cohorts.Average[1]!.CustomerRetention);  // 3/4 = 0.75: 1 of 2, 2 of 2 and March's none of none
        Console.WriteLine(cohorts[1][3]?.Customers);            // null: May is none of the periods
        #endregion

        #region cohorts-as-of
        RevenueCohortTable inMarch = timeline.Cohorts(months, asOf: Day(3, 8));
        Console.WriteLine(inMarch[0][1]!.Customers);  // 1
        Console.WriteLine(inMarch[0][2]?.Customers);  // null: March has not ended
        #endregion

        #region cohorts-add-up
        long inApril = cohorts.Append(cohorts.Earlier).SelectMany(cohort => cohort).Where(cell => cell?.Period == months[3]).Sum(cell => cell!.Customers);
        Console.WriteLine(inApril);                                           // 4
        Console.WriteLine(timeline.RollForward(months)[3].ClosingCustomers);  // 4
        #endregion

        #region cohorts-pitfall
        RevenueCohortCell[] mature = [.. cohorts.Select(cohort => cohort[0]).OfType<RevenueCohortCell>()];
        decimal? wrong = mature.Average(cell => cell.CustomerRetention.Value);
        Console.WriteLine(wrong);  // 0.833…: an average of averages, and April's one customer counts like January's two

        Ratio right = cohorts.Average[0]!.CustomerRetention;
        Console.WriteLine(right);  // 4/5 = 0.8
        #endregion
    }

    [Fact]
    public void Orders()
    {
        #region cohorts-orders
        static Order On(string customer, int month, int day, decimal amount) =>
            new(customer, Instant.FromUtc(2026, month, day, 10, 0), Currency.Eur.Amount(amount));

        OrderHistory history =
        [
            On("ada", 1, 5, 50m), On("ada", 1, 9, 10m), On("ada", 3, 3, 40m),
            On("bo", 1, 31, 100m), On("bo", 2, 1, 50m),
            On("cy", 2, 10, 0m),
            On("dee", 2, 11, 60m), On("dee", 3, 1, 25m),
        ];
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        OrderCohort january = OrderTimeline.FromHistory(history).Cohorts(quarter)[0];
        Console.WriteLine(january[1]!.CustomerRetention);           // 1/2 = 0.5: Bo ordered in February
        Console.WriteLine(january[1]!.Revenue);                     // 50.00 EUR
        Console.WriteLine(january[1]!.RevenueOfInitial);            // 50/150 = 0.333333
        Console.WriteLine(january[2]!.RevenuePerMember);            // 125.00 EUR: what a member brought from January to March, 250 over 2
        Console.WriteLine(january[1]!.CustomerRetentionOnOrAfter);  // 2/2 = 1: Ada was to come back in March
        #endregion
    }
}
