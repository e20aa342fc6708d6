using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests.Objects;

/// <summary>What cannot be read is refused with its place, its value and what is allowed, and with it the whole subscription.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("\"quantity\":3", "\"quantity\":-3", "$.items.data[0].quantity", "-3", "whole number of 0 to")]
    [InlineData("\"quantity\":3", "\"quantity\":null", "$.items.data[0].quantity", "", "missing")]
    [InlineData("\"unit_amount_decimal\":\"2000\"", "\"unit_amount_decimal\":\"2,000\"", "$.items.data[0].price.unit_amount_decimal", "\"2,000\"", "must be a number")]
    [InlineData("\"unit_amount_decimal\":\"2000\"", "\"unit_amount\":-1", "$.items.data[0].price.unit_amount", "-1", "0 to 10^15")]
    [InlineData("\"unit_amount_decimal\":\"2000\"", "\"unit_amount\":null", "$.items.data[0].price.unit_amount", "", "is missing")]
    [InlineData("\"interval\":\"month\"", "\"interval\":\"fortnight\"", "$.items.data[0].price.recurring.interval", "\"fortnight\"", "day, week, month or year")]
    [InlineData("\"interval_count\":1", "\"interval_count\":0", "$.items.data[0].price.recurring.interval_count", "0", "whole number of 1 to")]
    [InlineData("\"currency\":\"usd\",\"created\"", "\"currency\":\"euro\",\"created\"", "$.currency", "\"euro\"", "ISO 4217")]
    [InlineData("\"currency\":\"usd\",\"created\"", "\"currency\":\"clf\",\"created\"", "$.currency", "\"clf\"", "does not say how")]
    [InlineData("\"currency\":\"usd\",\"created\"", "\"currency\":\"eur\",\"created\"", "$.items.data[0].price.currency", "\"usd\"", "expand currency_options")]
    [InlineData("\"status\":\"active\"", "\"status\":\"live\"", "$.status", "\"live\"", "trialing")]
    [InlineData("\"status\":\"active\"", "\"status\":\"canceled\"", "$.ended_at", "", "canceled subscription must have it")]
    [InlineData("\"has_more\":false", "\"has_more\":true", "$.items.has_more", "true", "incomplete")]
    [InlineData("\"start_date\":1767604320", "\"start_date\":1767604320000", "$.start_date", "1767604320000", "seconds since 1970")]
    [InlineData("\"start_date\":1767604320", "\"start_date\":\"2026-01-05\"", "$.start_date", "\"2026-01-05\"", "seconds since 1970")]
    [InlineData("\"customer\":\"cus_ada\"", "\"customer\":null", "$.customer", "", "missing")]
    public void AValueThatCannotBeRead(string valid, string wrong, string path, string value, string reason)
    {
        string text = Subscription(Item(Price(), quantity: 3));
        Assert.Contains(valid, text, StringComparison.Ordinal);

        StripeSubscriptionImport import = Read(text.Replace(valid, wrong, StringComparison.Ordinal));
        StripeRefusal refusal = import.OnlyRefusal();

        Assert.Equal((1L, 1L, path, value), (refusal.Document, refusal.Line, refusal.Path, refusal.Value));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.Empty(import.History);
        Assert.Contains(refusal.ToString(), Assert.Throws<InvalidDataException>(import.RequireValid).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InAPage_ThePathNamesTheElement_AndTheOthersAreRead()
    {
        StripeSubscriptionImport import = Read(List(Subscription(Item(Price())), Subscription(Item(Price(unit: "abc")), id: "sub_2", customer: "cus_bo")));

        Assert.Equal("$.data[1].items.data[0].price.unit_amount_decimal", import.OnlyRefusal().Path);
        Assert.Equal(new StripeObjectCounts(2, 1, 0, 0, 0, 1), import.Objects);
        Assert.Equal("cus_ada", Assert.Single(import.Customers).Id.Value);
    }

    [Fact]
    public void ARefusedEvent_LeavesOutItsWholeSubscription()
    {
        string one = Subscription(Item(Price()));
        StripeSubscriptionImport import = Lines(Event("evt_1", "customer.subscription.created", "2026-01-05T09:12", one), Event("evt_2", "customer.subscription.updated", "2026-02-05T09:12", one.Replace("\"active\"", "\"lively\"", StringComparison.Ordinal)));

        StripeRefusal refusal = import.OnlyRefusal();
        Assert.Equal((2L, 2L, "$.data.object.status"), (refusal.Document, refusal.Line, refusal.Path));
        Assert.Equal(new StripeObjectCounts(2, 0, 0, 0, 0, 2), import.Objects);
    }

    [Fact]
    public void TwoStatesOfOneSubscription_WithoutEvents_AreRefused()
    {
        StripeSubscriptionImport import = Read(List(Subscription(Item(Price())), Subscription(Item(Price(), quantity: 2)), Subscription(Item(Price()))));

        Assert.Contains("two states", import.OnlyRefusal().Reason, StringComparison.Ordinal);
        Assert.Equal(3, import.Objects.Refused);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void ABlankEventId_IsRefused(string id)
    {
        StripeSubscriptionImport import = Lines(Event(id, "customer.subscription.created", "2026-01-05T09:12", Subscription(Item(Price()))));

        Assert.Equal(("$.id", "must be a text that is not blank"), (import.OnlyRefusal().Path, import.OnlyRefusal().Reason));
    }

    [Fact]
    public void OneEventIdWithTwoContents_IsRefused()
    {
        StripeSubscriptionImport import = Lines(
            Event("evt_1", "customer.subscription.updated", "2026-01-05T09:12", Subscription(Item(Price()))),
            Event("evt_1", "customer.subscription.updated", "2026-01-05T09:12", Subscription(Item(Price(), quantity: 2))));

        Assert.Contains("evt_1 comes with two contents", import.OnlyRefusal().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEndBeforeTheStart_IsAFinding()
    {
        StripeSubscriptionImport import = Read(List(Subscription(Item(Price()), status: "canceled", more: $",\"ended_at\":{Number("2025-12-01")}"), Subscription(Item(Price()), id: "sub_2")));

        StripeFinding finding = Assert.Single(import.Findings);
        Assert.Equal(("sub_1", FindingKind.EndBeforeStart), (finding.Subscription, finding.Kind));
        Assert.Equal(new StripeObjectCounts(2, 1, 0, 0, 0, 1), import.Objects);
    }
}
