using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests.Objects;

/// <summary>What a single subscription object says about its life.</summary>
public sealed class SubscriptionObjectTests
{
    private static readonly string Twenty = Item(Price(), quantity: 3);

    [Fact]
    public void AnActiveSubscription_PaysFromItsStartDate()
    {
        StripeSubscriptionImport import = Read(Subscription(Twenty));

        Assert.Equal((0m, 60m), (import.MrrAt("2026-01-05T09:12"), import.MrrAt("2026-01-05T09:13")));
        Assert.Equal(new StripeObjectCounts(1, 1, 0, 0, 0, 0), import.Objects);
        import.AddsUp();
    }

    [Fact]
    public void CanceledAt_IsTheRequest_AndEndedAtTheEnd()
    {
        StripeSubscriptionImport import = Read(Subscription(Twenty, status: "canceled", more: $",\"canceled_at\":{Number("2026-02-14T12:30")},\"ended_at\":{Number("2026-03-05T09:12")},\"cancellation_details\":{{\"reason\":\"cancellation_requested\",\"feedback\":\"too_expensive\"}}"));

        Assert.Equal((60m, 60m, 0m), (import.MrrAt("2026-02-15"), import.MrrAt("2026-03-05"), import.MrrAt("2026-03-06")));
        Assert.Equal((60m, 0m), (import.MrrAt("2026-02-14", AtRequest), import.MrrAt("2026-02-15", AtRequest)));
        var end = import.History.OfType<SubscriptionEvent.Ended>().Single();
        Assert.Equal(("too_expensive", ChurnKind.Voluntary), (end.Reason.Code, end.Reason.Kind));
    }

    [Theory]
    [InlineData(",\"cancel_at\":1775380320", "2026-04-05T09:12")]
    [InlineData(",\"cancel_at_period_end\":true,\"current_period_end\":1775380320", "2026-04-05T09:12")]
    public void AScheduledCancellation_IsAnEndToCome(string more, string end)
    {
        StripeSubscriptionImport import = Read(Subscription(Twenty, more: more + $",\"canceled_at\":{Number("2026-03-20")}"));

        Assert.Equal(Number(end), more.Split(':')[^1]);
        Assert.Equal((60m, 0m), (import.MrrAt("2026-04-05"), import.MrrAt("2026-04-06")));
        Assert.Equal(Utc("2026-03-20"), import.History.OfType<SubscriptionEvent.CancellationScheduled>().Single().At);
    }

    [Theory]
    [InlineData("payment_failed", "involuntary", ChurnKind.Involuntary)]
    [InlineData("payment_disputed", "payment_disputed", ChurnKind.Involuntary)]
    [InlineData("cancellation_requested", "voluntary", ChurnKind.Voluntary)]
    public void TheReasonOfAnEnd_IsThatOfItsDetails(string reason, string code, ChurnKind kind)
    {
        StripeSubscriptionImport import = Read(Subscription(Twenty, status: "canceled", more: $",\"ended_at\":{Number("2026-03-05")},\"cancellation_details\":{{\"reason\":\"{reason}\",\"feedback\":null}}"));

        ChurnReason read = import.History.OfType<SubscriptionEvent.Ended>().Single().Reason;
        Assert.Equal((code, kind), (read.Code, read.Kind));
    }

    [Theory]
    [InlineData("incomplete")]
    [InlineData("incomplete_expired")]
    public void AFirstPaymentThatWasNeverMade_IsLeftOut(string status)
    {
        StripeSubscriptionImport import = Read(Subscription(Twenty, status: status));

        Assert.Empty(import.RequireValid().History);
        Assert.Equal(1, import.LeftOutBy(StripeRule.NeverPaid));
        import.AddsUp();
    }

    [Fact]
    public void AnUnpaidSubscription_HasEnded_AtTheStartOfThePeriodThatWasNotPaid()
    {
        StripeSubscriptionImport import = Read(Subscription(Twenty, status: "unpaid", more: $",\"current_period_start\":{Number("2026-03-05T09:12")}"));

        Assert.Equal((60m, 0m), (import.MrrAt("2026-03-05"), import.MrrAt("2026-03-06")));
        Assert.Equal(["sub_1"], import.NotedAs(StripeNoteKind.EndEstimated));
        Assert.Equal(ChurnReason.Involuntary, import.History.OfType<SubscriptionEvent.Ended>().Single().Reason);
    }

