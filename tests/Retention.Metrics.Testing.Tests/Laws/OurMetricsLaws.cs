using NodaTime;

namespace Retention.Metrics.Testing.Tests.Laws;

/// <summary>The library's own metrics are held to the laws that it offers others.</summary>
[Trait("Kind", "Numbers")]
public sealed class OurMetricsLaws
{
    [Fact]
    public void NetRevenueRetention() =>
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.NetRevenueRetention))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresNewCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, null)
            .FallsWhenACustomerLeaves();

    [Fact]
    public void GrossRevenueRetention() =>
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.GrossRevenueRetention))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresNewCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, 1m)
            .FallsWhenACustomerLeaves();

    [Fact]
    public void RetentionOfPairs_AndOfTheTimeline()
    {
        MetricLaws.OfOpeningAndClosing(customers => RevenueRetention.Net([.. customers]))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresNewCustomers()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, null)
            .FallsWhenACustomerLeaves()
            .AgreesWith(customers => Ratio.Of(customers.Where(one => one.Opening > 0m).Sum(one => one.Closing), customers.Sum(one => one.Opening)));
        MetricLaws.OfOpeningAndClosing(customers => RevenueRetention.Gross([.. customers]))
            .IgnoresOrderOfInput()
            .IgnoresNewCustomers()
            .PoolsOverCustomers()
            .StaysWithin(0m, 1m)
            .FallsWhenACustomerLeaves()
            .AgreesWith(customers => Ratio.Of(customers.Sum(one => Math.Min(one.Opening, one.Closing)), customers.Sum(one => one.Opening)));
    }

    [Fact]
    public void CustomerChurnAndRetention()
    {
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.CustomerChurnRate))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresNewCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, 1m)
            .RisesWhenACustomerLeaves();
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.CustomerRetentionRate))
            .IgnoresNewCustomers()
            .PoolsOverCustomers()
            .StaysWithin(0m, 1m)
            .FallsWhenACustomerLeaves();
    }

    [Fact]
    public void MrrChurn()
    {
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.GrossMrrChurnRate))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresNewCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, 1m)
            .RisesWhenACustomerLeaves();
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.NetMrrChurnRate))
            .IgnoresNewCustomers()
            .PoolsOverCustomers()
            .StaysWithin(null, 1m)
            .RisesWhenACustomerLeaves();
    }

    [Fact]
    public void GrowthQuickRatioAndExpansionShare()
    {
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.QuickRatio)).IgnoresOrderOfInput().PoolsOverCustomers().StaysWithin(0m, null);
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.ExpansionShare)).IgnoresTheFuture().PoolsOverCustomers().StaysWithin(0m, 1m);
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.GrowthRate)).IgnoresScaleOfCurrency().PoolsOverCustomers().StaysWithin(-1m, null).FallsWhenACustomerLeaves();
    }

    [Fact]
    public void ClosingMrrAndArpa()
    {
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.ClosingMrr))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .ScalesWithCurrency()
            .MergesOverCustomers((left, right) => left + right)
            .StaysWithin(0m, null)
            .FallsWhenACustomerLeaves()
            .AgreesWith((timeline, periods) => periods.Select(period => timeline.MrrAt(period.End)));
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.Arpa)).IgnoresNeutralCustomers().ScalesWithCurrency().PoolsOverCustomers();
    }

    [Fact]
    public void ARollForwardAsAWhole_MergesOverCustomers() =>
        MetricLaws.OfTimeline((timeline, periods) => new[] { timeline.RollForward(periods) })
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .MergesOverCustomers((left, right) => left.Merge(right));

    [Fact]
    public void TrailingYear() =>
        MetricLaws.OfTimeline((timeline, periods) => timeline.TrailingYear(periods).Select(row => row.NetRevenueRetention))
            .IgnoresOrderOfInput()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, null);

    [Theory]
    [InlineData(PauseRule.Inactive)]
    [InlineData(PauseRule.KeepCustomer)]
    [InlineData(PauseRule.KeepRevenue)]
    public void EventsUnderAPolicy(PauseRule pauses)
    {
        MetricPolicy policy = MetricPolicy.Default with { Pauses = pauses };
        MetricLaws.OfEvents((events, periods) => RevenueTimeline.FromHistory(SubscriptionHistory.Create(events), policy).RollForward(periods).Select(row => row.NetRevenueRetention))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresNewCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, null)
            .FallsWhenACustomerLeaves();
        MetricLaws.OfEvents((events, periods) => RevenueTimeline.FromHistory(SubscriptionHistory.Create(events), policy).RollForward(periods).Select(row => row.ClosingMrr))
            .ScalesWithCurrency()
            .MergesOverCustomers((left, right) => left + right);
    }

    [Fact]
    public void TrialConversionAndRecovery()
    {
        MetricLaws.OfEvents((events, periods) => TrialConversion.Of(SubscriptionHistory.Create(events), periods).Select(row => row.ConversionRate))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresOtherPeriods()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, 1m);
        MetricLaws.OfEvents((events, periods) => PaymentRecovery.Of(SubscriptionHistory.Create(events), periods).Select(row => row.RecoveryRate))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .PoolsOverCustomers()
            .StaysWithin(0m, 1m);
    }

    [Fact]
    public void OrderRates()
    {
        MetricLaws.OfOrderTimeline((orders, periods) => orders.Metrics(periods).Select(row => row.RepeatCustomerRate))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, 1m);
        MetricLaws.OfOrderTimeline((orders, periods) => orders.Metrics(periods).Select(row => row.AverageOrderValue))
            .IgnoresOrderOfInput()
            .ScalesWithCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, null);
        MetricLaws.OfOrderTimeline((orders, periods) => orders.Metrics(periods).Select(row => row.PurchaseFrequency)).IgnoresScaleOfCurrency().PoolsOverCustomers().StaysWithin(1m, null);
    }

    [Fact]
    public void OrderCountsAndRevenue()
    {
        MetricLaws.OfOrderTimeline((orders, periods) => orders.Metrics(periods).Select(row => row.Revenue))
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .IgnoresOtherPeriods()
            .IgnoresTheFuture()
            .ScalesWithCurrency()
            .MergesOverCustomers((left, right) => left + right)
            .StaysWithin(0m, null)
            .FallsWhenACustomerLeaves();
        MetricLaws.OfOrderTimeline((orders, periods) => orders.Metrics(periods).Select(row => row.ReturningCustomers))
            .IgnoresNewCustomers()
            .IgnoresScaleOfCurrency()
            .MergesOverCustomers((left, right) => left + right)
            .FallsWhenACustomerLeaves();
        MetricLaws.OfOrderTimeline((orders, periods) => new[] { orders.Metrics(periods) }).IgnoresOrderOfInput().MergesOverCustomers((left, right) => left.Merge(right));
    }

    [Fact]
    public void OrdersThemselves_AndTheirBook_GiveTheSame()
    {
        MetricLaws.OfOrders((orders, periods) => OrderTimeline.FromHistory(OrderHistory.Create(orders)).Metrics(periods).Select(row => row.Revenue))
            .IgnoresOrderOfInput()
            .IgnoresTheFuture()
            .ScalesWithCurrency()
            .AgreesWith((orders, periods) => periods.Select(period => Naive(orders, period)));

        static Money Naive(IReadOnlyList<Order> orders, ReportingPeriod period) =>
            (orders.Count == 0 ? Currency.None : orders[0].Amount.Currency).Amount(orders
                .Where(order => period.Contains(order.OrderedAt) && order.Status != OrderStatus.Cancelled)
                .Sum(order => order.Amount.Amount - (order.Refunded?.Amount ?? (order.Status == OrderStatus.Refunded ? order.Amount.Amount : 0m))));
    }

    [Fact]
    public void ACohortTableAsAWhole_MergesOverCustomers() =>
        MetricLaws.OfTimeline((timeline, periods) => new[] { timeline.Cohorts(periods, columns: 3) })
            .IgnoresOrderOfInput()
            .IgnoresNeutralCustomers()
            .MergesOverCustomers((left, right) => left.Merge(right));
}
