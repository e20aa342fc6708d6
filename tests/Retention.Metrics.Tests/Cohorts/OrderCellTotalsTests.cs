using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>Totals of order cohorts that contradict each other are refused with the cohort, the period and the value.</summary>
public sealed class OrderCellTotalsTests
{
    private static readonly ReportingPeriods TwoMonths = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 2));

    // January: two customers with first orders of 30 and 20, a further order of 10, and one of 5 in February.
    private static readonly OrderCellTotals Initial = Totals(2, 2, 50, 50, 2), First = Totals(2, 3, 60, 60, 2), Second = Totals(1, 1, 5, 65, 1);
    private static readonly CohortTotals<OrderCellTotals> January = new(Initial, [First, Second]), February = new(default, [default]);

    // Earlier: the same two customers with a further order of 10 before January and one of 7 in February.
    private static readonly CohortTotals<OrderCellTotals> Earlier = new(Initial, [Totals(0, 0, 0, 60, 1), Totals(1, 1, 7, 67, 1)]);

    [Fact]
    public void Totals_BecomeCells()
    {
        OrderCohortTable table = Make(January);

        Assert.Equal((2, 2, 50m), (table[0].Size, table[0].InitialOrders, table[0].InitialRevenue.Amount * 1_000_000m));
        Assert.Equal((Ratio.Of(1, 2), Ratio.Of(1, 3), 1, 65m), (table[0][1]!.CustomerRetention, table[0][1]!.OrdersVsPrevious, table[0][1]!.CustomersOnOrAfter, table[0][1]!.RevenueToDate.Amount * 1_000_000m));
        Assert.Equal([60m, 67m], table.Earlier.Select(cell => cell!.RevenueToDate.Amount * 1_000_000m));
    }

    [Fact]
    public void Totals_OfTwoParts_Add() => Assert.Equal(Totals(3, 4, 65, 125, 3), First + Second);

    [Fact]
    public void Text_IsTheMembers() => Assert.Equal("OrderCellTotals { Customers = 1, Orders = 1, Revenue = 5, RevenueToDate = 65, CustomersOnOrAfter = 1 }", Second.ToString());

    [Fact]
    public void Periods_MustHaveOneCohortEach() => Refused(
        "There are totals of 3 periods, but 2 periods; expected one for each period.",
        "cohorts",
        () => OrderCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [January, February, February], Earlier));

    [Fact]
    public void Cells_MustBeOneForEachColumnWhosePeriodHasEnded()
    {
        Refused("Totals of cohort 2026-01: there are 3 cells, but 2 columns of periods that have ended; expected one cell for each.", "cohorts", () => Make(January with { Cells = [First, Second, Second] }));
        Refused("Totals of cohort earlier: there are 1 cells, but 2 columns", "earlier", () => Make(January, Earlier with { Cells = [default] }));
    }

    [Fact]
    public void Arguments_MustNotBeNull()
    {
        Assert.Throws<ArgumentNullException>("periods", () => OrderCohortTable.FromTotals(null!, MetricPolicy.Default, Currency.Eur, [January, February], Earlier));
        Assert.Throws<ArgumentNullException>("policy", () => OrderCohortTable.FromTotals(TwoMonths, null!, Currency.Eur, [January, February], Earlier));
        Assert.Throws<ArgumentNullException>("cohorts", () => OrderCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, null!, Earlier));
        Assert.Throws<ArgumentNullException>("earlier", () => OrderCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [January, February], null!));
    }

    public static TheoryData<OrderCellTotals, string> WrongInitial => new()
    {
        { Totals(-1, 2, 50, 50, 2), "Customers is -1; it must be between 0 and 549755813887." },
        { Totals(2, 1, 50, 50, 2), "Orders is 1; it must be between 2 and 549755813887, at least one of each customer." },
        { Totals(2, 1L << 39, 50, 50, 2), "Orders is 549755813888; it must be between 2 and 549755813887, at least one of each customer." },
        { Totals(0, 1, 0, 0, 0), "Orders is 1; it must be between 0 and 0, without customers." },
        { Totals(2, 2, -1, -1, 2), "Revenue is -1; it must be between 0 and 1000000000000000000000000000000." },
        { Totals(0, 0, 1, 1, 0), "Revenue is 1; it must be between 0 and 0, without orders." },
        { Totals(2, 2, 50, 51, 2), "RevenueToDate is 51; at the instant of the first orders it must be Revenue, 50." },
        { Totals(2, 2, 50, 50, 1), "CustomersOnOrAfter is 1; at the instant of the first orders it must be Customers, 2." },
    };

    [Theory]
    [MemberData(nameof(WrongInitial))]
    public void InitialTotals_ThatContradictEachOther_AreRefused(OrderCellTotals initial, string message)
    {
        Refused("Totals of cohort 2026-01: initial " + message, "cohorts", () => Make(January with { Initial = initial }));
        Refused("Totals of cohort earlier: initial " + message, "earlier", () => Make(January, Earlier with { Initial = initial }));
    }

    public static TheoryData<OrderCellTotals, string> WrongSecond => new()
    {
        { Second with { CustomersOnOrAfter = -1 }, "CustomersOnOrAfter is -1; it must be between 0 and 2, that of the period before." },
        { Second with { CustomersOnOrAfter = 3 }, "CustomersOnOrAfter is 3; it must be between 0 and 2, that of the period before." },
        { Second with { Customers = -1 }, "Customers is -1; it must be between 0 and 1, CustomersOnOrAfter." },
        { Second with { Customers = 2 }, "Customers is 2; it must be between 0 and 1, CustomersOnOrAfter." },
        { Second with { Orders = 0 }, "Orders is 0; it must be between 1 and 549755813887, at least one of each customer." },
        { Second with { Customers = 0 }, "Orders is 1; it must be between 0 and 0, without customers." },
        { Second with { Revenue = -1 }, "Revenue is -1; it must be between 0 and 1000000000000000000000000000000." },
        { Second with { Customers = 0, Orders = 0 }, "Revenue is 5; it must be between 0 and 0, without orders." },
        { Second with { RevenueToDate = -1 }, "RevenueToDate is -1; it must be between 0 and 1000000000000000000000000000000." },
        { Second with { RevenueToDate = Most + 1 }, "RevenueToDate is 1000000000000000000000000000001; it must be between 0 and 1000000000000000000000000000000." },
        { Second with { RevenueToDate = 64 }, "RevenueToDate is 64; it must be that of the period before, 60, and Revenue, 5." },
    };

    [Theory]
    [MemberData(nameof(WrongSecond))]
    public void Cells_ThatContradictThePeriodBefore_AreRefused(OrderCellTotals cell, string message) =>
        Refused("Totals of cohort 2026-01 in period 2026-02: " + message, "cohorts", () => Make(January with { Cells = [First, cell] }));

    public static TheoryData<OrderCellTotals, string> WrongFirst => new()
    {
        { First with { CustomersOnOrAfter = 3 }, "CustomersOnOrAfter is 3; it must be between 0 and 2, the size of the cohort." },
        { First with { Customers = 1 }, "Customers is 1; in the cohort's own period it must be the size of the cohort, 2." },
        { Totals(2, 2, 49, 49, 2), "Revenue is 49; in the cohort's own period it must be at least the initial revenue, 50." },
        { First with { RevenueToDate = 61 }, "RevenueToDate is 61; in the cohort's own period it must be Revenue, 60." },
    };

    [Theory]
    [MemberData(nameof(WrongFirst))]
    public void FirstCells_ThatContradictTheFirstOrders_AreRefused(OrderCellTotals cell, string message) =>
        Refused("Totals of cohort 2026-01 in period 2026-01: " + message, "cohorts", () => Make(January with { Cells = [cell, Second] }));

    [Fact]
    public void FirstCells_HaveAtLeastTheFirstOrders() => Refused(
        "Totals of cohort 2026-01 in period 2026-01: Orders is 3; in the cohort's own period it must be at least the initial orders, 4.",
        "cohorts",
        () => Make(January with { Initial = Initial with { Orders = 4 } }));

    [Fact]
    public void EarlierCells_HaveAtLeastTheFirstRevenueAndTheirOwn()
    {
        Refused(
            "Totals of cohort earlier in period 2026-01: RevenueToDate is 56; it must be at least the initial revenue, 50, and Revenue, 7.",
            "earlier",
            () => Make(January, new(Initial, [Totals(1, 1, 7, 56, 1), default])));
        Assert.Equal(57m, Make(January, new(Initial, [Totals(1, 1, 7, 57, 1), Totals(0, 0, 0, 57, 0)])).Earlier[0]!.RevenueToDate.Amount * 1_000_000m);
    }

    [Fact]
    public void LargestTotals_OfAllCohorts_CanBePooled()
    {
        const long Count = (1L << 39) - 1;
        OrderCellTotals most = Totals(Count, Count, Most, Most, Count);
        OrderCohortTable table = Make(new(most, [most, Totals(0, 0, 0, Most, Count)]), new(most, [Totals(0, 0, 0, Most, 0), Totals(0, 0, 0, Most, 0)]));

        Assert.Equal(1m, table.Average[0]!.CustomerRetention.Value);
        Assert.Equal(Count * 2m, table.Merge(table).Average[0]!.Orders);
    }

    private static Int128 Most => Int128.Parse("1000000000000000000000000000000", CultureInfo.InvariantCulture);

    private static OrderCellTotals Totals(long customers, long orders, Int128 revenue, Int128 revenueToDate, long onOrAfter) =>
        new() { Customers = customers, Orders = orders, Revenue = revenue, RevenueToDate = revenueToDate, CustomersOnOrAfter = onOrAfter };

    private static OrderCohortTable Make(CohortTotals<OrderCellTotals> january, CohortTotals<OrderCellTotals>? earlier = null) =>
        OrderCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [january, February], earlier ?? Earlier);

    private static void Refused(string message, string argument, Func<object> make)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(make);
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(argument, refused.ParamName);
    }
}
