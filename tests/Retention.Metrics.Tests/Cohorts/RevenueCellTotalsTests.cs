using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>Totals of revenue cohorts that contradict each other are refused with the cohort, the period and the value.</summary>
public sealed class RevenueCellTotalsTests
{
    private static readonly ReportingPeriods TwoMonths = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 2));

    // January: two customers with 30 and 20 a year; one of them leaves, the other pays 40 in February; February: nobody; earlier: one customer with 5, who leaves in February.
    private static readonly RevenueCellTotals Initial = Totals(2, 50, 50), Cell = Totals(1, 40, 30), Five = Totals(1, 5, 5);
    private static readonly CohortTotals<RevenueCellTotals> January = new(Initial, [Initial, Cell]), February = new(default, [default]), Earlier = new(Five, [Five, default]);

    [Fact]
    public void Totals_BecomeCells()
    {
        RevenueCohortTable table = Make(January);

        Assert.Equal((2, 50m), (table[0].Size, table[0].InitialMrr.Annual.Amount * 1_000_000m));
        Assert.Equal((Ratio.Of(1, 2), 0.8m, 0.6m), (table[0][1]!.CustomerRetention, table[0][1]!.NetRevenueRetention.Value, table[0][1]!.GrossRevenueRetention.Value));
        Assert.Equal((1, 0), (table.Earlier[0]!.Customers, table.Earlier[1]!.Customers));
        Assert.Equal(TwoMonths.End, table.AsOf);
    }

    [Fact]
    public void Totals_OfTwoParts_Add() => Assert.Equal(Totals(3, 90, 80), Initial + Cell);

    [Fact]
    public void Text_IsTheMembers() => Assert.Equal("RevenueCellTotals { Customers = 1, Mrr = 40, GrossMrr = 30 }", Cell.ToString());

    [Fact]
    public void TotalsOfACohort_AreCopied_AndComparedByValue()
    {
        RevenueCellTotals[] cells = [Initial, Cell];
        var january = new CohortTotals<RevenueCellTotals>(Initial, cells);
        cells[1] = default;

        Assert.Equal(January, january);
        Assert.NotEqual(January, new CohortTotals<RevenueCellTotals>(Initial, cells));
        Assert.NotEqual(January, january with { Initial = Cell });
        Assert.Equal(January.GetHashCode(), january.GetHashCode());
        Assert.Equal("RevenueCellTotals { Customers = 2, Mrr = 50, GrossMrr = 50 }, 2 cells", january.ToString());
        Assert.Throws<ArgumentNullException>("value", () => january with { Cells = null! });
    }

    [Fact]
    public void Periods_MustHaveOneCohortEach() => Refused(
        "There are totals of 1 periods, but 2 periods; expected one for each period.",
        "cohorts",
        () => RevenueCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [January], Earlier));

    [Fact]
    public void Cells_MustBeOneForEachColumnWhosePeriodHasEnded()
    {
        Refused("Totals of cohort 2026-01: there are 1 cells, but 2 columns of periods that have ended; expected one cell for each.", "cohorts", () => Make(January with { Cells = [Initial] }));
        Refused("Totals of cohort 2026-01: there are 0 cells, but 2 columns", "cohorts", () => Make(null!));
        Refused("Totals of cohort earlier: there are 0 cells, but 2 columns", "earlier", () => Make(January, new(Five, [])));
    }

    [Fact]
    public void Cells_OfPeriodsThatHaveNotEnded_AreSuperfluous()
    {
        Instant inFebruary = TwoMonths[1].Start + Duration.FromDays(3);
        RevenueCohortTable table = RevenueCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [new(Initial, [Initial]), new(default, [])], new(Five, [Five]), inFebruary);

        Assert.Equal([true, false], table[0].Select(cell => cell is not null));
        Assert.Null(table.Average[1]);
        Refused(
            "Totals of cohort 2026-01: there are 2 cells, but 1 columns",
            "cohorts",
            () => RevenueCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [January, February], Earlier, inFebruary));
    }

    [Fact]
    public void Columns_MayBeFewer_ButNotOfTheEarlierCustomers()
    {
        RevenueCohortTable table = RevenueCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [new(Initial, [Initial]), February], Earlier, columns: 1);

        Assert.Equal((1, 1, 2), (table.Columns, table[0].Count, table.Earlier.Count));
        Assert.Throws<ArgumentOutOfRangeException>("columns", () => RevenueCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [], Earlier, columns: 0));
    }

    [Fact]
    public void Arguments_MustNotBeNull()
    {
        Assert.Throws<ArgumentNullException>("periods", () => RevenueCohortTable.FromTotals(null!, MetricPolicy.Default, Currency.Eur, [January, February], Earlier));
        Assert.Throws<ArgumentNullException>("policy", () => RevenueCohortTable.FromTotals(TwoMonths, null!, Currency.Eur, [January, February], Earlier));
        Assert.Throws<ArgumentNullException>("cohorts", () => RevenueCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, null!, Earlier));
        Assert.Throws<ArgumentNullException>("earlier", () => RevenueCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [January, February], null!));
    }

    public static TheoryData<RevenueCellTotals, string> WrongInitial => new()
    {
        { Totals(-1, 0, 0), "Customers is -1; it must be between 0 and 549755813887." },
        { Totals(1L << 39, 1L << 39, 1L << 39), "Customers is 549755813888; it must be between 0 and 549755813887." },
        { Totals(2, -50, -50), "Mrr is -50; it must be between 0 and 1000000000000000000000000000000." },
        { Totals(2, Most + 1, Most + 1), "Mrr is 1000000000000000000000000000001; it must be between 0 and 1000000000000000000000000000000." },
        { Totals(2, 50, 49), "GrossMrr is 49; right after the first payments it must be Mrr, 50." },
        { Totals(2, 1, 1), "Mrr is 1; each of 2 members must pay at least 1." },
        { Totals(0, 50, 50), "Mrr is 50; without members it must be 0." },
    };

    [Theory]
    [MemberData(nameof(WrongInitial))]
    public void InitialTotals_ThatContradictEachOther_AreRefused(RevenueCellTotals initial, string message)
    {
        Refused("Totals of cohort 2026-01: initial " + message, "cohorts", () => Make(January with { Initial = initial }));
        Refused("Totals of cohort earlier: initial " + message, "earlier", () => Make(January, Earlier with { Initial = initial }));
    }

    public static TheoryData<RevenueCellTotals, string> WrongCell => new()
    {
        { Totals(-1, 40, 30), "Customers is -1; it must be between 0 and 2, the size of the cohort." },
        { Totals(3, 40, 30), "Customers is 3; it must be between 0 and 2, the size of the cohort." },
        { Totals(1, -1, 0), "Mrr is -1; it must be between 0 and 1000000000000000000000000000000." },
        { Totals(1, Most + 1, 30), "Mrr is 1000000000000000000000000000001; it must be between 0 and 1000000000000000000000000000000." },
        { Totals(1, 40, -1), "GrossMrr is -1; it must be between 0 and 40, the lower of MRR and initial MRR." },
        { Totals(1, 40, 41), "GrossMrr is 41; it must be between 0 and 40, the lower of MRR and initial MRR." },
        { Totals(1, 60, 51), "GrossMrr is 51; it must be between 0 and 50, the lower of MRR and initial MRR." },
        { Totals(0, 40, 30), "Mrr is 40; without active members it must be 0." },
        { Totals(1, 40, 0), "GrossMrr is 0; with Mrr 40 it must be above 0." },
    };

    [Theory]
    [MemberData(nameof(WrongCell))]
    public void Cells_ThatContradictTheirCohort_AreRefused(RevenueCellTotals cell, string message)
    {
        Refused("Totals of cohort 2026-01 in period 2026-02: " + message, "cohorts", () => Make(January with { Cells = [Initial, cell] }));
        Refused("Totals of cohort 2026-01 in period 2026-01: " + message, "cohorts", () => Make(January with { Cells = [cell, Cell] }));
        Refused("Totals of cohort earlier in period 2026-02: " + message, "earlier", () => Make(January, new(Initial, [Initial, cell])));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1_000, 50)]
    public void Cells_OfAllThatIsPossible_AreAccepted(long customers, long mrr, long grossMrr) =>
        Assert.Equal(customers, Make(January with { Cells = [Initial, Totals(customers, mrr, grossMrr)] })[0][1]!.Customers);

    [Fact]
    public void LargestTotals_OfAllCohorts_CanBePooled()
    {
        var most = Totals(CohortsMost, Most, Most);
        RevenueCohortTable table = Make(new(most, [most, most]), new(most, [most, most]));

        Assert.Equal(1m, table.Average[0]!.CustomerRetention.Value);
        Assert.Equal(CohortsMost * 2m, table.Merge(table).Average[1]!.Customers);
    }

    private const long CohortsMost = (1L << 39) - 1;

    private static Int128 Most => Int128.Parse("1000000000000000000000000000000", System.Globalization.CultureInfo.InvariantCulture);

    private static RevenueCellTotals Totals(long customers, Int128 mrr, Int128 grossMrr) => new() { Customers = customers, Mrr = mrr, GrossMrr = grossMrr };

    private static RevenueCohortTable Make(CohortTotals<RevenueCellTotals> january, CohortTotals<RevenueCellTotals>? earlier = null) =>
        RevenueCohortTable.FromTotals(TwoMonths, MetricPolicy.Default, Currency.Eur, [january, February], earlier ?? Earlier);

    private static void Refused(string message, string argument, Func<object> make)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(make);
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(argument, refused.ParamName);
    }
}
