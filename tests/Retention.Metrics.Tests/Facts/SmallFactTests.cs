using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Facts;

public sealed class SmallFactTests
{
    [Fact]
    public void AMissingReason_IsUnknown_AndNeverTakenForADecision()
    {
        Assert.Equal((ChurnReason.Unknown, ChurnKind.Unknown, "unknown"), (default, default(ChurnReason).Kind, default(ChurnReason).Code));
        Assert.Equal(ChurnKind.Voluntary, ChurnReason.Of("voluntary").Kind);
        Assert.Equal(ChurnReason.Involuntary, ChurnReason.Of("involuntary"));
        Assert.Equal(ChurnReason.Unknown, ChurnReason.Of("unknown"));
        Assert.Equal(("too expensive", ChurnKind.Voluntary), (ChurnReason.Of("too expensive", ChurnKind.Voluntary).ToString(), ChurnReason.Of("too expensive", ChurnKind.Voluntary).Kind));
        Assert.ThrowsAny<ArgumentException>(() => ChurnReason.Of(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChurnReason.Of("closed", ChurnKind.NotEnded));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChurnReason.Of("closed", (ChurnKind)9));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u00A0")]
    public void ABlankIdOfAnEvent_IsRefused_BecauseItWouldMakeOneEventOfMany(string id)
    {
        SubscriptionEvent start = Subscription.Of("ada").Starts(Utc("2026-01-01"), Monthly(10));

        Assert.StartsWith("The id of an event is blank; expected a text that is not blank, or null", Assert.Throws<ArgumentException>(() => start with { EventId = id }).Message, StringComparison.Ordinal);
        Assert.Null((start with { EventId = null }).EventId);
    }

    [Fact]
    public void TheIdOfAnOrder_IsAnIdOrNone()
    {
        var order = new Order("ada", Utc("2026-01-01"), Currency.Eur.Amount(10m));

        Assert.StartsWith("The id of an order is blank; expected a text that is not blank, or null", Assert.Throws<ArgumentException>(() => order with { Id = default(OrderId) }).Message, StringComparison.Ordinal);
        Assert.Null((order with { Id = null }).Id);
    }

    [Fact]
    public void ACustomer_CopiesAttributes_AndKnowsWhatIsMissing()
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["country"] = "DE" };
        var ada = new Customer("ada", attributes);
        attributes["country"] = "FR";

        Assert.Equal(("DE", "unknown"), (ada["country"], ada["Country"]));
        Assert.Equal(new Customer("ada", [new("country", "DE")]), ada);
        Assert.Equal(new Customer("ada", [new("country", "DE")]).GetHashCode(), ada.GetHashCode());
        Assert.NotEqual(new Customer("ada", [new("country", "FR")]), ada);
        Assert.NotEqual(new Customer("ada"), ada);
        Assert.Equal("ada", ada.ToString());
    }

    [Fact]
    public void ACustomer_HasAnId_AndEachAttributeOnce()
    {
        Assert.Throws<ArgumentException>("id", () => new Customer(default));
        Assert.Contains("'plan'", Assert.Throws<ArgumentException>("attributes", () => new Customer("ada", [new("plan", "pro"), new("plan", "pro")])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("attributes", () => new Customer("ada", [new(" ", "pro")]));
        Assert.Throws<ArgumentException>("attributes", () => new Customer("ada", [new("plan", null!)]));
    }

    [Fact]
    public void AnUndefinedChoice_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("kind", () => ChurnReason.Of("moved", (ChurnKind)9));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new Order("ada", Utc("2026-01-01"), Eur(1m)) { Status = (OrderStatus)9 });
    }

    /// <summary>A line of a log must not fail because of what it reports.</summary>
    [Fact]
    public void AnEventWithAnImpossiblePrice_Prints()
    {
        var started = new SubscriptionEvent.Started("s", "ada", Utc("2026-01-01"), RecurringPrice.Monthly(-1m, Currency.Eur));

        Assert.Contains("Price = -1.00 EUR per month", started.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheShortWay_MakesEachKindOfEvent()
    {
        Subscription ada = Subscription.Of("ada");
        Instant at = Utc("2026-01-01");
        SubscriptionEvent[] events =
        [
            ada.TrialStarts(at), ada.Starts(at, At.Monthly(1)), ada.ChangesPrice(at, At.Monthly(2)), ada.Pauses(at), ada.Resumes(at),
            ada.PaymentFails(at), ada.PaymentRecovers(at), ada.SchedulesCancellation(at, at), ada.RevokesCancellation(at), ada.Ends(at),
        ];

        Assert.Equal(
            typeof(SubscriptionEvent).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
            events.Select(one => one.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(events, one => Assert.Equal(("ada", "ada", at), (one.Subscription.Value, one.Customer.Value, one.At)));
    }

    [Fact]
    public void TheHierarchyOfEvents_IsClosedAndImmutable()
    {
        Assert.All(typeof(SubscriptionEvent).GetNestedTypes(), type => Assert.True(type.IsSealed));
        Assert.DoesNotContain(typeof(SubscriptionEvent).GetConstructors(), constructor => constructor.IsPublic);
    }
}
