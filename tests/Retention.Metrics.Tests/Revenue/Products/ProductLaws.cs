using FsCheck;
using FsCheck.Fluent;
using Retention.Metrics.Aggregation;
using Retention.Metrics.Revenue;
using Retention.Metrics.Revenue.Products;
using Retention.Metrics.Tests.Reference;
using Retention.Metrics.Timelines.Columns;

namespace Retention.Metrics.Tests.Revenue.Products;

/// <summary>What holds of figures by product, under every policy, whatever the history.</summary>
public sealed class ProductLaws
{
    [Fact]
    public void EveryProduct_OfAnyHistory_IsTheReferences() => Laws.Check(
        ProductScenario.Any,
        one =>
        {
            RollForwardByProduct engine = one.RollForward;
            var states = ReferenceCustomerStates.Of(one.Portfolio.Events, one.Policy);
            var levels = ReferenceProducts.LevelsOf(one.Portfolio.Events, one.Policy);
            Assert.Equal(
                levels.Values.SelectMany(own => own.Values).SelectMany(own => own).Where(own => own.Value > 0).Select(own => own.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
                engine.Products);
            foreach ((string product, ProductRollForward rows) in engine)
            {
                foreach (ProductRollForwardRow row in rows)
                {
                    Assert.Equal(ReferenceProducts.Of(product, states, levels, (row.Period.Start, row.Period.End, one.Periods.Zone), one.Policy), row.Totals);
                }
            }
        },
        times: 1500);

    [Fact]
    public void OverAllProducts_TransfersCancel_AndEveryOtherLineIsThatOfAllCustomers() => Laws.Check(ProductScenario.Any, one =>
    {
        RollForwardByProduct engine = one.RollForward;
        Assert.Equal(one.Portfolio.Timeline(one.Policy).RollForward(one.Periods), engine.Total);
        for (int period = 0; period < one.Periods.Count; period++)
        {
            ProductTotals sum = engine.Aggregate(default(ProductTotals), (sum, product) => sum + product.Value[period].Totals);
            RollForwardTotals all = engine.Total[period].Totals;
            Assert.Equal(sum.TransferInMrr, sum.TransferOutMrr);
            Assert.Equal(all.OpeningMrr, sum.OpeningMrr);
            Assert.Equal(all.ClosingMrr, sum.ClosingMrr);
            Assert.All(RollForwardFigure.Movements, movement => Assert.Equal(all.Movements.Of(movement.Explained!.Value), sum.Movements.Of(movement.Explained.Value)));
            Assert.True(sum.HolderMrr >= all.OpeningMrr && sum.HolderLostMrr >= all.LostMrr && sum.HolderGainedMrr >= all.GainedMrr, "A customer's whole revenue counts in each of their products.");
        }
    });

    [Fact]
    public void OneProduct_IsTheRollForwardOfAllCustomers() => Laws.Check(
        Arb.From(from one in ProductScenario.Any.Generator from name in Gen.Elements<string?>("pro", null) select (one, name)),
        one =>
        {
            RollForwardByProduct engine = one.one.Renamed(_ => one.name).RollForward;
            foreach (RollForwardRow all in engine.Total)
            {
                foreach ((string product, ProductRollForward rows) in engine)
                {
                    Assert.Equal(one.name ?? "unknown", product);
                    ProductRollForwardRow row = rows[all.Period.Name];
                    Assert.Equal((Int128.Zero, Int128.Zero), (row.Totals.TransferInMrr, row.Totals.TransferOutMrr));
                    Assert.Equal((all.OpeningMrr, all.ExpansionMrr, all.ContractionMrr, all.ClosingMrr), (row.OpeningMrr, row.ExpansionMrr, row.ContractionMrr, row.ClosingMrr));
                    Assert.All(
                        Enum.GetValues<ProductScope>(),
                        scope => Assert.Equal((all.NetRevenueRetention, all.GrossRevenueRetention), (row.NetRevenueRetention(scope), row.GrossRevenueRetention(scope))));
                }
            }
        });

    [Fact]
    public void RenamingProducts_InTheirOrder_RenamesTheirAnswers() => Laws.Check(ProductScenario.Any, one =>
    {
        RollForwardByProduct engine = one.RollForward, renamed = one.Renamed(product => "x " + (product ?? "unknown")).RollForward;

        Assert.Equal(engine.Products.Select(product => "x " + product), renamed.Products);
        Assert.True(engine.Zip(renamed).All(pair => pair.First.Value == pair.Second.Value), "A product has other figures under another name.");
        Assert.Equal(engine.Total, renamed.Total);
    });

    /// <summary>Who gets a millionth of two that are equally near is decided by the name; nothing else is.</summary>
    [Fact]
    public void RenamingProducts_InAnyOrder_MovesNoMoreThanMillionths() => Laws.Check(ProductScenario.Any, one =>
    {
        RollForwardByProduct engine = one.RollForward, renamed = one.Renamed(Reversed).RollForward;

        Assert.Equal(engine.Count, renamed.Count);
        foreach ((string product, ProductRollForward rows) in engine)
        {
            foreach ((ProductTotals before, ProductTotals after) in rows.Zip(renamed[Reversed(product)], (row, other) => (row.Totals, other.Totals)))
            {
                Assert.Equal(before.TransferInMrr + before.ExpansionMrr, after.TransferInMrr + after.ExpansionMrr);
                Assert.Equal(before.TransferOutMrr + before.ContractionMrr, after.TransferOutMrr + after.ContractionMrr);
                Assert.InRange(before.TransferInMrr - after.TransferInMrr, -200, 200);
                Assert.Equal(WithoutSplits(before), WithoutSplits(after));
            }
        }

        static string Reversed(string? product) => new([.. (product ?? "unknown").Select(letter => (char)('~' - (letter % 90)))]);

        static ProductTotals WithoutSplits(ProductTotals totals) => totals with { TransferInMrr = 0, ExpansionMrr = 0, TransferOutMrr = 0, ContractionMrr = 0 };
    });

    [Fact]
    public void OrderThreadsAndSplit_ChangeNothing() => Laws.Check(ProductScenario.Any, one =>
    {
        RollForwardByProduct whole = one.RollForward;
        SubscriptionHistory backwards = SubscriptionHistory.Create(one.Portfolio.Events.Reverse());
        RollForwardByProduct merged = one.Portfolio.Events.GroupBy(fact => fact.Customer.Value[^1] % 2)
            .Select(part => ProductTimeline.FromHistory(SubscriptionHistory.Create(part), one.Policy).RollForward(one.Periods))
            .DefaultIfEmpty(whole)
            .Aggregate((left, right) => left.Merge(right));

        Assert.Equal(whole, ProductTimeline.FromHistory(backwards, one.Policy, ExecutionOptions.Sequential).RollForward(one.Periods, execution: ExecutionOptions.Sequential));
        Assert.Equal(whole, merged);
        Assert.True(whole == merged && !(whole != merged) && whole.GetHashCode() == merged.GetHashCode());
    });

    /// <summary>Each thread has a state of its own, and sees some of the customers.</summary>
    [Fact]
    public void TheStatesOfTwoThreads_CombineToThatOfOne() => Laws.Check(
        Arb.From(from one in ProductScenario.Any.Generator from cut in Gen.Choose(0, 4) select (one, cut)),
        one =>
        {
            ProductTimeline timeline = one.one.Timeline;
            int customers = timeline.Total.CustomerCount, cut = Math.Min(one.cut, customers);
            var aggregate = new ProductMovementsAggregate<SingleChange, NoneActiveAtZero>(timeline.Products.Count, PeriodIndex.Over(one.one.Periods), long.MaxValue, default);
            var whole = aggregate.NewState();
            var (some, others) = (aggregate.NewState(), aggregate.NewState());
            aggregate.Update(whole, timeline.Columns, 0, customers);
            aggregate.Update(some, timeline.Columns, 0, cut);
            aggregate.Update(others, timeline.Columns, cut, customers);
            aggregate.Combine(some, others);

            Assert.Equal(aggregate.Finish(whole).SelectMany(sums => sums.ToTotals()), aggregate.Finish(some).SelectMany(sums => sums.ToTotals()));
        });

    [Fact]
    public void TheAnswer_MadeFromItsTotals_IsTheAnswer() => Laws.Check(ProductScenario.Any, one =>
    {
        RollForwardByProduct engine = one.RollForward;

        Assert.Equal(engine, RollForwardByProduct.FromTotals(
            engine.Total, engine.Reverse().Select(product => KeyValuePair.Create<string, IReadOnlyList<ProductTotals>>(product.Key, product.Value.Totals))));
    });
}
