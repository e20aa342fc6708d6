using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

public sealed class OrderCohortLaws
{
    [Fact]
    public void EveryCell_IsWhatTheNaiveReferenceSays() => Laws.Check(OrderScenario.Any, scenario =>
    {
        OrderCohortTable table = Table(scenario);
        for (int i = 0; i < table.Count; i++)
        {
            AssertIsReference(scenario, table[i], scenario.Periods[i].Start, scenario.Periods[i].End, i);
        }

        AssertIsReference(scenario, table.Earlier, Instant.MinValue, scenario.Periods.Start, 0);
    });

    [Fact]
    public void CellsOfOnePeriod_AddUpToItsCustomersOrdersAndRevenue() => Laws.Check(OrderScenario.Any, scenario =>
    {
        OrderCohortTable table = scenario.Timeline.Cohorts(scenario.Periods);
        ILookup<ReportingPeriod, OrderCohortCell> cells = table.Append(table.Earlier).SelectMany(cohort => cohort).OfType<OrderCohortCell>().ToLookup(cell => cell.Period!);

        Assert.All(scenario.Timeline.Metrics(scenario.Periods), row => Assert.Equal(
            (row.UniqueCustomers, row.Orders, row.Revenue.Amount),
            (cells[row.Period].Sum(cell => cell.Customers), cells[row.Period].Sum(cell => cell.Orders), cells[row.Period].Sum(cell => cell.Revenue.Amount))));
    });

    [Fact]
    public void EarlierCustomers_AreThoseWhoBeganBeforeTheFirstInstantOfTheFirstPeriod_HoweverLittleBefore() => Laws.Check(OrderScenario.Any, scenario =>
    {
        Instant[] firsts = [.. scenario.Orders.GroupBy(one => one.Customer, one => one.OrderedAt).Select(own => own.Min())];
        OrderCohortTable table = scenario.Timeline.Cohorts(scenario.Periods, scenario.AsOf, scenario.Columns);

        Assert.Equal(firsts.Count(first => first < scenario.Periods.Start && first < scenario.AsOf), table.Earlier.Size);
        Assert.Equal(firsts.Count(first => first < scenario.Periods.End && first < scenario.AsOf), table.Append(table.Earlier).Sum(cohort => cohort.Size));
    });

    [Fact]
    public void OrderOfInput_ChangesNothing() => Laws.Check(OrderScenario.Any, scenario =>
        Assert.Equal(Table(scenario), Table(scenario with { Orders = [.. scenario.Orders.Reverse()] })));

    [Fact]
    public void PartsWithoutACommonCustomer_MergeToTheWhole() => Laws.Check(OrderScenario.Any, scenario =>
    {
        OrderCohortTable[] parts = [.. scenario.Orders.GroupBy(order => order.Customer).Select(own => Table(scenario with { Orders = [.. own] }))];

        if (parts.Length > 0)
        {
            Assert.Equal(Table(scenario), parts.Aggregate((left, right) => left.Merge(right)));
        }
    });

    [Fact]
    public void Segments_PoolToTheWhole() => Laws.Check(OrderScenario.Any, scenario =>
    {
        BySegment<OrderCohortTable> bySegment = scenario.Timeline.By(Generators.SomeSegments).Cohorts(scenario.Periods, scenario.AsOf, scenario.Columns);

        Assert.Equal(Table(scenario), bySegment.Total);
        Assert.All(bySegment, one => Assert.Equal(
            Figures(Table(scenario with { Orders = [.. scenario.Orders.Where(order => Generators.SomeSegments.Of(order.Customer).Equals(one.Key))] })),
            Figures(one.Value)));
    });

    [Fact]
    public void WhatHappensLaterThanAsOf_ChangesNothing() => Laws.Check(OrderScenario.Any, scenario =>
        Assert.Equal(Figures(Table(scenario)), Figures(Table(scenario with { Orders = [.. scenario.Orders.Where(order => order.OrderedAt < scenario.AsOf)] }))));

