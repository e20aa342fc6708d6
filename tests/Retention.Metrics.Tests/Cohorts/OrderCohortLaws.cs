using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

public sealed class OrderCohortLaws
{
    [Fact]
    public void EveryCell_IsWhatTheNaiveReferenceSays() => Laws.Check(OrderScene.Any, scene =>
    {
        OrderCohortTable table = Table(scene);
        for (int i = 0; i < table.Count; i++)
        {
            AssertIsReference(scene, table[i], scene.Periods[i].Start, scene.Periods[i].End, i);
        }

        AssertIsReference(scene, table.Earlier, Instant.MinValue, scene.Periods.Start, 0);
    });

    [Fact]
    public void CellsOfOnePeriod_AddUpToItsCustomersOrdersAndRevenue() => Laws.Check(OrderScene.Any, scene =>
    {
        OrderCohortTable table = scene.Book.Cohorts(scene.Periods);
        ILookup<ReportingPeriod, OrderCohortCell> cells = table.Append(table.Earlier).SelectMany(cohort => cohort).OfType<OrderCohortCell>().ToLookup(cell => cell.Period!);

        Assert.All(scene.Book.Metrics(scene.Periods), row => Assert.Equal(
            (row.UniqueCustomers, row.Orders, row.Revenue.Amount),
            (cells[row.Period].Sum(cell => cell.Customers), cells[row.Period].Sum(cell => cell.Orders), cells[row.Period].Sum(cell => cell.Revenue.Amount))));
    });

    [Fact]
    public void EarlierCustomers_AreThoseWhoBeganBeforeTheFirstInstantOfTheFirstPeriod_HoweverLittleBefore() => Laws.Check(OrderScene.Any, scene =>
    {
        Instant[] firsts = [.. scene.Orders.GroupBy(one => one.Customer, one => one.OrderedAt).Select(own => own.Min())];
        OrderCohortTable table = scene.Book.Cohorts(scene.Periods, scene.AsOf, scene.Columns);

        Assert.Equal(firsts.Count(first => first < scene.Periods.Start && first < scene.AsOf), table.Earlier.Size);
        Assert.Equal(firsts.Count(first => first < scene.Periods.End && first < scene.AsOf), table.Append(table.Earlier).Sum(cohort => cohort.Size));
    });

    [Fact]
    public void OrderOfInput_ChangesNothing() => Laws.Check(OrderScene.Any, scene =>
        Assert.Equal(Table(scene), Table(scene with { Orders = [.. scene.Orders.Reverse()] })));

    [Fact]
    public void PartsWithoutACommonCustomer_MergeToTheWhole() => Laws.Check(OrderScene.Any, scene =>
    {
        OrderCohortTable[] parts = [.. scene.Orders.GroupBy(order => order.Customer).Select(own => Table(scene with { Orders = [.. own] }))];

        if (parts.Length > 0)
        {
            Assert.Equal(Table(scene), parts.Aggregate((left, right) => left.Merge(right)));
        }
    });

    [Fact]
    public void Segments_PoolToTheWhole() => Laws.Check(OrderScene.Any, scene =>
    {
        BySegment<OrderCohortTable> bySegment = scene.Book.By(Generators.SomeSegments).Cohorts(scene.Periods, scene.AsOf, scene.Columns);

        Assert.Equal(Table(scene), bySegment.Total);
        Assert.All(bySegment, one => Assert.Equal(
            Figures(Table(scene with { Orders = [.. scene.Orders.Where(order => Generators.SomeSegments.Of(order.Customer).Equals(one.Key))] })),
            Figures(one.Value)));
    });

    [Fact]
    public void WhatHappensLaterThanAsOf_ChangesNothing() => Laws.Check(OrderScene.Any, scene =>
        Assert.Equal(Figures(Table(scene)), Figures(Table(scene with { Orders = [.. scene.Orders.Where(order => order.OrderedAt < scene.AsOf)] }))));

    [Fact]
    public void CustomersOnOrAfter_NeverRiseAndAreNeverFewerThanThoseOfTheColumn() => Laws.Check(OrderScene.Any, scene =>
        Assert.All(Table(scene), cohort =>
        {
            long before = cohort.Size;
            foreach (OrderCohortCell cell in cohort.OfType<OrderCohortCell>())
            {
                Assert.InRange(cell.CustomersOnOrAfter, cell.Customers, before);
                before = cell.CustomersOnOrAfter;
            }
        }));

    [Fact]
    public void EveryMember_OrdersInColumnZero() => Laws.Check(OrderScene.Any, scene =>
        Assert.All(Table(scene).Select(cohort => (cohort.Size, Column: cohort[0])).Where(cohort => cohort.Column is not null), cohort => Assert.Equal(cohort.Size, cohort.Column!.Customers)));

    [Fact]
    public void AverageRow_PoolsTheMatureCells() => Laws.Check(OrderScene.Any, scene =>
    {
        OrderCohortTable table = Table(scene);
        for (int column = 0; column < table.Columns; column++)
        {
            OrderCohortCell[] mature = [.. table.Select(cohort => cohort[column]).OfType<OrderCohortCell>()];
            OrderCohortCell? average = table.Average[column];

            Assert.Equal(mature.Length == 0, average is null);
            Assert.Equal(Pooled(mature, cell => cell.CustomerRetention), average?.CustomerRetention ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.OrdersOfInitial), average?.OrdersOfInitial ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.RevenueOfPrevious), average?.RevenueOfPrevious ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.RevenuePerMember), average?.RevenuePerMember ?? Ratio.Undefined);
            Assert.Equal(Pooled(mature, cell => cell.CustomerRetentionOnOrAfter), average?.CustomerRetentionOnOrAfter ?? Ratio.Undefined);
        }
    });

    private static Ratio Pooled(IEnumerable<OrderCohortCell> cells, Func<OrderCohortCell, Ratio> share) => cells.Aggregate(Ratio.Undefined, (sum, cell) => sum.Pool(share(cell)));

    private static OrderCohortTable Table(OrderScene scene) => scene.Book.Cohorts(scene.Periods, scene.AsOf, scene.Columns);

    // A book with nothing in it has no currency, so what is left of a scene is compared by its figures.
    private static IEnumerable<object?> Figures(OrderCohortTable table) =>
        from cohort in table.Append(table.Earlier)
        from figure in cohort.Select(cell => cell is null ? null : (object)Read(cell)).Prepend((cohort.Size, cohort.InitialOrders, cohort.InitialRevenue.Amount))
        select figure;

    private static ReferenceCohorts.OrderCell Read(OrderCohortCell cell) => new(cell.Customers, cell.Orders, cell.Revenue.Amount, cell.RevenueToDate.Amount, cell.CustomersOnOrAfter);

    private static void AssertIsReference(OrderScene scene, OrderCohort cohort, Instant from, Instant to, int firstPeriod)
    {
        ReferenceCohorts.OrderCell start = ReferenceCohorts.Orders(scene, from, to, period: null);
        Assert.Equal((start.Customers, start.Orders, start.Revenue), (cohort.Size, cohort.InitialOrders, cohort.InitialRevenue.Amount));
        for (int column = 0; column < cohort.Count; column++)
        {
            ReportingPeriod? period = firstPeriod + column < scene.Periods.Count ? scene.Periods[firstPeriod + column] : null;
            ReferenceCohorts.OrderCell? expected = period is not null && period.End <= scene.AsOf ? ReferenceCohorts.Orders(scene, from, to, period) : null;

            Assert.Equal(expected, cohort[column] is { } cell ? Read(cell) : null);
        }
    }
}
