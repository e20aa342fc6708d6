namespace Retention.Metrics.Testing.Tests.Generators;

/// <summary>Each kind of invalid facts is caught as that kind, and what is valid beside them survives.</summary>
public sealed class InvalidLaws
{
    public static TheoryData<FindingKind> SubscriptionKinds => new(Invalid.SubscriptionKinds);

    public static TheoryData<FindingKind> OrderKinds => new(Invalid.OrderKinds);

    [Fact]
    public void EveryKindOfFinding_CanBeDrawn() =>
        Assert.Equal(Enum.GetValues<FindingKind>(), Invalid.SubscriptionKinds.Union(Invalid.OrderKinds).Order());

    [Theory]
    [MemberData(nameof(SubscriptionKinds))]
    public void Create_OfSubscriptions_ThrowsWithTheFinding(FindingKind kind) => Law.ForAll(Invalid.Subscriptions(kind), facts =>
    {
        InvalidHistoryException thrown = Assert.Throws<InvalidHistoryException>(() => SubscriptionHistory.Create(facts.Events));

        Assert.NotEmpty(thrown.Findings);
        Assert.All(thrown.Findings, finding => Assert.Equal(kind, finding.Kind));
        Assert.All(thrown.Findings, finding => Assert.All(Assert.IsType<SubscriptionFinding>(finding).Events, one => Assert.Contains(one, facts.Offending)));
    });

    [Theory]
    [MemberData(nameof(SubscriptionKinds))]
    public void Check_OfSubscriptions_ListsTheFinding_AndKeepsTheSoundRest(FindingKind kind) => Law.ForAll(Invalid.Subscriptions(kind), facts =>
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(facts.Events);

        Assert.NotEmpty(check.Findings);
        Assert.All(check.Findings, finding => Assert.Equal(kind, finding.Kind));
        Assert.Equal(SubscriptionHistory.Create(facts.Valid), check.History);
        Assert.Equal((facts.Valid.Length, 0, 0, facts.Offending.Length), (check.Used, check.Repeated, check.Superseded, check.Refused));
    });

    [Theory]
    [MemberData(nameof(OrderKinds))]
    public void Create_OfOrders_ThrowsWithTheFinding(FindingKind kind) => Law.ForAll(Invalid.Orders(kind), facts =>
    {
        InvalidHistoryException thrown = Assert.Throws<InvalidHistoryException>(() => OrderHistory.Create(facts.Orders));

        Assert.Equal(kind, Assert.Single(thrown.Findings).Kind);
        Assert.All(Assert.IsType<OrderFinding>(thrown.Findings[0]).Orders, order => Assert.Contains(order, facts.Offending));
    });

    [Theory]
    [MemberData(nameof(OrderKinds))]
    public void Check_OfOrders_ListsTheFinding_AndKeepsTheSoundRest(FindingKind kind) => Law.ForAll(Invalid.Orders(kind), facts =>
    {
        HistoryCheck<OrderHistory, OrderFinding> check = OrderHistory.Check(facts.Orders);

        Assert.Equal(kind, Assert.Single(check.Findings).Kind);
        Assert.Equal(OrderHistory.Create(facts.Valid), check.History);
        Assert.Equal((facts.Valid.Length, 0, 0, facts.Offending.Length), (check.Used, check.Repeated, check.Superseded, check.Refused));
    });

    [Theory]
    [MemberData(nameof(SubscriptionKinds))]
    public void ValidFacts_StandAround(FindingKind kind)
    {
        InvalidSubscriptions[] drawn = Samples.Of(Invalid.Subscriptions(kind), 100);

        Assert.Contains(drawn, facts => facts.Valid.Length > 10);
        Assert.Contains(drawn, facts => facts.Valid.Any(one => one.Customer == facts.Offending[0].Customer));
        Assert.Contains(drawn, facts => facts.Valid.Length > 0 && facts.Events[0] != facts.Offending[0] && facts.Events[^1] != facts.Offending[^1]);
    }

    [Fact]
    public void AKindOfTheOtherFacts_IsRefused()
    {
        Assert.Contains("One of StartedWhileLive", Assert.Throws<ArgumentOutOfRangeException>(() => Invalid.Subscriptions(FindingKind.RefundAboveOrder)).Message, StringComparison.Ordinal);
        Assert.Contains("RefundAboveOrder", Assert.Throws<ArgumentOutOfRangeException>(() => Invalid.Orders(FindingKind.StartedWhileLive)).Message, StringComparison.Ordinal);
    }
}
