namespace Retention.Metrics.Tests.Cohorts;

/// <summary>A cohort table made from totals that the naive reference computes equals the table of the engine.</summary>
public sealed class CohortTotalsLaws
{
    [Fact]
    public void RevenueCohorts_OfTheTotalsOfTheReference_EqualThoseOfTheEngine() => Laws.Check(RevenueScenario.Any, scenario =>
    {
        RevenueTimeline timeline = scenario.Timeline;

        Assert.True(FromReference(scenario, timeline.Currency) == timeline.Cohorts(scenario.Periods, scenario.AsOf, scenario.Columns));
    });

    [Fact]
    public void OrderCohorts_OfTheTotalsOfTheReference_EqualThoseOfTheEngine() => Laws.Check(OrderScenario.Any, scenario =>
    {
        OrderTimeline orders = scenario.Timeline;

        Assert.True(FromReference(scenario, orders.Currency) == orders.Cohorts(scenario.Periods, scenario.AsOf, scenario.Columns));
    });

    [Fact]
    public void RevenueCohorts_MadeFromTotals_MergeToTheSumOfTheTotals() => Laws.Check(RevenueScenario.Any, scenario =>
    {
        (CohortTotals<RevenueCellTotals>[] cohorts, CohortTotals<RevenueCellTotals> earlier) = ReferenceCohorts.RevenueTotals(scenario);
        RevenueCohortTable part = FromReference(scenario, Currency.Eur);

        Assert.True(part.Merge(part) == RevenueCohortTable.FromTotals(
            scenario.Periods, MetricPolicy.Default, Currency.Eur, [.. cohorts.Select(Twice)], Twice(earlier), scenario.AsOf, scenario.Columns));
    });

    [Fact]
    public void OrderCohorts_MadeFromTotals_MergeToTheSumOfTheTotals() => Laws.Check(OrderScenario.Any, scenario =>
    {
        (CohortTotals<OrderCellTotals>[] cohorts, CohortTotals<OrderCellTotals> earlier) = ReferenceCohorts.OrderTotals(scenario);
        OrderCohortTable part = FromReference(scenario, Currency.Eur);

        Assert.True(part.Merge(part) == OrderCohortTable.FromTotals(
            scenario.Periods, MetricPolicy.Default, Currency.Eur, [.. cohorts.Select(Twice)], Twice(earlier), scenario.AsOf, scenario.Columns));
    });

    private static RevenueCohortTable FromReference(RevenueScenario scenario, Currency currency)
    {
        (CohortTotals<RevenueCellTotals>[] cohorts, CohortTotals<RevenueCellTotals> earlier) = ReferenceCohorts.RevenueTotals(scenario);
        return RevenueCohortTable.FromTotals(scenario.Periods, MetricPolicy.Default, currency, cohorts, earlier, scenario.AsOf, scenario.Columns);
    }

    private static OrderCohortTable FromReference(OrderScenario scenario, Currency currency)
    {
        (CohortTotals<OrderCellTotals>[] cohorts, CohortTotals<OrderCellTotals> earlier) = ReferenceCohorts.OrderTotals(scenario);
        return OrderCohortTable.FromTotals(scenario.Periods, MetricPolicy.Default, currency, cohorts, earlier, scenario.AsOf, scenario.Columns);
    }

    private static CohortTotals<TTotals> Twice<TTotals>(CohortTotals<TTotals> cohort)
        where TTotals : struct, ICohortTotals<TTotals> => new(cohort.Initial + cohort.Initial, [.. cohort.Cells.Select(cell => cell + cell)]);
}
