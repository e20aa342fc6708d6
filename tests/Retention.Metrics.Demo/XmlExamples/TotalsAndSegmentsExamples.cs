using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class TotalsAndSegmentsExamples
{
    private static readonly ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));

    [Fact]
    public void RollForwardTotals_Type()
    {
        #region xml: RollForwardTotals
        RollForwardTotals[] totals =
        [
            new() { NewMrr = 588_000_000, ClosingMrr = 588_000_000, NewCustomers = 1, ClosingCustomers = 1 },
        ];
        RollForward january = RollForward.FromTotals(periods, MetricPolicy.Default, Currency.Eur, totals);
        Show(january[0].ClosingMrr.Monthly); // 49.00 EUR
        #endregion
    }

    [Fact]
    public void TrailingTotals_Type()
    {
        #region xml: TrailingTotals
        TrailingTotals[] totals = [new() { OpeningMrr = 588_000_000, KeptMrr = 294_000_000, ClosingMrr = 294_000_000, CustomersAtRisk = 1 }];
        TrailingRetention year = TrailingRetention.FromTotals(periods, MetricPolicy.Default, Currency.Eur, Period.FromYears(1), totals);
        Show(year[0].NetRevenueRetention.Value); // 0.5
        #endregion
    }

    [Fact]
    public void OrderTotals_Type()
    {
        #region xml: OrderTotals
        OrderTotals[] totals = [new() { Orders = 3, Revenue = 90_000_000, UniqueCustomers = 2, RepeatCustomers = 1, ReturningCustomers = 1 }];
        OrderMetrics january = OrderMetrics.FromTotals(periods, Currency.Eur, totals, overall: totals[0]);
        Show(january[0].AverageOrderValue.Value);  // 30
        Show(january[0].RepeatCustomerRate.Value); // 0.5
        #endregion
    }

    [Fact]
    public void RfmTotals_Type()
    {
        #region xml: RfmTotals
        RfmTotals[] totals = [new() { Frequency = 1, RecencyDays = 4, AgeDays = 26, FirstRevenue = 40_000_000, RepeatRevenue = 50_000_000 }];
        RfmTable table = RfmTable.FromTotals(new LocalDate(2026, 1, 31), Currency.Eur, ["ada"], totals);
        Show(table[0].RepeatRevenue); // 50.00 EUR
        #endregion
    }

    [Fact]
    public void RevenueCellTotals_Type()
    {
        #region xml: RevenueCellTotals
        CohortTotals<RevenueCellTotals>[] cohorts =
        [
            new(new() { Customers = 2, Mrr = 588_000_000, GrossMrr = 588_000_000 }, [new() { Customers = 1, Mrr = 294_000_000, GrossMrr = 294_000_000 }]),
        ];
        RevenueCohortTable january = RevenueCohortTable.FromTotals(periods, MetricPolicy.Default, Currency.Eur, cohorts, earlier: new(default, [default]));
        Show(january[0].InitialMrr.Monthly);          // 49.00 EUR
        Show(january[0][0]!.CustomerRetention.Value); // 0.5
        #endregion
    }

    [Fact]
    public void OrderCellTotals_Type()
    {
        #region xml: OrderCellTotals
        var first = new OrderCellTotals { Customers = 2, Orders = 2, Revenue = 50_000_000, RevenueToDate = 50_000_000, CustomersOnOrAfter = 2 };
        CohortTotals<OrderCellTotals>[] cohorts = [new(first, [first with { Orders = 3, Revenue = 90_000_000, RevenueToDate = 90_000_000 }])];
        OrderCohortTable january = OrderCohortTable.FromTotals(periods, MetricPolicy.Default, Currency.Eur, cohorts, earlier: new(default, [default]));
        Show(january[0].InitialRevenue);             // 50.00 EUR
        Show(january[0][0]!.RevenuePerMember.Value); // 45
        #endregion
    }

    [Fact]
    public void Segmented_Type()
    {
        Customer[] customers = [new("ada", [new("plan", "pro")]), new("bo", [new("plan", "basic")])];
        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
        [
            new("ada", Instant.FromUtc(2026, 1, 5, 0, 0), null, RecurringRevenue.PerMonth(Currency.Eur.Amount(120m))),
            new("bo", Instant.FromUtc(2026, 1, 5, 0, 0), null, RecurringRevenue.PerMonth(Currency.Eur.Amount(30m))),
        ]);
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));
        #region xml: Segmented
        BySegment<RollForward> byPlan = timeline.By(Segmentation.By(customers, "plan")).RollForward(march);
        Show(byPlan[new Segment("pro")][0].ClosingMrr.Monthly); // 120.00 EUR
        #endregion
    }
}