    [Fact]
    public void APastDueSubscription_GoesOn()
    {
        StripeSubscriptionImport import = Read(Subscription(Twenty, status: "past_due"));

        Assert.Equal(60m, import.MrrAt("2026-06-01"));
        Assert.Equal(["sub_1"], import.NotedAs(StripeNoteKind.PastDueSinceUnknown));
    }

    [Fact]
    public void PausedCollection_LeavesTheRevenue_UnlessItIsAPause()
    {
        string paused = Subscription(Twenty, more: $",\"pause_collection\":{{\"behavior\":\"void\",\"resumes_at\":null}},\"current_period_start\":{Number("2026-02-05T09:12")}");

        Assert.Equal(60m, Read(paused).MrrAt("2026-06-01"));
        Assert.Equal(["sub_1"], Read(paused).NotedAs(StripeNoteKind.CollectionPaused));
        Assert.Equal(0m, Read(paused, new StripeImportOptions { CollectionPause = StripeCollectionPause.Paused }).MrrAt("2026-06-01"));
    }

    [Fact]
    public void ATrial_PaysNothingUntilItEnds()
    {
        string trial = $",\"trial_start\":{Number("2026-01-05T09:12")},\"trial_end\":{Number("2026-01-19T09:12")}";

        Assert.Equal(0m, Read(Subscription(Twenty, status: "trialing", more: trial)).MrrAt("2026-06-01"));
        StripeSubscriptionImport paid = Read(Subscription(Twenty, more: trial));
        Assert.Equal((0m, 60m), (paid.MrrAt("2026-01-19"), paid.MrrAt("2026-01-20")));
        Assert.Equal(0m, Read(Subscription(Twenty, status: "paused", more: trial)).MrrAt("2026-06-01"));
    }

    [Theory]
    [InlineData("2026-01-12", 0)]
    [InlineData("2026-01-19T09:12", 0)]
    [InlineData("2026-02-19T09:12", 60)]
    public void ATrialThatEndedWithTheSubscription_WasNeverPaid(string end, int paid)
    {
        StripeSubscriptionImport import = Read(Subscription(Twenty, status: "canceled", more: $",\"trial_start\":{Number("2026-01-05T09:12")},\"trial_end\":{Number("2026-01-19T09:12")},\"ended_at\":{Number(end)}"));

        Assert.Equal(paid, import.MrrAt("2026-02-01"));
        Assert.Equal(0m, import.MrrAt("2026-03-01"));
    }

    [Fact]
    public void ATrialInsideAPaidLife_IsAFreeMonth()
    {
        StripeSubscriptionImport import = Read(Subscription(Twenty, more: $",\"trial_start\":{Number("2026-03-05T09:12")},\"trial_end\":{Number("2026-04-05T09:12")}"));

        Assert.Equal((60m, 60m, 60m), (import.MrrAt("2026-02-20"), import.MrrAt("2026-03-20"), import.MrrAt("2026-04-20")));
        MetricPolicy none = MetricPolicy.Default with { FreeMonths = FreeMonthRule.NoRevenue };
        Assert.Equal((60m, 0m, 60m), (import.MrrAt("2026-02-20", none), import.MrrAt("2026-03-20", none), import.MrrAt("2026-04-20", none)));
    }

    [Fact]
    public void SeveralItems_OfOneInterval_AreOnePrice()
    {
        StripeSubscriptionImport import = Read(Subscription($"{Twenty},{Item(Price("price_2", "4050"), id: "si_2")}"));

        Assert.Equal(100.50m, import.MrrAt("2026-02-01"));
        _ = Assert.Single(import.History.Select(one => one.Subscription).Distinct());
    }