    [Fact]
    public void CustomersOnOrAfter_NeverRiseAndAreNeverFewerThanThoseOfTheColumn() => Laws.Check(OrderScenario.Any, scenario =>
        Assert.All(Table(scenario), cohort =>
        {
            long before = cohort.Size;
            foreach (OrderCohortCell cell in cohort.OfType<OrderCohortCell>())
            {
                Assert.InRange(cell.CustomersOnOrAfter, cell.Customers, before);
                before = cell.CustomersOnOrAfter;
            }
        }));

    [Fact]
    public void EveryMember_OrdersInColumnZero() => Laws.Check(OrderScenario.Any, scenario =>
        Assert.All(Table(scenario).Select(cohort => (cohort.Size, Column: cohort[0])).Where(cohort => cohort.Column is not null), cohort => Assert.Equal(cohort.Size, cohort.Column!.Customers)));

    [Fact]
    public void AverageRow_PoolsTheMatureCells() => Laws.Check(OrderScenario.Any, scenario =>
    {
        OrderCohortTable table = Table(scenario);
        for (int column = 0; column < table.Columns; column++)
        {
            OrderCohortCell[] mature = [.. table.Select(cohort => cohort[column]).OfType<OrderCohortCell>()];
            OrderCohortCell? average = table.Average[column];

            Assert.Equal(mature.Length == 0, average is null);
            Assert.Equal(Pooled(mature, cell => cell.CustomerRetention), average?.CustomerRetention ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.OrdersOfInitial), average?.OrdersOfInitial ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.RevenueVsPrevious), average?.RevenueVsPrevious ?? Ratio.Undefined);
            Assert.Equal(mature.Aggregate(AverageMoney.Undefined(table.Currency), (sum, cell) => sum.Pool(cell.RevenuePerMember)), average?.RevenuePerMember ?? AverageMoney.Undefined(table.Currency));
            Assert.Equal(Pooled(mature, cell => cell.CustomerRetentionOnOrAfter), average?.CustomerRetentionOnOrAfter ?? Ratio.Undefined);
        }
    });

    private static Ratio Pooled(IEnumerable<OrderCohortCell> cells, Func<OrderCohortCell, Ratio> share) => cells.Aggregate(Ratio.Undefined, (sum, cell) => sum.Pool(share(cell)));

    private static OrderCohortTable Table(OrderScenario scenario) => scenario.Timeline.Cohorts(scenario.Periods, scenario.AsOf, scenario.Columns);

    // A timeline with nothing in it has no currency, so what is left of a scenario is compared by its figures.
    private static IEnumerable<object?> Figures(OrderCohortTable table) =>
        from cohort in table.Append(table.Earlier)
        from figure in cohort.Select(cell => cell is null ? null : (object)Read(cell)).Prepend((cohort.Size, cohort.InitialOrders, cohort.InitialRevenue.Amount))
        select figure;

    private static ReferenceCohorts.OrderCell Read(OrderCohortCell cell) => new(cell.Customers, cell.Orders, cell.Revenue.Amount, cell.RevenueToDate.Amount, cell.CustomersOnOrAfter);

    private static void AssertIsReference(OrderScenario scenario, OrderCohort cohort, Instant from, Instant to, int firstPeriod)
    {
        ReferenceCohorts.OrderCell start = ReferenceCohorts.Orders(scenario, from, to, period: null);
        Assert.Equal((start.Customers, start.Orders, start.Revenue), (cohort.Size, cohort.InitialOrders, cohort.InitialRevenue.Amount));
        for (int column = 0; column < cohort.Count; column++)
        {
            ReportingPeriod? period = firstPeriod + column < scenario.Periods.Count ? scenario.Periods[firstPeriod + column] : null;
            ReferenceCohorts.OrderCell? expected = period is not null && period.End <= scenario.AsOf ? ReferenceCohorts.Orders(scenario, from, to, period) : null;

            Assert.Equal(expected, cohort[column] is { } cell ? Read(cell) : null);
        }
    }
}
