using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

public sealed class RevenueCohortLaws
{
    [Fact]
    public void EveryCell_IsWhatTheNaiveReferenceSays() => Laws.Check(RevenueScene.Any, scene =>
    {
        RevenueCohortTable table = scene.Timeline.Cohorts(scene.Periods, scene.AsOf, scene.Columns);
        for (int i = 0; i < table.Count; i++)
        {
            AssertIsReference(scene, table[i], scene.Periods[i].Start, scene.Periods[i].End, i);
        }

        AssertIsReference(scene, table.Earlier, Instant.MinValue, scene.Periods.Start, 0);
    });

    [Fact]
    public void CellsOfOnePeriod_AddUpToItsClosingCustomersAndMrr() => Laws.Check(RevenueScene.Any, scene =>
        AssertAddUp(scene.Timeline.Cohorts(scene.Periods), scene.Timeline.RollForward(scene.Periods)));

    [Theory]
    [InlineData(PauseRule.Inactive, FreePlanRule.Inactive)]
    [InlineData(PauseRule.KeepCustomer, FreePlanRule.KeepCustomer)]
    [InlineData(PauseRule.KeepRevenue, FreePlanRule.KeepCustomer)]
    public void CellsOfOnePeriod_AddUpUnderEveryPolicyThatSaysWhoIsActive(PauseRule pauses, FreePlanRule freePlans) => Laws.Check(Any.SubscriptionScene, portfolio =>
    {
        RevenueTimeline timeline = RevenueTimeline.FromHistory(SubscriptionHistory.Check(portfolio.Events).History, MetricPolicy.Default with { Pauses = pauses, FreePlans = freePlans });
        if (portfolio.Periods.Count <= 60)
        {
            AssertAddUp(timeline.Cohorts(portfolio.Periods), timeline.RollForward(portfolio.Periods));
        }
    });

    [Fact]
    public void EarlierCustomers_AreThoseWhoBeganBeforeTheFirstInstantOfTheFirstPeriod_HoweverLittleBefore() => Laws.Check(RevenueScene.Any, scene =>
    {
        Instant[] firsts = [.. scene.Intervals.Where(one => !one.Revenue.IsZero).GroupBy(one => one.Customer, one => one.Start).Select(own => own.Min())];
        RevenueCohortTable table = scene.Timeline.Cohorts(scene.Periods, scene.AsOf, scene.Columns);

        Assert.Equal(firsts.Count(first => first < scene.Periods.Start && first < scene.AsOf), table.Earlier.Size);
        Assert.Equal(firsts.Count(first => first < scene.Periods.End && first < scene.AsOf), table.Append(table.Earlier).Sum(cohort => cohort.Size));
    });

    [Fact]
    public void OrderOfInput_ChangesNothing() => Laws.Check(RevenueScene.Any, scene =>
        Assert.Equal(Table(scene), Table(scene with { Intervals = [.. scene.Intervals.Reverse()] })));

    [Fact]
    public void PartsWithoutACommonCustomer_MergeToTheWhole() => Laws.Check(RevenueScene.Any, scene =>
    {
        RevenueCohortTable[] parts = [.. scene.Intervals.GroupBy(interval => interval.Customer).Select(own => Table(scene with { Intervals = [.. own] }))];

        if (parts.Length > 0)
        {
            Assert.Equal(Table(scene), parts.Aggregate((left, right) => left.Merge(right)));
        }
    });

    [Fact]
    public void Segments_PoolToTheWhole() => Laws.Check(RevenueScene.Any, scene =>
    {
        BySegment<RevenueCohortTable> bySegment = scene.Timeline.By(Generators.SomeSegments).Cohorts(scene.Periods, scene.AsOf, scene.Columns);

        Assert.Equal(Table(scene), bySegment.Total);
        Assert.All(bySegment, one => Assert.Equal(
            Figures(Table(scene with { Intervals = [.. scene.Intervals.Where(interval => Generators.SomeSegments.Of(interval.Customer).Equals(one.Key))] })),
            Figures(one.Value)));
    });

    [Fact]
    public void WhatHappensLaterThanAsOf_ChangesNothing() => Laws.Check(RevenueScene.Any, scene =>
    {
        RevenueInterval[] known = [.. scene.Intervals.Where(interval => interval.Start < scene.AsOf).Select(interval => interval.End < scene.AsOf ? interval : interval with { End = null })];

        Assert.Equal(Figures(Table(scene)), Figures(Table(scene with { Intervals = [.. known] })));
    });

