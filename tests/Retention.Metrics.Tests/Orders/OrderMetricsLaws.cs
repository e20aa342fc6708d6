using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Orders;

/// <summary>What holds for the order metrics of every shop, the naive reference first.</summary>
public sealed class OrderMetricsLaws
{
    private static readonly Segmentation ByCountry = Segmentation.By(
        [new Customer("c0", [new("country", "DE")]), new Customer("c1", [new("country", "NP")]), new Customer("c2", [new("country", "DE")])], "country");

    [Fact]
    public void Metrics_OfAnyShop_AreTheReferences() =>
        Laws.Check(
            Shop.Any,
            shop =>
            {
                OrderMetrics metrics = shop.Timeline.Metrics(shop.Periods);

                Assert.Equal(shop.Periods.Count, metrics.Count);
                foreach (OrderMetricsRow row in metrics.Append(metrics.Overall))
                {
                    AssertIs(ReferenceOrders.Of(shop.Orders, row.Period.Start, row.Period.End, shop.Scenario.Zone, shop.Policy), row);
                }
            },
            times: 1000);

    [Fact]
    public void TotalsOfTheReference_GiveAnEqualAnswer() =>
        Laws.Check(
            Shop.Any,
            shop => Assert.Equal(
                shop.Timeline.Metrics(shop.Periods),
                OrderMetrics.FromTotals(shop.Periods, shop.Timeline.Currency, [.. shop.Periods.Select(period => TotalsOf(shop, period))], TotalsOf(shop, shop.Periods.Total))),
            times: 1000);

    [Fact]
    public void RepeatWithin_OfAnyShop_IsTheReferences() =>
        Laws.Check(
            Arb.From(from shop in Shop.Any.Generator from days in Gen.Elements(1, 2, 30, 365) from asOf in Gen.Choose(0, 9) select (shop, days, asOf)),
            one =>
            {
                Instant asOf = one.shop.Scenario[one.asOf];
                IReadOnlyList<Ratio> rates = one.shop.Timeline.RepeatWithin(one.shop.Periods, one.days, asOf);

                Assert.Equal(
                    one.shop.Periods.Select(period => ReferenceOrders.RepeatWithin(one.shop.Orders, period.Start, period.End, one.days, asOf, one.shop.Policy)).Select(pair => Ratio.Of(pair.Again, pair.All)),
                    rates);
            });

    [Fact]
    public void AnyOrderOfInput_AndAnySplit_GiveTheSameFigures() =>
        Laws.Check(
            Arb.From(from shop in Shop.Any.Generator from shuffled in Gen.Shuffle(shop.Orders.AsEnumerable()) select (shop, shuffled)),
            one =>
            {
                OrderMetrics whole = one.shop.Timeline.Metrics(one.shop.Periods);
                OrderMetrics[] parts = [.. one.shop.Orders.GroupBy(order => order.Customer).Select(own => one.shop.With(own)).Append(one.shop.With([])).Select(part => part.Timeline.Metrics(one.shop.Periods))];

                Assert.Equal(whole, OrderTimeline.FromHistory(OrderHistory.Create(one.shuffled), one.shop.Policy).Metrics(one.shop.Periods));
                Assert.Equal(whole, parts.Aggregate((x, y) => x.Merge(y)));
                Assert.Equal(whole, parts.Reverse().Aggregate((x, y) => x.Merge(y)));
                Assert.Equal(whole.GetHashCode(), parts.Aggregate((x, y) => x.Merge(y)).GetHashCode());
            });

    [Fact]
    public void AnyOrderOfInput_GivesTheSameHistory_OrdersThatDifferInNoFigureIncluded() =>
        Laws.Check(
            Arb.From(from shop in Shop.Any.Generator from shuffled in Gen.Shuffle(shop.Orders.AsEnumerable()) select (shop.Orders, shuffled)),
            one => Assert.Equal(OrderHistory.Create(one.Orders), OrderHistory.Create(one.shuffled)));

