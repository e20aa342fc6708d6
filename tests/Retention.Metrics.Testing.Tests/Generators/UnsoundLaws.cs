namespace Retention.Metrics.Testing.Tests.Generators;

/// <summary>Each kind of unsound facts is caught as that kind, and what is sound beside them survives.</summary>
public sealed class UnsoundLaws
{
    public static TheoryData<FindingKind> SubscriptionKinds => new(Unsound.SubscriptionKinds);

    public static TheoryData<FindingKind> OrderKinds => new(Unsound.OrderKinds);

    [Fact]
    public void EveryKindOfFinding_CanBeDrawn() =>
        Assert.Equal(Enum.GetValues<FindingKind>(), Unsound.SubscriptionKinds.Union(Unsound.OrderKinds).Order());

    [Theory]
    [MemberData(nameof(SubscriptionKinds))]
    public void Create_OfSubscriptions_ThrowsWithTheFinding(FindingKind kind) => Law.ForAll(Unsound.Subscriptions(kind), facts =>
    {
        InvalidHistoryException thrown = Assert.Throws<InvalidHistoryException>(() => SubscriptionHistory.Create(facts.Events));

        Assert.NotEmpty(thrown.Findings);
        Assert.All(thrown.Findings, finding => Assert.Equal(kind, finding.Kind));
        Assert.All(thrown.Findings, finding => Assert.All(Assert.IsType<SubscriptionFinding>(finding).Events, one => Assert.Contains(one, facts.Offending)));
    });

    [Theory]
    [MemberData(nameof(SubscriptionKinds))]
    public void Check_OfSubscriptions_ListsTheFinding_AndKeepsTheSoundRest(FindingKind kind) => Law.ForAll(Unsound.Subscriptions(kind), facts =>
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(facts.Events);

        Assert.NotEmpty(check.Findings);
        Assert.All(check.Findings, finding => Assert.Equal(kind, finding.Kind));
        Assert.Equal(SubscriptionHistory.Create(facts.Sound), check.History);
        Assert.Equal((facts.Sound.Length, 0, 0, facts.Offending.Length), (check.Used, check.Repeated, check.Superseded, check.Refused));
    });

    [Theory]
    [MemberData(nameof(OrderKinds))]
    public void Create_OfOrders_ThrowsWithTheFinding(FindingKind kind) => Law.ForAll(Unsound.Orders(kind), facts =>
    {
        InvalidHistoryException thrown = Assert.Throws<InvalidHistoryException>(() => OrderHistory.Create(facts.Orders));

        Assert.Equal(kind, Assert.Single(thrown.Findings).Kind);
        Assert.All(Assert.IsType<OrderFinding>(thrown.Findings[0]).Orders, order => Assert.Contains(order, facts.Offending));
    });

    [Theory]
    [MemberData(nameof(OrderKinds))]
    public void Check_OfOrders_ListsTheFinding_AndKeepsTheSoundRest(FindingKind kind) => Law.ForAll(Unsound.Orders(kind), facts =>
    {
        HistoryCheck<OrderHistory, OrderFinding> check = OrderHistory.Check(facts.Orders);

        Assert.Equal(kind, Assert.Single(check.Findings).Kind);
        Assert.Equal(OrderHistory.Create(facts.Sound), check.History);
        Assert.Equal((facts.Sound.Length, 0, 0, facts.Offending.Length), (check.Used, check.Repeated, check.Superseded, check.Refused));
    });

    [Theory]
    [MemberData(nameof(SubscriptionKinds))]
    public void SoundFacts_StandAround(FindingKind kind)
    {
        UnsoundSubscriptions[] drawn = Samples.Of(Unsound.Subscriptions(kind), 100);

        Assert.Contains(drawn, facts => facts.Sound.Length > 10);
        Assert.Contains(drawn, facts => facts.Sound.Any(one => one.Customer == facts.Offending[0].Customer));
        Assert.Contains(drawn, facts => facts.Sound.Length > 0 && facts.Events[0] != facts.Offending[0] && facts.Events[^1] != facts.Offending[^1]);
    }

    [Fact]
    public void AKindOfTheOtherFacts_IsRefused()
    {
        Assert.Contains("One of StartedWhileLive", Assert.Throws<ArgumentOutOfRangeException>(() => Unsound.Subscriptions(FindingKind.RefundAboveOrder)).Message, StringComparison.Ordinal);
        Assert.Contains("RefundAboveOrder", Assert.Throws<ArgumentOutOfRangeException>(() => Unsound.Orders(FindingKind.StartedWhileLive)).Message, StringComparison.Ordinal);
    }
}
