#region order-export-laws
using Retention.Metrics;
using Retention.Metrics.Testing;
using Xunit;
#endregion

namespace DocumentedCode.Testing;

#region order-export-laws
public sealed class OrderExportLaws
{
    [Fact]
    public void WhatIsWritten_IsReadBack() =>
        Law.ForAll(Any.OrderHistory, orders => Assert.Equal(orders, OrderHistory.Create(OrderExport.Read(OrderExport.Write(orders)))));

    [Theory]
    [InlineData(FindingKind.NegativeOrder)]
    [InlineData(FindingKind.RefundAboveOrder)]
    public void WhatCannotBe_IsStillFoundAfterTheJourney(FindingKind kind) =>
        Law.ForAll(Invalid.Orders(kind), facts =>
        {
            HistoryCheck<OrderHistory, OrderFinding> check = OrderHistory.Check(OrderExport.Read(OrderExport.Write(facts.Orders)));

            Assert.Equal(kind, Assert.Single(check.Findings).Kind);
            Assert.Equal(facts.Valid.Length, check.Used);
        });
}
#endregion
