using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>Five customers, small enough for paper: with a tie on the bound of a month, a tie of two starts, a gap and a stay of two weeks.</summary>
public sealed class RevenueCohortExample
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 4));

    private static readonly RevenueTimeline Timeline = RevenueTimeline.FromIntervals(
    [
        Pays("eve", Day(4, 10), null, 70m),
        Pays("cy", Day(2, 1), Day(4, 1), 20m),
        Pays("bo", Day(3, 10), null, 80m),
        Pays("ada", Day(2, 10), null, 120m),
        Pays("dee", Day(3, 5), null, 10m),
        Pays("cy", Day(2, 1), Day(4, 1), 40m),
        Pays("bo", Day(1, 10), Day(1, 25), 50m),
        Pays("dee", Day(2, 20), Day(3, 5), 30m),
        Pays("ada", Day(1, 5), Day(2, 10), 100m),
    ]);

    private static readonly RevenueCohortTable Table = Timeline.Cohorts(Months);

    [Fact]
    public void Columns_AreThoseAskedFor_AndForPayersFromBeforeAllPeriods()
    {
        RevenueTimeline ada = RevenueTimeline.FromIntervals([new("ada", Instant.FromUtc(2026, 1, 5, 0, 0), null, RecurringRevenue.PerMonth(Currency.Eur.Amount(10m)))]);
        RevenueCohortTable narrow = ada.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)), columns: 2);

        Assert.Equal((2, 3), (narrow[0].Count, narrow.Earlier.Count));
        Assert.Equal(("2026-01", "2026-01: 1 customers"), (narrow[0].Period?.Name, narrow[0].ToString()));
        Assert.All([-1, 2], column => Assert.Throws<ArgumentOutOfRangeException>("index", () => narrow[0][column]));
    }

    [Fact]
    public void SizeAndInitialMrr_AreTakenRightAfterTheFirstPayment() =>
        Assert.Equal([(2, 150m), (2, 90m), (0, 0m), (1, 70m)], Table.Select(cohort => (cohort.Size, cohort.InitialMrr.Monthly.Amount)));

    [Fact]
    public void Cells_AreTheStateAtTheEndOfEachMonth()
    {
        Assert.Equal([(1, 100m, 100m), (1, 120m, 100m), (2, 200m, 150m), (2, 200m, 150m)], Amounts(Table[0]));
        Assert.Equal([(2, 90m, 90m), (2, 70m, 70m), (1, 10m, 10m), null], Amounts(Table[1]));
        Assert.Equal([(0, 0m, 0m), (0, 0m, 0m), null, null], Amounts(Table[2]));
        Assert.Equal([(1, 70m, 70m), null, null, null], Amounts(Table[3]));
    }

    [Fact]
    public void Shares_AreOfTheBaseAndOfTheColumnBefore()
    {
        RevenueCohortCell march = Table[0][2]!;

        Assert.Equal(Ratio.Of(2, 2), march.CustomerRetention);
        Assert.Equal((200m, 150m), (march.NetRevenueRetention.Numerator, march.NetRevenueRetention.Denominator));
        Assert.Equal((150m, 150m), (march.GrossRevenueRetention.Numerator, march.GrossRevenueRetention.Denominator));
        Assert.Equal(Ratio.Of(2, 1), march.CustomersVsPrevious);
        Assert.Equal((200m, 120m), (march.MrrVsPrevious.Numerator, march.MrrVsPrevious.Denominator));
        Assert.Equal((150m, 100m), (march.GrossMrrVsPrevious.Numerator, march.GrossMrrVsPrevious.Denominator));
        Assert.Equal(Ratio.Of(1, 2), Table[0][0]!.CustomersVsPrevious);
    }

    [Fact]
    public void SharesOfAnEmptyCohort_AreUndefined()
    {
        RevenueCohortCell nobody = Table[2][1]!;

        Assert.Equal(
            [Ratio.Undefined, Ratio.Undefined, Ratio.Undefined, Ratio.Undefined, Ratio.Undefined, Ratio.Undefined],
            [nobody.CustomerRetention, nobody.NetRevenueRetention, nobody.GrossRevenueRetention, nobody.CustomersVsPrevious, nobody.MrrVsPrevious, nobody.GrossMrrVsPrevious]);
    }

    [Fact]
    public void AverageRow_IsSumsOverSumsOfMatureCells()
    {
        Assert.Equal([Ratio.Of(4, 5), Ratio.Of(3, 4), Ratio.Of(3, 4), Ratio.Of(2, 2)], Table.Average.Select(cell => cell!.CustomerRetention));
        Assert.Equal(
            [(260m, 310m), (190m, 240m), (210m, 240m), (200m, 150m)],
            Table.Average.Select(cell => (cell!.NetRevenueRetention.Numerator, cell.NetRevenueRetention.Denominator)));
        Assert.Equal([Ratio.Of(4, 5), Ratio.Of(3, 3), Ratio.Of(3, 3), Ratio.Of(2, 2)], Table.Average.Select(cell => cell!.CustomersVsPrevious));
    }

    [Fact]
    public void CellOfAMonthThatHasNotEnded_IsAbsent()
    {
        RevenueCohortTable inMarch = Timeline.Cohorts(Months, asOf: Day(3, 8));

        Assert.Equal([(1, 100m, 100m), (1, 120m, 100m), null, null], Amounts(inMarch[0]));
        Assert.Equal([(2, 90m, 90m), null, null, null], Amounts(inMarch[1]));
        Assert.Equal([null, null, null, null], Amounts(inMarch[2]));
        Assert.Equal([2, 2, 0, 0], inMarch.Select(cohort => cohort.Size));
        Assert.Equal([Ratio.Of(3, 4), Ratio.Of(1, 2), null, null], inMarch.Average.Select(cell => cell?.CustomerRetention));
    }

    [Fact]
    public void EndOfThePeriodAsAsOf_IsLateEnough() =>
        Assert.Equal(2, Timeline.Cohorts(Months, asOf: Day(3, 1))[0].Count(cell => cell is not null));

    [Fact]
    public void CustomersFromBefore_AreACohortOfTheirOwnByPeriod()
    {
        RevenueCohortTable fromFebruary = Timeline.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 4)));

        Assert.Null(fromFebruary.Earlier.Period);
        Assert.Equal("earlier: 2 customers", fromFebruary.Earlier.ToString());
        Assert.Equal((2, 150m), (fromFebruary.Earlier.Size, fromFebruary.Earlier.InitialMrr.Monthly.Amount));
        Assert.Equal([(1, 120m, 100m), (2, 200m, 150m), (2, 200m, 150m)], Amounts(fromFebruary.Earlier));
        Assert.Equal(["2026-02", "2026-03", "2026-04"], fromFebruary.Earlier.Select(cell => cell!.Period!.Name));
        Assert.Equal(Amounts(Table[1]).Take(3), Amounts(fromFebruary[0]));
    }

    [Fact]
    public void FewerColumns_AreTheFirstOnes()
    {
        RevenueCohortTable two = Timeline.Cohorts(Months, columns: 2);

        Assert.All(two.Zip(Table), pair => Assert.Equal(pair.Second.Take(2), pair.First));
        Assert.Equal(Table.Average.Take(2), two.Average);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void NoColumn_IsRefused(int columns)
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.Cohorts(Months, columns: columns));

        Assert.Equal(columns, refused.ActualValue);
    }

    [Fact]
    public void TableTooLarge_IsRefusedUntilItHasFewerColumns()
    {
        ReportingPeriods days = ReportingCalendar.Days(DateTimeZone.Utc).From(new LocalDate(2010, 1, 1)).To(new LocalDate(2026, 12, 31));

        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.Cohorts(days));
        Assert.Equal(5, Timeline.Cohorts(days, columns: 30).Sum(cohort => cohort.Size));
    }

    [Fact]
    public void TablesOfOtherPeriods_AreUnequal_ThoughNobodyIsInEither()
    {
        ReportingPeriods spring = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 3)).To(new YearMonth(2026, 5)), summer = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 6)).To(new YearMonth(2026, 8));
        RevenueTimeline nobody = RevenueTimeline.FromIntervals([]);
        OrderTimeline nothing = OrderTimeline.FromColumns<int>(Currency.Eur, [], [], []);

        Assert.NotEqual(nobody.Cohorts(spring), nobody.Cohorts(summer));
        Assert.NotEqual(nothing.Cohorts(spring), nothing.Cohorts(summer));
        Assert.Equal(nothing.Cohorts(spring), nothing.Cohorts(spring));
    }

    [Fact]
    public void TableTooLargeForItsSegments_IsRefused()
    {
        ReportingPeriods elevenYears = ReportingCalendar.Days(DateTimeZone.Utc).From(new LocalDate(2015, 1, 1)).To(new LocalDate(2025, 12, 31));
        var plans = Segmentation.By([new("a", [new("plan", "pro")]), new("b", [new("plan", "basic")]), new("c", [new("plan", "free")])], "plan");

        Refused(() => Timeline.By(plans).Cohorts(elevenYears));
        Refused(() => OrderTimeline.FromColumns<int>(Currency.Eur, [1], [Day(3, 4)], [100]).By(plans).Cohorts(elevenYears));

        static void Refused(Func<object> cohorts) =>
            Assert.Contains("in 4 segments have more than 16777216 cells", Assert.Throws<ArgumentOutOfRangeException>(cohorts).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PartsThatDiffer_DoNotMerge()
    {
        RevenueTimeline dollars = RevenueTimeline.FromIntervals([new("ada", Day(1, 1), null, RecurringRevenue.PerMonth(Currency.Usd.Amount(1m)))]);
        ReportingPeriods other = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        SubscriptionHistory history = [Subscription.Of("fay").Starts(Day(1, 1), RecurringPrice.Monthly(1m, Currency.Eur))];
        RevenueTimeline keepsPaused = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer });

        Assert.All(
            [Timeline.Cohorts(other), Timeline.Cohorts(Months, asOf: Day(3, 8)), Timeline.Cohorts(Months, columns: 2), dollars.Cohorts(Months), keepsPaused.Cohorts(Months)],
            part => Assert.Throws<ArgumentException>(() => Table.Merge(part)));
    }

    [Fact]
    public void SumsThatPass64Bits_AreExact()
    {
        // Nine million million a year is near the most one customer can pay; two of them do not fit into 64 bits of millionths.
        const decimal Most = 9_000_000_000_000.000001m;
        const int Customers = 10_000;
        RevenueInterval[] intervals = [.. Enumerable.Range(0, Customers).Select(i => new RevenueInterval(
            $"c{i}", Day(1, 5), i % 4 == 0 ? Day(2, 5) : null, RecurringRevenue.PerYear(Currency.Eur.Amount(i % 4 == 1 ? 1m : Most))))];

        RevenueCohort january = RevenueTimeline.FromIntervals(intervals).Cohorts(Months)[0];

        Assert.Equal((Customers / 4 * 3 * Most) + (Customers / 4), january.InitialMrr.Annual.Amount);
        Assert.Equal((Customers / 4 * 3 * Most) + (Customers / 4), january[0]!.Mrr.Annual.Amount);
        Assert.Equal((Customers / 4 * 2 * Most) + (Customers / 4), january[3]!.GrossMrr.Annual.Amount);
    }

    [Fact]
    public void PausedCustomerThePolicyKeeps_IsRetainedWithoutRevenue()
    {
        var ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Pauses(Day(2, 3)), ada.Starts(Day(1, 5), RecurringPrice.Monthly(49m, Currency.Eur)), ada.Resumes(Day(4, 2))];

        Assert.Equal([1, 0, 0, 1], RevenueTimeline.FromHistory(history).Cohorts(Months)[0].Select(cell => cell!.Customers));
        Assert.Equal(
            [(1, 49m, 49m), (1, 0m, 0m), (1, 0m, 0m), (1, 49m, 49m)],
            Amounts(RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }).Cohorts(Months)[0]));
    }

    private static IEnumerable<(long Customers, decimal Mrr, decimal GrossMrr)?> Amounts(RevenueCohort cohort) =>
        cohort.Select(cell => cell is null ? ((long, decimal, decimal)?)null : (cell.Customers, cell.Mrr.Monthly.Amount, cell.GrossMrr.Monthly.Amount));

    private static RevenueInterval Pays(string customer, Instant start, Instant? end, decimal monthly) => new(customer, start, end, RecurringRevenue.PerMonth(Currency.Eur.Amount(monthly)));

    private static Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
}
