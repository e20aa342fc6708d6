using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

public sealed class RevenueCohortLaws
{
    [Fact]
    public void EveryCell_IsWhatTheNaiveReferenceSays() => Laws.Check(RevenueScenario.Any, scenario =>
    {
        RevenueCohortTable table = scenario.Timeline.Cohorts(scenario.Periods, scenario.AsOf, scenario.Columns);
        for (int i = 0; i < table.Count; i++)
        {
            AssertIsReference(scenario, table[i], scenario.Periods[i].Start, scenario.Periods[i].End, i);
        }

        AssertIsReference(scenario, table.Earlier, Instant.MinValue, scenario.Periods.Start, 0);
    });

    [Fact]
    public void CellsOfOnePeriod_AddUpToItsClosingCustomersAndMrr() => Laws.Check(RevenueScenario.Any, scenario =>
        AssertAddUp(scenario.Timeline.Cohorts(scenario.Periods), scenario.Timeline.RollForward(scenario.Periods)));

    [Theory]
    [InlineData(PauseRule.Inactive, FreePlanRule.Inactive)]
    [InlineData(PauseRule.KeepCustomer, FreePlanRule.KeepCustomer)]
    [InlineData(PauseRule.KeepRevenue, FreePlanRule.KeepCustomer)]
    public void CellsOfOnePeriod_AddUpUnderEveryPolicyThatSaysWhoIsActive(PauseRule pauses, FreePlanRule freePlans) => Laws.Check(Any.SubscriptionScenario.Filter(portfolio => portfolio.Periods.Count <= 60), portfolio =>
    {
        RevenueTimeline timeline = RevenueTimeline.FromHistory(SubscriptionHistory.Check(portfolio.Events).History, MetricPolicy.Default with { Pauses = pauses, FreePlans = freePlans });

        AssertAddUp(timeline.Cohorts(portfolio.Periods), timeline.RollForward(portfolio.Periods));
    });

    [Fact]
    public void EarlierCustomers_AreThoseWhoBeganBeforeTheFirstInstantOfTheFirstPeriod_HoweverLittleBefore() => Laws.Check(RevenueScenario.Any, scenario =>
    {
        Instant[] firsts = [.. scenario.Intervals.Where(one => !one.Revenue.IsZero).GroupBy(one => one.Customer, one => one.Start).Select(own => own.Min())];
        RevenueCohortTable table = scenario.Timeline.Cohorts(scenario.Periods, scenario.AsOf, scenario.Columns);

        Assert.Equal(firsts.Count(first => first < scenario.Periods.Start && first < scenario.AsOf), table.Earlier.Size);
        Assert.Equal(firsts.Count(first => first < scenario.Periods.End && first < scenario.AsOf), table.Append(table.Earlier).Sum(cohort => cohort.Size));
    });

    [Fact]
    public void OrderOfInput_ChangesNothing() => Laws.Check(RevenueScenario.Any, scenario =>
        Assert.Equal(Table(scenario), Table(scenario with { Intervals = [.. scenario.Intervals.Reverse()] })));

    [Fact]
    public void PartsWithoutACommonCustomer_MergeToTheWhole() => Laws.Check(RevenueScenario.Any, scenario =>
    {
        RevenueCohortTable[] parts = [.. scenario.Intervals.GroupBy(interval => interval.Customer).Select(own => Table(scenario with { Intervals = [.. own] }))];

        if (parts.Length > 0)
        {
            Assert.Equal(Table(scenario), parts.Aggregate((left, right) => left.Merge(right)));
        }
    });

    [Fact]
    public void Segments_PoolToTheWhole() => Laws.Check(RevenueScenario.Any, scenario =>
    {
        BySegment<RevenueCohortTable> bySegment = scenario.Timeline.By(Generators.SomeSegments).Cohorts(scenario.Periods, scenario.AsOf, scenario.Columns);

        Assert.Equal(Table(scenario), bySegment.Total);
        Assert.All(bySegment, one => Assert.Equal(
            Figures(Table(scenario with { Intervals = [.. scenario.Intervals.Where(interval => Generators.SomeSegments.Of(interval.Customer).Equals(one.Key))] })),
            Figures(one.Value)));
    });

    [Fact]
    public void WhatHappensLaterThanAsOf_ChangesNothing() => Laws.Check(RevenueScenario.Any, scenario =>
    {
        RevenueInterval[] known = [.. scenario.Intervals.Where(interval => interval.Start < scenario.AsOf).Select(interval => interval.End < scenario.AsOf ? interval : interval with { End = null })];

        Assert.Equal(Figures(Table(scenario)), Figures(Table(scenario with { Intervals = [.. known] })));
    });