    [Fact]
    public void ItemsOfSeveralIntervals_AreSubscriptionsOfOneCustomer()
    {
        StripeSubscriptionImport import = Read(Subscription($"{Item(Price("price_y", "120000", "year"), id: "si_2")},{Twenty}", status: "canceled", more: $",\"ended_at\":{Number("2026-03-05")}"));

        Assert.Equal((160m, 0m), (import.MrrAt("2026-02-01"), import.MrrAt("2026-04-01")));
        Assert.Equal(["sub_1", "sub_1:1-year"], import.History.Select(one => one.Subscription.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("cus_ada", Assert.Single(import.Customers).Id.Value);
    }

    [Fact]
    public void AnItemThatWasAddedLater_CountsFromThen()
    {
        StripeSubscriptionImport import = Read(Subscription($"{Twenty},{Item(Price("price_2", "4000"), id: "si_2", more: $",\"created\":{Number("2026-03-01")}")}"));

        Assert.Equal((60m, 100m), (import.MrrAt("2026-03-01"), import.MrrAt("2026-03-02")));
        Assert.Null(import.NotedAs(StripeNoteKind.EarlierPriceUnknown));
    }

    [Fact]
    public void MeteredItems_AreLeftOut_AndSaid()
    {
        StripeSubscriptionImport both = Read(Subscription($"{Twenty},{Metered()}")), usage = Read(Subscription(Metered()));

        Assert.Equal((60m, "sub_1"), (both.MrrAt("2026-02-01"), Assert.Single(both.NotedAs(StripeNoteKind.MeteredItems)!)));
        Assert.Equal((0L, 1L), (usage.Objects.Used, usage.LeftOutBy(StripeRule.MeteredOnly)));
    }

    [Fact]
    public void TestMode_IsLeftOut_UnlessItIsAskedFor()
    {
        string test = Subscription(Twenty, more: ",\"livemode\":false");

        Assert.Equal((0L, 1L), (Read(test).Objects.Used, Read(test).LeftOutBy(StripeRule.TestMode)));
        Assert.Equal(60m, Read(test, new StripeImportOptions { TestMode = StripeTestMode.Used }).MrrAt("2026-02-01"));
    }

    [Fact]
    public void ASubscriptionOlderThanItsPrice_IsMarked()
    {
        StripeSubscriptionImport newer = Read(Subscription(Item(Price(more: $",\"created\":{Number("2026-03-01")}")))), moved = Read(Subscription(Item(Price(), more: $",\"created\":{Number("2026-03-01")}")));

        Assert.Equal(["sub_1"], newer.NotedAs(StripeNoteKind.EarlierPriceUnknown));
        Assert.Equal(["sub_1"], moved.NotedAs(StripeNoteKind.EarlierPriceUnknown));
        Assert.Equal(["sub_1"], Read(Subscription(Twenty)).NotedAs(StripeNoteKind.TodaysPriceAlone));
    }

    [Fact]
    public void AnExpandedCustomer_AndAnAccountAsCustomer_AreRead()
    {
        StripeSubscriptionImport expanded = Read(Subscription(Twenty).Replace("\"cus_ada\"", "{\"id\":\"cus_ada\",\"object\":\"customer\",\"metadata\":{\"country\":\"DE\"}}", StringComparison.Ordinal));
        StripeSubscriptionImport account = Read(Subscription(Twenty).Replace("\"customer\":\"cus_ada\"", "\"customer\":null,\"customer_account\":\"acct_1\"", StringComparison.Ordinal));

        Assert.Equal("DE", Assert.Single(expanded.Customers)["country"]);
        Assert.Equal("acct_1", Assert.Single(account.Customers).Id.Value);
    }

    [Fact]
    public void TheOldestShape_HasAPlanAndAQuantity()
    {
        StripeSubscriptionImport import = Read($$"""
            {"id":"sub_1","object":"subscription","customer":"cus_ada","status":"active","created":{{Number("2015-01-05")}},"start":{{Number("2015-03-05")}},"quantity":2,
             "plan":{"id":"gold","object":"plan","amount":1500,"currency":"eur","interval":"month","interval_count":1} }
            """);

        Assert.Equal(30m, import.MrrAt("2015-02-01"));
    }

    private static MetricPolicy AtRequest => MetricPolicy.Default with { Cancellation = CancellationRule.AtRequest };
}