    [Fact]
    public void APeriod_ReadsTheSame_WhicheverOthersAreAskedFor() =>
        Laws.Check(Shop.Any, shop =>
        {
            OrderTimeline orders = shop.Timeline;
            foreach (OrderMetricsRow row in orders.Metrics(shop.Periods))
            {
                OrderMetrics alone = orders.Metrics(ReportingPeriods.Between(shop.Scenario.Zone, row.Period.Start, row.Period.End));
                foreach (OrderMetricsRow same in new[] { alone[0], alone.Overall })
                {
                    Assert.Equal(
                        (row.Orders, row.Revenue, row.UniqueCustomers, row.RepeatCustomers, row.ReturningCustomers),
                        (same.Orders, same.Revenue, same.UniqueCustomers, same.RepeatCustomers, same.ReturningCustomers));
                }
            }
        });

    [Fact]
    public void Segments_PoolToTheWhole_AndEachIsItsCustomersAlone() =>
        Laws.Check(Shop.Any, shop =>
        {
            BySegment<OrderMetrics> segments = shop.Timeline.By(ByCountry).Metrics(shop.Periods);

            Assert.Equal(shop.Timeline.Metrics(shop.Periods), segments.Total);
            foreach ((Segment segment, OrderMetrics metrics) in segments)
            {
                OrderMetrics alone = shop.With(shop.Orders.Where(order => ByCountry.Of(order.Customer).Equals(segment))).Timeline.Metrics(shop.Periods);

                // Who never ordered has no currency of their own.
                Assert.Equal(alone.Currency == metrics.Currency ? alone : metrics, metrics);
                Assert.Equal(alone.Overall.Orders, metrics.Overall.Orders);
            }
        });

    [Fact]
    public void Overall_AddsOrdersAndRevenue_ButCountsACustomerOnce() =>
        Laws.Check(Shop.Any, shop =>
        {
            OrderMetrics metrics = shop.Timeline.Metrics(shop.Periods);

            Assert.Equal(metrics.Sum(row => row.Orders), metrics.Overall.Orders);
            Assert.Equal(metrics.Sum(row => row.Revenue.Amount), metrics.Overall.Revenue.Amount);
            Assert.InRange(metrics.Overall.UniqueCustomers, metrics.Max(row => row.UniqueCustomers), metrics.Sum(row => row.UniqueCustomers));
        });

    [Fact]
    public void Rates_StayInTheirBounds_AndMultiply() =>
        Laws.Check(Shop.Any, shop =>
        {
            OrderMetrics metrics = shop.Timeline.Metrics(shop.Periods);
            foreach (OrderMetricsRow row in metrics.Append(metrics.Overall))
            {
                Assert.True(row.PurchaseFrequency.Value is null or >= 1m);
                Assert.True(row.RepeatCustomerRate.Value is null or (>= 0m and <= 1m));
                Assert.True(row.ReturningCustomerRate.Value is null or (>= 0m and <= 1m));
                Assert.False(row.ReturningCustomerRate.Value < row.RepeatCustomerRate.Value);
                Assert.True(row.AverageOrderValue.Value is null or >= 0m);
                Assert.Equal(row.UniqueCustomers, row.OneTimeCustomers + row.RepeatCustomers);
                Assert.Equal(row.Orders == 0, row.AverageOrderValue.Value is null);
                Assert.Equal(row.UniqueCustomers == 0, row.RevenuePerCustomer.Value is null);
                Assert.Equal(row.OneTimeCustomers == 0, row.PurchaseFrequencyPerOneTimeCustomer.Value is null);
                if (row.Orders > 0)
                {
                    Assert.Equal((double)row.RevenuePerCustomer.Value!.Value, (double)(row.AverageOrderValue.Value!.Value * row.PurchaseFrequency.Value!.Value), 9);
                }
            }
        });

    [Fact]
    public void Explain_AddsUpToEachFigure() =>
        Laws.Check(Shop.Any, shop =>
        {
            OrderTimeline orders = shop.Timeline;
            OrderMetrics metrics = orders.Metrics(shop.Periods);
            foreach (OrderFigure figure in Enum.GetValues<OrderFigure>())
            {
                ILookup<ReportingPeriod, OrderContribution> behind = orders.Explain(shop.Periods, figure).ToLookup(one => one.Period);
                foreach (OrderMetricsRow row in metrics)
                {
                    OrderContribution[] contributions = [.. behind[row.Period]];
                    (decimal expected, decimal actual) = figure switch
                    {
                        OrderFigure.Orders => (row.Orders, contributions.Sum(one => one.Orders)),
                        OrderFigure.Revenue => (row.Revenue.Amount, contributions.Sum(one => one.Revenue.Amount)),
                        OrderFigure.UniqueCustomers => (row.UniqueCustomers, contributions.Length),
                        OrderFigure.OneTimeCustomers => (row.OneTimeCustomers, contributions.Length),
                        OrderFigure.RepeatCustomers => (row.RepeatCustomers, contributions.Length),
                        _ => (row.ReturningCustomers, contributions.Length),
                    };
                    Assert.Equal(expected, actual);
                    Assert.Equal(contributions.Length, contributions.DistinctBy(one => one.Customer).Count());
                }
            }
        });

