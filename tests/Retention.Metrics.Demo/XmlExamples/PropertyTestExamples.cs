using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Testing;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class PropertyTestExamples
{
    [Fact]
    public void Law_ForAll()
    {
        #region xml: Law.ForAll
        Law.ForAll(Any.SubscriptionScenario, scenario =>
        {
            RollForward rows = scenario.Timeline().RollForward(scenario.Periods);

            Assert.Equal(scenario.Timeline().MrrAt(scenario.Periods.End), rows[^1].ClosingMrr);
        });
        #endregion
    }

    [Fact]
    public void Any_OrderHistory()
    {
        #region xml: Any
        Law.ForAll(Any.OrderHistory, orders => Assert.Equal(orders, OrderHistory.Create(orders.Reverse())));
        #endregion
    }

    [Fact]
    public void AnyEvent_CancellationScheduled()
    {
        #region xml: AnyEvent
        Law.ForAll(AnyEvent.CancellationScheduled, asked => asked.EffectiveAt >= asked.At);
        #endregion
    }

    [Fact]
    public void Invalid_Orders()
    {
        #region xml: Invalid
        Law.ForAll(Invalid.Orders(FindingKind.RefundAboveOrder), facts => Assert.Equal(facts.Valid.Length, OrderHistory.Check(facts.Orders).Used));
        #endregion
    }

    [Fact]
    public void MetricLaws_OfTimeline()
    {
        #region xml: MetricLaws
        MetricLaws.OfTimeline((timeline, periods) => timeline.RollForward(periods).Select(row => row.NetRevenueRetention))
            .IgnoresOrderOfInput()
            .IgnoresNewCustomers()
            .IgnoresScaleOfCurrency()
            .PoolsOverCustomers()
            .StaysWithin(0m, null)
            .FallsWhenACustomerLeaves();
        #endregion
    }

    [Fact]
    public void Snippet_OfAnEvent()
    {
        #region xml: CSharpCode
        SubscriptionEvent start = Subscription.Of("ada").Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur));
        Show(CSharpCode.Of(start)); // new Subscription("ada", "ada").Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur))
        #endregion
    }
}