    [Fact]
    public void OtherPeriodsAskedFor_ChangeNothing() => Laws.Check(RevenueScenario.Any, scenario =>
    {
        Instant[] bounds = [scenario.Periods.Start, .. scenario.Periods.Select(period => period.End)];
        RevenueCohortTable whole = scenario.Timeline.Cohorts(ReportingPeriods.Between(scenario.Scenario.Zone, bounds));
        for (int count = 1; count < scenario.Periods.Count; count++)
        {
            RevenueCohortTable fewer = scenario.Timeline.Cohorts(ReportingPeriods.Between(scenario.Scenario.Zone, bounds.AsSpan(0, count + 1)));
            Assert.All(fewer.Zip(whole), pair => Assert.Equal(pair.Second.TakeWhile(cell => cell?.Period!.End <= fewer.AsOf), pair.First.OfType<RevenueCohortCell>()));
        }
    }, times: 100);

    [Fact]
    public void GrossRetention_IsNeverAboveNetNorAboveOne() => Laws.Check(RevenueScenario.Any, scenario =>
        Assert.All(Table(scenario).SelectMany(cohort => cohort).OfType<RevenueCohortCell>().Where(cell => cell.GrossRevenueRetention.IsDefined), cell =>
        {
            Assert.InRange(cell.GrossRevenueRetention.Value!.Value, 0m, 1m);
            Assert.True(cell.GrossRevenueRetention.Value <= cell.NetRevenueRetention.Value);
        }));

    [Fact]
    public void ColumnBefore_IsWhatSharesOfPreviousAreTakenOf() => Laws.Check(RevenueScenario.Any, scenario =>
        Assert.All(Table(scenario), cohort =>
        {
            (long customers, decimal mrr) = (cohort.Size, cohort.InitialMrr.Annual.Amount);
            foreach (RevenueCohortCell cell in cohort.OfType<RevenueCohortCell>())
            {
                Assert.Equal(Ratio.Of(cell.Customers, customers), cell.CustomersVsPrevious);
                Assert.Equal(mrr == 0m ? null : cell.Mrr.Annual.Amount / mrr, cell.MrrVsPrevious.Value);
                (customers, mrr) = (cell.Customers, cell.Mrr.Annual.Amount);
            }
        }));

    [Fact]
    public void AverageRow_PoolsTheMatureCells() => Laws.Check(RevenueScenario.Any, scenario =>
    {
        RevenueCohortTable table = Table(scenario);
        for (int column = 0; column < table.Columns; column++)
        {
            RevenueCohortCell[] mature = [.. table.Select(cohort => cohort[column]).OfType<RevenueCohortCell>()];
            RevenueCohortCell? average = table.Average[column];

            Assert.Equal(mature.Length == 0, average is null);
            Assert.Equal(Pooled(mature, cell => cell.CustomerRetention), average?.CustomerRetention ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.NetRevenueRetention), average?.NetRevenueRetention ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.GrossMrrVsPrevious), average?.GrossMrrVsPrevious ?? Ratio.Undefined);
        }
    });

    private static Ratio Pooled(IEnumerable<RevenueCohortCell> cells, Func<RevenueCohortCell, Ratio> share) => cells.Aggregate(Ratio.Undefined, (sum, cell) => sum.Pool(share(cell)));

    private static RevenueCohortTable Table(RevenueScenario scenario) => scenario.Timeline.Cohorts(scenario.Periods, scenario.AsOf, scenario.Columns);

    // A timeline with nothing in it has no currency, so what is left of a scenario is compared by its figures.
    private static IEnumerable<object?> Figures(RevenueCohortTable table) =>
        from cohort in table.Append(table.Earlier)
        from figure in cohort.Select(cell => cell is null ? null : (object)(cell.Customers, cell.Mrr.Annual.Amount, cell.GrossMrr.Annual.Amount)).Prepend((cohort.Size, cohort.InitialMrr.Annual.Amount))
        select figure;

    private static void AssertIsReference(RevenueScenario scenario, RevenueCohort cohort, Instant from, Instant to, int firstPeriod)
    {
        ReferenceCohorts.RevenueCell start = ReferenceCohorts.Revenue(scenario, from, to, at: null);
        Assert.Equal((start.Customers, start.Mrr), (cohort.Size, cohort.InitialMrr.Annual.Amount));
        for (int column = 0; column < cohort.Count; column++)
        {
            ReportingPeriod? period = firstPeriod + column < scenario.Periods.Count ? scenario.Periods[firstPeriod + column] : null;
            ReferenceCohorts.RevenueCell? expected = period is not null && period.End <= scenario.AsOf ? ReferenceCohorts.Revenue(scenario, from, to, period.End) : null;

            Assert.Equal(expected, cohort[column] is { } cell ? new ReferenceCohorts.RevenueCell(cell.Customers, cell.Mrr.Annual.Amount, cell.GrossMrr.Annual.Amount) : null);
        }
    }

    private static void AssertAddUp(RevenueCohortTable table, RollForward rollForward)
    {
        ILookup<ReportingPeriod, RevenueCohortCell> cells = table.Append(table.Earlier).SelectMany(cohort => cohort).OfType<RevenueCohortCell>().ToLookup(cell => cell.Period!);
        Assert.All(rollForward, row => Assert.Equal(
            (row.ClosingCustomers, row.ClosingMrr),
            (cells[row.Period].Sum(cell => cell.Customers), cells[row.Period].Aggregate(RecurringRevenue.Zero(row.Currency), (sum, cell) => sum + cell.Mrr))));
    }
}