    [Fact]
    public void OtherPeriodsAskedFor_ChangeNothing() => Laws.Check(RevenueScene.Any, scene =>
    {
        Instant[] bounds = [scene.Periods.Start, .. scene.Periods.Select(period => period.End)];
        RevenueCohortTable whole = scene.Timeline.Cohorts(ReportingPeriods.Between(scene.Scene.Zone, bounds));
        for (int count = 1; count < scene.Periods.Count; count++)
        {
            RevenueCohortTable fewer = scene.Timeline.Cohorts(ReportingPeriods.Between(scene.Scene.Zone, bounds.AsSpan(0, count + 1)));
            Assert.All(fewer.Zip(whole), pair => Assert.Equal(pair.Second.TakeWhile(cell => cell?.Period!.End <= fewer.AsOf), pair.First.OfType<RevenueCohortCell>()));
        }
    }, times: 100);

    [Fact]
    public void GrossRetention_IsNeverAboveNetNorAboveOne() => Laws.Check(RevenueScene.Any, scene =>
        Assert.All(Table(scene).SelectMany(cohort => cohort).OfType<RevenueCohortCell>().Where(cell => cell.GrossRevenueRetention.IsDefined), cell =>
        {
            Assert.InRange(cell.GrossRevenueRetention.Value!.Value, 0m, 1m);
            Assert.True(cell.GrossRevenueRetention.Value <= cell.NetRevenueRetention.Value);
        }));

    [Fact]
    public void ColumnBefore_IsWhatSharesOfPreviousAreTakenOf() => Laws.Check(RevenueScene.Any, scene =>
        Assert.All(Table(scene), cohort =>
        {
            (long customers, decimal mrr) = (cohort.Size, cohort.InitialMrr.Annual.Amount);
            foreach (RevenueCohortCell cell in cohort.OfType<RevenueCohortCell>())
            {
                Assert.Equal(Ratio.Of(cell.Customers, customers), cell.CustomersOfPrevious);
                Assert.Equal(mrr == 0m ? null : cell.Mrr.Annual.Amount / mrr, cell.MrrOfPrevious.Value);
                (customers, mrr) = (cell.Customers, cell.Mrr.Annual.Amount);
            }
        }));

    [Fact]
    public void AverageRow_PoolsTheMatureCells() => Laws.Check(RevenueScene.Any, scene =>
    {
        RevenueCohortTable table = Table(scene);
        for (int column = 0; column < table.Columns; column++)
        {
            RevenueCohortCell[] mature = [.. table.Select(cohort => cohort[column]).OfType<RevenueCohortCell>()];
            RevenueCohortCell? average = table.Average[column];

            Assert.Equal(mature.Length == 0, average is null);
            Assert.Equal(Pooled(mature, cell => cell.CustomerRetention), average?.CustomerRetention ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.NetRevenueRetention), average?.NetRevenueRetention ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.GrossMrrOfPrevious), average?.GrossMrrOfPrevious ?? Ratio.Undefined);
        }
    });

    private static Ratio Pooled(IEnumerable<RevenueCohortCell> cells, Func<RevenueCohortCell, Ratio> share) => cells.Aggregate(Ratio.Undefined, (sum, cell) => sum.Pool(share(cell)));

    private static RevenueCohortTable Table(RevenueScene scene) => scene.Timeline.Cohorts(scene.Periods, scene.AsOf, scene.Columns);

    // A timeline with nothing in it has no currency, so what is left of a scene is compared by its figures.
    private static IEnumerable<object?> Figures(RevenueCohortTable table) =>
        from cohort in table.Append(table.Earlier)
        from figure in cohort.Select(cell => cell is null ? null : (object)(cell.Customers, cell.Mrr.Annual.Amount, cell.GrossMrr.Annual.Amount)).Prepend((cohort.Size, cohort.InitialMrr.Annual.Amount))
        select figure;

    private static void AssertIsReference(RevenueScene scene, RevenueCohort cohort, Instant from, Instant to, int firstPeriod)
    {
        ReferenceCohorts.RevenueCell start = ReferenceCohorts.Revenue(scene, from, to, at: null);
        Assert.Equal((start.Customers, start.Mrr), (cohort.Size, cohort.InitialMrr.Annual.Amount));
        for (int column = 0; column < cohort.Count; column++)
        {
            ReportingPeriod? period = firstPeriod + column < scene.Periods.Count ? scene.Periods[firstPeriod + column] : null;
            ReferenceCohorts.RevenueCell? expected = period is not null && period.End <= scene.AsOf ? ReferenceCohorts.Revenue(scene, from, to, period.End) : null;

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
