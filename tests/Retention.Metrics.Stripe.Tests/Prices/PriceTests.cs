using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests.Prices;

/// <summary>What a price costs a month, in every form of price.</summary>
public sealed class PriceTests
{
    private const string Tiers = "\"tiers\":[{\"up_to\":5,\"unit_amount\":1000,\"flat_amount\":500},{\"up_to\":10,\"unit_amount\":800,\"flat_amount\":null},{\"up_to\":null,\"unit_amount_decimal\":\"650.5\",\"flat_amount\":2000}]";

    [Theory]
    [InlineData("month", 1, 20)]
    [InlineData("month", 3, 6.67)]
    [InlineData("year", 1, 1.67)]
    [InlineData("week", 1, 86.67)]
    [InlineData("day", 1, 608.33)]
    public void AnInterval_CountsAsEverywhere(string interval, int count, decimal monthly) =>
        Assert.Equal(monthly, Read(Subscription(Item(Price(interval: interval, count: count)))).MrrAt("2026-02-01"));

    [Theory]
    [InlineData(0, 5)] // the flat amount of the first tier
    [InlineData(1, 15)] // 10 + 5
    [InlineData(5, 55)] // 5 × 10 + 5
    [InlineData(6, 63)] // 55 + 8
    [InlineData(10, 95)] // 55 + 5 × 8
    [InlineData(12, 128.01)] // 95 + 2 × 6.505 + 20
    public void GraduatedTiers_PriceEachUnitInItsTier(long quantity, decimal monthly) => Assert.Equal(monthly, Tiered("graduated", quantity));

    [Theory]
    [InlineData(5, 55)]
    [InlineData(6, 48)] // 6 × 8
    [InlineData(12, 98.06)] // 12 × 6.505 + 20
    public void VolumeTiers_PriceAllUnitsInTheTierOfTheWhole(long quantity, decimal monthly) => Assert.Equal(monthly, Tiered("volume", quantity));

    /// <summary>
    /// The example of Stripe, "Add a flat rate", docs.stripe.com/subscriptions/pricing-models/tiered-pricing: 12 units are 66 USD by volume and 111 USD graduated, and the first flat rate is always
    /// billed for a quantity of 0, 10 USD in either mode.
    /// </summary>
    [Theory]
    [InlineData("volume", 12, 66)]
    [InlineData("graduated", 12, 111)]
    [InlineData("volume", 0, 10)]
    [InlineData("graduated", 0, 10)]
    public void TheFlatRatesOfThePublishedExample_AreThoseOfTheirTiers(string mode, long quantity, decimal monthly)
    {
        const string Published = "\"tiers\":[{\"up_to\":5,\"unit_amount\":500,\"flat_amount\":1000},{\"up_to\":10,\"unit_amount\":400,\"flat_amount\":2000},{\"up_to\":15,\"unit_amount\":300,\"flat_amount\":3000},"
            + "{\"up_to\":20,\"unit_amount\":200,\"flat_amount\":4000},{\"up_to\":\"inf\",\"unit_amount\":100,\"flat_amount\":5000}]";

        Assert.Equal(monthly, Read(Subscription(Item(Price(more: $",\"billing_scheme\":\"tiered\",\"tiers_mode\":\"{mode}\",{Published}"), quantity))).MrrAt("2026-02-01"));
    }

    /// <summary>The example of the same page without flat rates: 7 USD each up to 5, 6.50 up to 10, then 6.</summary>
    [Theory]
    [InlineData("volume", 6, 39)]
    [InlineData("volume", 20, 120)]
    [InlineData("graduated", 6, 41.5)]
    [InlineData("graduated", 25, 157.5)]
    [InlineData("graduated", 0, 0)]
    [InlineData("volume", 0, 0)]
    public void TheUnitsOfThePublishedExample_AreThoseOfTheirTiers(string mode, long quantity, decimal monthly)
    {
        const string Published = "\"tiers\":[{\"up_to\":5,\"unit_amount\":700},{\"up_to\":10,\"unit_amount\":650},{\"up_to\":null,\"unit_amount\":600}]";

        Assert.Equal(monthly, Read(Subscription(Item(Price(more: $",\"billing_scheme\":\"tiered\",\"tiers_mode\":\"{mode}\",{Published}"), quantity))).MrrAt("2026-02-01"));
    }