    [Fact]
    public void ColumnsAndHistory_MakeTheSameBook() =>
        Laws.Check(Shop.Any, shop =>
        {
            Order[] plain = [.. shop.Orders.Where(order => order.Status == OrderStatus.Completed && order.Refunded is null)];
            Currency currency = plain.Select(order => order.Amount.Currency).FirstOrDefault();
            OrderTimeline fromColumns = OrderTimeline.FromColumns<string>(
                currency, plain.Select(order => order.Customer.Value).ToArray(), plain.Select(order => order.OrderedAt).ToArray(), plain.Select(order => (long)(order.Amount.Amount / currency.MinorAmount(1).Amount)).ToArray());
            OrderMetrics fromHistory = shop.With(plain).Timeline.Metrics(shop.Periods);

            Assert.Equal(fromHistory.Overall.Revenue.Amount, fromColumns.Metrics(shop.Periods).Overall.Revenue.Amount);
            Assert.True(plain.Length == 0 || fromHistory.Equals(fromColumns.Metrics(shop.Periods)));
        });

    [Fact]
    public void LargerAmounts_ScaleRevenue_AndLeaveCountsAlone() =>
        Laws.Check(Shop.Any, shop =>
        {
            Shop larger = shop.With(shop.Orders.Select(order => order with { Amount = order.Amount * 10m, Refunded = order.Refunded * 10m }));
            foreach ((OrderMetricsRow row, OrderMetricsRow scaled) in shop.Timeline.Metrics(shop.Periods).Zip(larger.Timeline.Metrics(shop.Periods)))
            {
                Assert.Equal(row.Revenue * 10m, scaled.Revenue);
                Assert.Equal(AverageMoney.Of(row.Revenue * 10m, row.Orders), scaled.AverageOrderValue);
                Assert.Equal(row.PurchaseFrequency, scaled.PurchaseFrequency);
            }
        });

    private static OrderTotals TotalsOf(Shop shop, ReportingPeriod period)
    {
        ReferenceOrders reference = ReferenceOrders.Of(shop.Orders, period.Start, period.End, shop.Scenario.Zone, shop.Policy);
        return new OrderTotals
        {
            Orders = reference.Orders,
            Revenue = (Int128)(reference.Revenue * 1_000_000m),
            UniqueCustomers = reference.Unique,
            RepeatCustomers = reference.Repeat,
            ReturningCustomers = reference.Returning,
        };
    }

    private static void AssertIs(ReferenceOrders reference, OrderMetricsRow row)
    {
        Assert.Equal(
            (reference.Orders, reference.Revenue, reference.Unique, reference.OneTime, reference.Repeat, reference.Returning),
            (row.Orders, row.Revenue.Amount, row.UniqueCustomers, row.OneTimeCustomers, row.RepeatCustomers, row.ReturningCustomers));
        Assert.Equal(AverageMoney.Of(row.Currency.Amount(reference.Revenue), reference.Orders), row.AverageOrderValue);
        Assert.Equal(Ratio.Of(reference.Orders, reference.Unique), row.PurchaseFrequency);
        Assert.Equal(Ratio.Of(reference.Orders, reference.OneTime), row.PurchaseFrequencyPerOneTimeCustomer);
        Assert.Equal(Ratio.Of(reference.Repeat, reference.Unique), row.RepeatCustomerRate);
        Assert.Equal(Ratio.Of(reference.Repeat, reference.OneTime), row.RepeatPerOneTimeCustomer);
        Assert.Equal(Ratio.Of(reference.Returning, reference.Unique), row.ReturningCustomerRate);
        Assert.Equal(AverageMoney.Of(row.Currency.Amount(reference.Revenue), reference.Unique), row.RevenuePerCustomer);
    }
}
