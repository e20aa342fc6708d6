using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>Four buyers, small enough for paper: with two orders at one instant, an order on the bound of a month, a free one and a month left out.</summary>
public sealed class OrderCohortExample
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

    private static readonly OrderTimeline Orders = OrderTimeline.FromHistory(OrderHistory.Create(
        On("dee", Day(3, 1), 25m),
        On("ada", Day(3, 3), 40m),
        On("bo", Day(2, 1), 50m),
        On("ada", Day(1, 5), 20m),
        On("cy", Day(2, 10), 0m),
        On("ada", Day(1, 9), 10m),
        On("bo", Day(2, 1) - Duration.FromMinutes(1), 100m),
        On("ada", Day(1, 5), 30m),
        On("dee", Day(2, 11), 60m)));

    private static readonly OrderCohortTable Table = Orders.Cohorts(Months);

    [Fact]
    public void Base_IsTakenRightAfterTheFirstOrder() =>
        Assert.Equal([(2, 3, 150m), (2, 2, 60m), (0, 0, 0m)], Table.Select(cohort => (cohort.Size, cohort.InitialOrders, cohort.InitialRevenue.Amount)));

    [Fact]
    public void Cells_AreTheOrdersOfEachMonth()
    {
        Assert.Equal([(2, 4, 160m), (1, 1, 50m), (1, 1, 40m)], Amounts(Table[0]));
        Assert.Equal([(2, 2, 60m), (1, 1, 25m), null], Amounts(Table[1]));
        Assert.Equal([(0, 0, 0m), null, null], Amounts(Table[2]));
    }

    [Fact]
    public void Shares_AreOfTheBaseAndOfTheColumnBefore()
    {
        OrderCohortCell february = Table[0][1]!;

        Assert.Equal(Ratio.Of(1, 2), february.CustomerRetention);
        Assert.Equal(Ratio.Of(1, 3), february.OrdersOfInitial);
        Assert.Equal(Ratio.Of(50, 150), february.RevenueOfInitial);
        Assert.Equal(Ratio.Of(1, 2), february.CustomersVsPrevious);
        Assert.Equal(Ratio.Of(1, 4), february.OrdersVsPrevious);
        Assert.Equal(Ratio.Of(50, 160), february.RevenueVsPrevious);
        Assert.Equal(Ratio.Of(4, 3), Table[0][0]!.OrdersVsPrevious);
    }

    [Fact]
    public void RevenuePerMember_AddsUpWhetherMembersStillBuyOrNot() =>
        Assert.Equal([EurEach(160, 2), EurEach(210, 2), EurEach(250, 2)], Table[0].Select(cell => cell!.RevenuePerMember));

    [Fact]
    public void CustomersOnOrAfter_AreThoseWhoHaveNotLeftForGood()
    {
        Assert.Equal([2L, 2L, 1L], Table[0].Select(cell => cell!.CustomersOnOrAfter));
        Assert.Equal(Ratio.Of(1, 2), Table[0][2]!.CustomerRetentionOnOrAfter);
    }

    [Fact]
    public void CustomersOnOrAfter_KnowWhatCameBeforeAsOfAndNoMore()
    {
        Assert.Equal([2L, 2L, null], Orders.Cohorts(Months, asOf: Day(3, 4))[0].Select(cell => cell?.CustomersOnOrAfter));
        Assert.Equal([2L, 1L, null], Orders.Cohorts(Months, asOf: Day(3, 3))[0].Select(cell => cell?.CustomersOnOrAfter));
    }

    [Fact]
    public void AverageRow_IsSumsOverSumsOfMatureCells()
    {
        Assert.Equal([Ratio.Of(4, 4), Ratio.Of(2, 4), Ratio.Of(1, 2)], Table.Average.Select(cell => cell!.CustomerRetention));
        Assert.Equal([EurEach(220, 4), EurEach(295, 4), EurEach(250, 2)], Table.Average.Select(cell => cell!.RevenuePerMember));
        Assert.Equal([Ratio.Of(220, 210), Ratio.Of(75, 220), Ratio.Of(40, 50)], Table.Average.Select(cell => cell!.RevenueVsPrevious));
    }

    [Fact]
    public void BuyersFromBefore_AreACohortOfTheirOwnByPeriod()
    {
        OrderCohort earlier = Orders.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 3))).Earlier;

        Assert.Equal((2, 150m), (earlier.Size, earlier.InitialRevenue.Amount));
        Assert.Equal([(1, 1, 50m), (1, 1, 40m)], Amounts(earlier));
        Assert.Equal([210m, 250m], earlier.Select(cell => cell!.RevenueToDate.Amount));
        Assert.Equal((null, "earlier: 2 customers"), (earlier.Period, earlier.ToString()));
        Assert.Equal((Months[0], "2026-01: 2 customers"), (Table[0].Period, Table[0].ToString()));
    }

    [Fact]
    public void WhoFirstOrdersAtAsOf_OrAtTheEndOfThePeriods_IsNotThereYet()
    {
        OrderTimeline atTheEnd = OrderTimeline.FromHistory(OrderHistory.Create(On("ada", Day(1, 5), 20m), On("fay", Day(4, 1), 30m)));

        Assert.Equal([2, 0, 0], Orders.Cohorts(Months, asOf: Day(2, 10)).Select(cohort => cohort.Size));
        Assert.Equal([2, 1, 0], Orders.Cohorts(Months, asOf: Day(2, 10) + Duration.FromTicks(1)).Select(cohort => cohort.Size));
        foreach (Instant? known in new Instant?[] { null, Day(6, 1) })
        {
            OrderCohortTable table = atTheEnd.Cohorts(Months, asOf: known);
            Assert.Equal([1, 0, 0, 0], table.Append(table.Earlier).Select(cohort => cohort.Size));
        }
    }

    [Fact]
    public void Columns_AreThoseAskedFor_AndForBuyersFromBeforeAllPeriods()
    {
        OrderCohortTable narrow = Orders.Cohorts(Months, columns: 2);

        Assert.Equal((2, 3), (narrow[0].Count, narrow.Earlier.Count));
        Assert.All([-1, 2], column => Assert.Throws<ArgumentOutOfRangeException>("index", () => narrow[0][column]));
    }

    [Fact]
    public void LastOrderAtTheVeryStart_CountsFromThereOn()
    {
        OrderTimeline orders = OrderTimeline.FromHistory(OrderHistory.Create(On("ada", Day(1, 5), 20m), On("ada", Day(2, 1), 30m)));
        ReportingPeriods fromFebruary = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 3));

        Assert.Equal([1L, 0L], orders.Cohorts(fromFebruary).Earlier.Select(cell => cell!.CustomersOnOrAfter));
    }

    [Fact]
    public void PartsThatDiffer_DoNotMerge()
    {
        OrderTimeline ignoresRefunds = OrderTimeline.FromHistory(OrderHistory.Create(On("fay", Day(1, 1), 1m)), MetricPolicy.Default with { Refunds = Refunds.Ignored });
        OrderTimeline dollars = OrderTimeline.FromColumns<int>(Currency.Usd, [1], [Day(1, 1)], [100]);

        Assert.All(
            [Orders.Cohorts(Months, asOf: Day(3, 4)), Orders.Cohorts(Months, columns: 2), ignoresRefunds.Cohorts(Months), dollars.Cohorts(Months)],
            part => Assert.Throws<ArgumentException>(() => Table.Merge(part)));
    }

    private static IEnumerable<(long Customers, long Orders, decimal Revenue)?> Amounts(OrderCohort cohort) =>
        cohort.Select(cell => cell is null ? ((long, long, decimal)?)null : (cell.Customers, cell.Orders, cell.Revenue.Amount));

    private static Order On(string customer, Instant at, decimal amount) => new(customer, at, Currency.Eur.Amount(amount));

    private static Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
}
