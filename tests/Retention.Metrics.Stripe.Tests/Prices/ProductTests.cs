using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests.Prices;

/// <summary>The product of a price, where the caller asks for it.</summary>
public sealed class ProductTests
{
    private static readonly string Mail = Price("price_m", more: ",\"product\":\"prod_mail\",\"nickname\":\"Mail\""), Drive = Price("price_d", "3000", more: ",\"product\":{\"id\":\"prod_drive\",\"object\":\"product\"}");

    [Theory]
    [InlineData(StripeProduct.None, null)]
    [InlineData(StripeProduct.Product, "prod_mail")]
    [InlineData(StripeProduct.Price, "Mail")]
    public void APrice_HasTheProductThatIsAskedFor(StripeProduct asked, string? product) =>
        Assert.Equal([product], ProductsOf(asked, Subscription(Item(Mail))));

    [Theory]
    [InlineData(StripeProduct.Product, "prod_drive + prod_mail")]
    [InlineData(StripeProduct.Price, "Mail + price_d")]
    public void ItemsThatAreChargedTogether_AreOnePrice_NamedAfterAllOfThem(StripeProduct asked, string product) =>
        Assert.Equal([product], ProductsOf(asked, Subscription(Item(Drive) + "," + Item(Mail, id: "si_2"))));

    [Fact]
    public void AnotherPlan_InAnEvent_IsAnotherProduct() => Assert.Equal(
        ["prod_mail", "prod_drive"],
        ProductsOf(
            StripeProduct.Product,
            Event("evt_1", "customer.subscription.created", "2026-01-05T09:12", Subscription(Item(Mail))),
            Event("evt_2", "customer.subscription.updated", "2026-02-05T09:12", Subscription(Item(Drive)), $"{{\"items\":{{\"data\":[{Item(Mail)}]}}}}")));

    /// <summary>What an invoice says of the time before has the product of its lines; that alone is no other price.</summary>
    [Fact]
    public void InvoicesOfTheTimeBefore_HaveTheProductOfTheirLines()
    {
        static string Line(string start, string end, string more) =>
            $"{{\"id\":\"il_1\",\"type\":\"subscription\",\"subscription\":\"sub_1\",\"amount\":2000,\"currency\":\"usd\",\"period\":{{\"start\":{Number(start)},\"end\":{Number(end)}}}{more}}}";
        static string Invoice(string id, string line) =>
            $"{{\"id\":\"{id}\",\"object\":\"invoice\",\"status\":\"paid\",\"subscription\":\"sub_1\",\"lines\":{{\"object\":\"list\",\"data\":[{line}],\"has_more\":false}}}}";

        string[] documents =
        [
            Subscription(Item(Mail)),
            Invoice("in_1", Line("2026-01-05T09:12", "2026-02-05T09:12", ",\"pricing\":{\"price_details\":{\"price\":\"price_x\",\"product\":\"prod_x\"}}")),
            Invoice("in_2", Line("2026-02-05T09:12", "2026-03-05T09:12", ",\"price\":" + Mail)),
        ];

        Assert.Equal(["prod_x", "prod_mail"], ProductsOf(StripeProduct.Product, documents).Distinct(StringComparer.Ordinal));
        Assert.Equal([null], ProductsOf(StripeProduct.None, documents).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void AValueThatIsNotDefined_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>("ProductOfPrices", () => new StripeImportOptions { ProductOfPrices = (StripeProduct)9 });

    private static IEnumerable<string?> ProductsOf(StripeProduct asked, params string[] documents) =>
        Read(string.Join('\n', documents), new StripeImportOptions { ProductOfPrices = asked }).RequireValid().History
            .Select(one => one switch { SubscriptionEvent.Started started => started.Price, SubscriptionEvent.PriceChanged changed => changed.Price, _ => null })
            .OfType<RecurringPrice>().Select(price => price.Product);
}
