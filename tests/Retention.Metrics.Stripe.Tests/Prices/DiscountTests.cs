using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests.Prices;

/// <summary>What is off: on customer, subscription and item; once, for months and for ever; alone and stacked.</summary>
public sealed class DiscountTests
{
    private static readonly string Half = Coupon(), FiveOff = Coupon("FIVE", "\"amount_off\":500,\"currency\":\"usd\"");

    [Fact]
    public void APercentage_ForEver() => Assert.Equal(10m, Discounted(Discount(Half)).MrrAt("2026-06-01"));

    [Fact]
    public void AnAmount_ComesOffTheInvoice_NotOffEachUnit() =>
        Assert.Equal(55m, Read(Subscription(Item(Price(), quantity: 3), more: $",\"discounts\":[{Discount(FiveOff)}]")).MrrAt("2026-06-01"));

    [Fact]
    public void TheSingleDiscountOfOlderVersions_IsRead() => Assert.Equal(10m, Read(Subscription(Item(Price()), more: $",\"discount\":{Discount(Half)},\"discounts\":[]")).MrrAt("2026-06-01"));

    [Fact]
    public void AnIdBesideTheWholeDiscount_IsThatDiscount() =>
        Assert.Equal(10m, Read(Subscription(Item(Price()), more: $",\"discount\":{Discount(Half)},\"discounts\":[\"di_1\"]")).MrrAt("2026-06-01"));

    [Fact]
    public void OneInvoice_IsOneInterval()
    {
        StripeSubscriptionImport import = Discounted(Discount(Coupon(duration: "once"), start: "2026-01-05T09:12"));

        Assert.Equal((10m, 20m), (import.MrrAt("2026-02-05"), import.MrrAt("2026-02-06")));
        Assert.Equal(10m, Read(Subscription(Item(Price(interval: "year", unit: "24000")), more: $",\"discounts\":[{Discount(Coupon(duration: "once"), start: "2026-01-05T09:12")}]")).MrrAt("2026-12-31"));
    }

    [Fact]
    public void Months_EndWhenTheDiscountSays_OrAfterThem()
    {
        string repeating = Coupon(duration: "repeating", more: ",\"duration_in_months\":3");

        StripeSubscriptionImport stated = Discounted(Discount(repeating, start: "2026-01-05T09:12", end: "2026-04-05T09:12")), counted = Discounted(Discount(repeating, start: "2026-01-05T09:12"));
        Assert.Equal((10m, 20m), (stated.MrrAt("2026-04-05"), stated.MrrAt("2026-04-06")));
        Assert.Equal((10m, 20m), (counted.MrrAt("2026-04-05"), counted.MrrAt("2026-04-06")));
    }

    [Fact]
    public void ADiscountThatCameLater_CountsFromThen()
    {
        StripeSubscriptionImport import = Discounted(Discount(Half, start: "2026-03-01"));

        Assert.Equal((20m, 10m), (import.MrrAt("2026-03-01"), import.MrrAt("2026-03-02")));
    }