    [Theory]
    [InlineData("up", 21, 60)]
    [InlineData("up", 20, 40)]
    [InlineData("down", 29, 40)]
    [InlineData("down", 9, 0)]
    public void TransformQuantity_PricesPackages(string round, long quantity, decimal monthly) =>
        Assert.Equal(monthly, Read(Subscription(Item(Price(more: $",\"transform_quantity\":{{\"divide_by\":10,\"round\":\"{round}\"}}"), quantity))).MrrAt("2026-02-01"));

    [Fact]
    public void DecimalsOfACent_AreExact()
    {
        Assert.Equal(500m, Read(Subscription(Item(Price(unit: "0.05"), quantity: 1_000_000))).MrrAt("2026-02-01"));
        Assert.Equal(0.12m, Read(Subscription(Item(Price(unit: "0.000012"), quantity: 1_000_000))).MrrAt("2026-02-01"));
        Assert.Contains("six decimals", Read(Subscription(Item(Price(unit: "0.000012"), quantity: 3))).OnlyRefusal().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jpy", "2000", 2000)]
    [InlineData("krw", "2000", 2000)]
    [InlineData("mga", "2000", 2000)] // two decimals in ISO 4217, none at Stripe
    [InlineData("kwd", "5120", 5.12)]
    [InlineData("bhd", "5120", 5.12)]
    [InlineData("isk", "50000", 500)] // no decimals, counted in hundredths all the same
    [InlineData("ugx", "50000", 500)]
    [InlineData("huf", "50000", 500)] // whole numbers in payouts alone
    [InlineData("twd", "50000", 500)]
    [InlineData("eur", "1999", 19.99)]
    public void MinorUnits_AreThoseOfStripe(string currency, string unit, decimal monthly) =>
        Assert.Equal(monthly, Read(Subscription(Item(Price(unit: unit, currency: currency)), currency: currency)).MrrAt("2026-02-01"));

    [Fact]
    public void APriceInSeveralCurrencies_IsReadInThatOfTheSubscription()
    {
        string price = Price(unit: "2000", more: ",\"currency_options\":{\"eur\":{\"unit_amount\":1800,\"unit_amount_decimal\":\"1800\"} }");

        StripeSubscriptionImport import = Read(Subscription(Item(price), currency: "eur"));

        Assert.Equal(18m, import.MrrAt("2026-02-01"));
        Assert.Equal(Currency.Eur, RevenueTimeline.FromHistory(import.History).Currency);
    }

    [Fact]
    public void TiersThatAreNotExpanded_AreFoundInThePrice()
    {
        string without = Price(id: "price_t", more: ",\"billing_scheme\":\"tiered\",\"tiers_mode\":\"volume\""), with = Price(id: "price_t", more: $",\"billing_scheme\":\"tiered\",\"tiers_mode\":\"volume\",{Tiers}");

        StripeSubscriptionImport import = Lines(Subscription(Item(without, quantity: 6)), with);

        Assert.Equal((48m, 2L), (import.MrrAt("2026-02-01"), import.Objects.Used));
        Assert.Contains("expand items.data.price.tiers", Read(Subscription(Item(without))).OnlyRefusal().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void APlan_IsReadAsAPrice()
    {
        const string Plan = "{\"id\":\"gold\",\"object\":\"plan\",\"currency\":\"usd\",\"interval\":\"year\",\"interval_count\":1,\"usage_type\":\"licensed\",\"billing_scheme\":\"tiered\",\"tiers_mode\":\"graduated\",\"tiers\":[{\"up_to\":2,\"amount\":1200},{\"up_to\":\"inf\",\"amount\":600}],\"transform_usage\":null}";

        Assert.Equal(2.5m, Read(Subscription($"{{\"id\":\"si_1\",\"plan\":{Plan},\"quantity\":3}}")).MrrAt("2026-02-01"));
    }

    private static decimal Tiered(string mode, long quantity) =>
        Read(Subscription(Item(Price(more: $",\"billing_scheme\":\"tiered\",\"tiers_mode\":\"{mode}\",{Tiers}"), quantity))).MrrAt("2026-02-01");
}