    [Fact]
    public void OnAnItem_ItIsOffThatItemAlone()
    {
        string items = $"{Item(Price(), more: $",\"discounts\":[{Discount(Half)}]")},{Item(Price("price_2", "4000"), id: "si_2")}";

        Assert.Equal(50m, Read(Subscription(items)).MrrAt("2026-06-01"));
    }

    /// <summary>
    /// Stripe, "Stackable coupons and promotion codes", docs.stripe.com/billing/subscriptions/coupons: the order matters where an amount and a percentage are stacked; 20 % off and then 5 USD off is
    /// not 5 USD off and then 20 % off. Each applies to what the one before it has left.
    /// </summary>
    [Theory]
    [InlineData(true, 7.5)] // (20 − 5) × 50 %
    [InlineData(false, 5)] // 20 × 50 % − 5
    public void Stacked_TheyApplyInTheirOrder(bool amountFirst, decimal monthly)
    {
        string percent = Discount(Half), amount = Discount(FiveOff, id: "di_2");

        Assert.Equal(monthly, Discounted(amountFirst ? $"{amount},{percent}" : $"{percent},{amount}").MrrAt("2026-06-01"));
    }

    [Fact]
    public void Stacked_EachEndsWhenItEnds()
    {
        StripeSubscriptionImport import = Discounted($"{Discount(Half, end: "2026-03-01")},{Discount(FiveOff, id: "di_2", end: "2026-05-01")},{Discount(Coupon("TENTH", "\"percent_off\":10"), id: "di_3")}");

        // 20 × 50 % − 5, less 10 %; then (20 − 5), less 10 %; then 20 less 10 %.
        Assert.Equal((4.5m, 13.5m, 18m), (import.MrrAt("2026-02-01"), import.MrrAt("2026-04-01"), import.MrrAt("2026-06-01")));
        Assert.Equal(18m, import.MrrAt("2026-02-01", MetricPolicy.Default with { Discounts = DiscountRule.OnlyForeverSubtracted }));
    }

    /// <summary>Two percentages off one after the other: 20 % off what half off has left is 60 % off, and not 70 %.</summary>
    [Fact]
    public void Stacked_PercentagesMultiply() => Assert.Equal(8m, Discounted($"{Discount(Half)},{Discount(Coupon("FIFTH", "\"percent_off\":20"), id: "di_2")}").MrrAt("2026-06-01"));

    /// <summary>Reference of Stripe's API, <c>discounts</c> of a subscription item: "Subscription item discounts are applied before subscription discounts".</summary>
    [Theory]
    [InlineData(true, 7.5)] // (20 − 5) × 50 %
    [InlineData(false, 5)] // 20 × 50 % − 5
    public void ItemsComeBeforeTheSubscription(bool amountOnItem, decimal monthly)
    {
        string amount = Discount(FiveOff), percent = Discount(Half, id: "di_2");
        string item = Item(Price(), more: $",\"discounts\":[{(amountOnItem ? amount : percent)}]");

        Assert.Equal(monthly, Read(Subscription(item, more: $",\"discounts\":[{(amountOnItem ? percent : amount)}]")).MrrAt("2026-06-01"));
    }

    [Fact]
    public void ACouponForSomeProducts_IsOffThoseAlone()
    {
        string coupon = Coupon(more: ",\"applies_to\":{\"products\":[\"prod_a\"]}");
        string items = $"{Item(Price(more: ",\"product\":\"prod_a\""))},{Item(Price("price_2", "4000", more: ",\"product\":\"prod_b\""), id: "si_2")}";

        Assert.Equal(50m, Read(Subscription(items, more: $",\"discounts\":[{Discount(coupon)}]")).MrrAt("2026-06-01"));
    }

    /// <summary>Stripe, "Update a subscription" on the page of stackable coupons: only where a subscription has no discounts, that of the customer applies.</summary>
    [Fact]
    public void ThatOfTheCustomer_HoldsWhereTheSubscriptionHasNone()
    {
        string customer = $"{{\"id\":\"cus_ada\",\"object\":\"customer\",\"discount\":{Discount(Half, id: "di_c")}}}", own = Subscription(Item(Price()), more: $",\"discounts\":[{Discount(Coupon("TENTH", "\"percent_off\":10"))}]");

        Assert.Equal(10m, Lines(Subscription(Item(Price())), customer).MrrAt("2026-06-01"));
        Assert.Equal(10m, Read(Subscription(Item(Price())).Replace("\"cus_ada\"", customer, StringComparison.Ordinal)).MrrAt("2026-06-01"));
        Assert.Equal(18m, Lines(own, customer).MrrAt("2026-06-01"));
    }

    [Fact]
    public void Ids_AreFoundAmongTheObjects()
    {
        string subscription = Subscription(Item(Price()), more: ",\"discounts\":[\"di_1\"]"), discount = "{\"id\":\"di_1\",\"object\":\"discount\",\"source\":{\"type\":\"coupon\",\"coupon\":\"HALF\"},\"start\":1767604320,\"end\":null,\"subscription\":\"sub_1\"}";

        StripeSubscriptionImport import = Lines(Coupon(), subscription, discount);

        Assert.Equal((10m, 3L), (import.MrrAt("2026-06-01"), import.Objects.Used));
        StripeRefusal withoutDiscount = Read(subscription).OnlyRefusal(), withoutCoupon = Assert.Single(Lines(subscription, discount).Refusals);
        Assert.Equal(("$.discounts[0]", "di_1"), (withoutDiscount.Path, withoutDiscount.Value));
        Assert.Equal(("$.discounts[0]", "HALF"), (withoutCoupon.Path, withoutCoupon.Value));
    }

    [Fact]
    public void AnAmount_OverSeveralIntervals_IsRefused_AndSoIsAnotherCurrency()
    {
        string items = $"{Item(Price())},{Item(Price("price_y", "24000", "year"), id: "si_2")}";

        Assert.Contains("different intervals", Read(Subscription(items, more: $",\"discounts\":[{Discount(FiveOff)}]")).OnlyRefusal().Reason, StringComparison.Ordinal);
        Assert.Equal(20m, Read(Subscription(items, more: $",\"discounts\":[{Discount(Half)}]")).MrrAt("2026-06-01"));
        StripeRefusal euros = Discounted(Discount(Coupon("FIVE", "\"amount_off\":500,\"currency\":\"eur\""))).OnlyRefusal();
        Assert.Equal(("$.discounts[0]", "FIVE in EUR"), (euros.Path, euros.Value));
        Assert.Contains("expected USD: expand currency_options of the coupon", euros.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAmountInSeveralCurrencies_IsOffInThatOfTheSubscription()
    {
        string coupon = Coupon("FIVE", "\"amount_off\":500,\"currency\":\"eur\"", more: ",\"currency_options\":{\"eur\":{\"amount_off\":500},\"usd\":{\"amount_off\":600},\"jpy\":{\"amount_off\":700} }");
        string yen = Subscription(Item(Price(currency: "jpy")), more: $",\"discounts\":[{Discount(coupon)}]", currency: "jpy");

        Assert.Equal((14m, 1300m), (Discounted(Discount(coupon)).MrrAt("2026-06-01"), Read(yen).MrrAt("2026-06-01")));
        string pounds = Subscription(Item(Price(currency: "gbp")), more: $",\"discounts\":[{Discount(coupon)}]", currency: "gbp");
        Assert.Equal(("$.discounts[0]", "FIVE in EUR"), (Read(pounds).OnlyRefusal().Path, Read(pounds).OnlyRefusal().Value));
    }

    [Theory]
    [InlineData("\"usd\":{\"amount_off\":-1}", "$.discounts[0].coupon.currency_options.usd.amount_off", "-1", "whole number of 0")]
    [InlineData("\"usd\":{}", "$.discounts[0].coupon.currency_options.usd.amount_off", "", "missing")]
    [InlineData("\"usd\":7", "$.discounts[0].coupon.currency_options.usd.amount_off", "", "missing")]
    [InlineData("\"usd\":{\"amount_off\":1},\"USD\":{\"amount_off\":2}", "$.discounts[0].coupon.currency_options.USD", "{\"amount_off\":2}", "comes twice")]
    [InlineData("\"dollar\":{\"amount_off\":1}", "$.discounts[0].coupon.currency_options.dollar", "{\"amount_off\":1}", "ISO 4217")]
    public void AnOptionThatCannotBeRead_IsRefusedWithItsPath(string option, string path, string value, string reason)
    {
        StripeRefusal refusal = Discounted(Discount(Coupon("FIVE", "\"amount_off\":500,\"currency\":\"eur\"", more: $",\"currency_options\":{{{option}}}"))).OnlyRefusal();

        Assert.Equal((path, value), (refusal.Path, refusal.Value));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatADiscountDoesNotExpand_IsThatOfTheCoupon()
    {
        string shown = Coupon("FIVE", "\"amount_off\":500,\"currency\":\"eur\""), whole = Coupon("FIVE", "\"amount_off\":500,\"currency\":\"eur\"", more: ",\"currency_options\":{\"usd\":{\"amount_off\":600} },\"applies_to\":{\"products\":[\"prod_a\"]}");
        string items = $"{Item(Price(more: ",\"product\":\"prod_a\""))},{Item(Price("price_2", "400", more: ",\"product\":\"prod_b\""), id: "si_2")}";

        StripeSubscriptionImport import = Lines(Subscription(items, more: $",\"discounts\":[{Discount(shown)}]"), whole);

        Assert.Equal((18m, 2L), (import.MrrAt("2026-06-01"), import.Objects.Used));
        string other = Subscription(Item(Price(more: ",\"product\":\"prod_b\"")), more: $",\"discounts\":[{Discount(shown)}]");
        Assert.Equal(20m, Lines(other, whole).MrrAt("2026-06-01"));
    }

    private static StripeSubscriptionImport Discounted(string discounts) => Read(Subscription(Item(Price()), more: $",\"discounts\":[{discounts}]"));
}
