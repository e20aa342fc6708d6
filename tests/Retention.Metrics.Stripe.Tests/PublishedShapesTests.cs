using System.Text.Json;
using System.Text.Json.Nodes;
using Retention.Metrics.TestData;
using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests;

/// <summary>The objects that Stripe has published for each version of its API, and figures of objects that other projects test with.</summary>
public sealed class PublishedShapesTests
{
    public static TheoryData<string> Shapes => ["fixtures3-2021-d0ecb72d5.json", "fixtures3-2024-12-9635d441d.json", "fixtures3-2025-06-4c1fdc9aa.json", "fixtures3-2025-12-54d7d8ca4.json", "fixtures3-2026-08-f6c2a48fb.json"];

    /// <summary>Their values are made up and contradict each other: those that decide about the life of a subscription are replaced, the shape stays.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void ASubscription_OfEveryVersion_IsRead(string file)
    {
        JsonObject subscription = Resource(file, "subscription");
        foreach (string name in new[] { "cancel_at", "canceled_at", "ended_at", "trial_start", "trial_end", "pause_collection", "cancel_at_period_end" })
        {
            subscription[name] = null;
        }

        subscription["start_date"] = At("2026-01-05T09:12");
        subscription["created"] = At("2026-01-05T09:12");
        JsonObject price = subscription["items"]!["data"]![0]!["price"]!.AsObject();
        price["transform_quantity"] = null;

        StripeSubscriptionImport import = Read(subscription.ToJsonString(), Test);

        Assert.Equal((20m, Currency.Usd), (import.MrrAt("2026-02-01"), RevenueTimeline.FromHistory(import.History).Currency));
        Assert.Equal(1, Read(subscription.ToJsonString()).LeftOutBy(StripeRule.TestMode));
    }

    /// <summary>As they are, every object is accounted for, and no value is an exception.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void AllObjects_OfEveryVersion_AreAccountedFor(string file)
    {
        JsonObject all = JsonNode.Parse(File.ReadAllText(SharedData.Path("data", "stripe", file)))!["resources"]!.AsObject();
        string[] objects = [.. all.Select(one => one.Value!.ToJsonString())];

        StripeSubscriptionImport import = Read(string.Join('\n', objects), Test);

        Assert.Equal(objects.Length, import.Objects.Read);
        import.AddsUp();
        Assert.DoesNotContain(import.Refusals, refusal => refusal.Path is "$.lines" or "$.phases" or "$.items");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Coupons_Invoices_Schedules_AndEvents_OfEveryVersion_AreRead(string file)
    {
        foreach (string name in new[] { "coupon", "invoice", "subscription_schedule", "event", "price", "plan" })
        {
            Assert.Empty(Read(Resource(file, name).ToJsonString(), Test).RequireValid().History);
        }
    }

    [Fact]
    public void ThePageOfAnExport_HasTheRightFigures()
    {
        StripeSubscriptionImport import = StripeImport.Subscriptions(SharedData.Path("exports", "stripe-subscriptions-list.json"));

        Assert.Equal((60m, 60m, 60m), (import.MrrAt("2026-02-01"), import.MrrAt("2026-03-01"), import.MrrAt("2026-04-01")));
        Assert.NotNull(import.NotedAs(StripeNoteKind.NoEndedSubscriptions));
    }

    /// <summary>Figures of the objects in tests of others; the objects here are our own.</summary>
    [Fact]
    public void FiguresOfOtherProjects_AreThoseOfTheirObjects()
    {
        // dj-stripe, tests/fixtures/subscription_sub_fakefakefakefakefake0004.json: two items, 20.00 and 40.00 a month, created in May 2019 and started in June.
        string items = $"{Item(Price("gold", "2000"), more: ",\"created\":1558230772")},{Item(Price("silver", "4000"), id: "si_2", more: ",\"created\":1558230772")}";
        StripeSubscriptionImport djstripe = Read(Subscription(items).Replace("\"created\":1767604320,\"start_date\":1767604320", "\"created\":1557995182,\"start_date\":1559476706", StringComparison.Ordinal));
        Assert.Equal((0m, 60m), (djstripe.MrrAt("2019-06-02"), djstripe.MrrAt("2019-06-03")));

        // pay, test/support/fixtures/stripe/subscription_deleted_event.json: 3.00 a month with a plan alone, trial to July 2016, requested in February 2017, ended in January 2019.
        StripeSubscriptionImport pay = Read("""
            {"id":"sub_1","object":"subscription","customer":"cus_1","status":"canceled","created":1466783124,"start":1466783124,"trial_start":1466783124,"trial_end":1467992724,"canceled_at":1487872069,"ended_at":1546925027,
             "items":{"object":"list","data":[{"id":"si_1","created":1466783125,"quantity":1,"plan":{"id":"BEGINNER","object":"plan","amount":300,"currency":"usd","interval":"month","interval_count":1,"usage_type":"licensed","tiers":null,"transform_usage":null}}],"has_more":false} }
            """);
        Assert.Equal((0m, 3m, 3m, 0m), (pay.MrrAt("2016-07-08"), pay.MrrAt("2016-07-09"), pay.MrrAt("2019-01-08"), pay.MrrAt("2019-01-09")));

        // pay, subscription_updated_event.json: price and plan contradict each other, and the price holds: 2 × 154.00 a year.
        StripeSubscriptionImport both = Read(Subscription(Item(Price(unit: "15400", interval: "year"), quantity: 2, more: ",\"plan\":{\"object\":\"plan\",\"amount\":300,\"currency\":\"usd\",\"interval\":\"month\",\"interval_count\":1}")));
        Assert.Equal(25.67m, both.MrrAt("2026-02-01"));

        // sonicjs, src/custom/mocks/stripe.js: a trial that became active, 42.42 a month; the event of a test clock is older than the end of its trial.
        StripeSubscriptionImport sonic = Read(Event("evt_1", "customer.subscription.updated", 1680064028, Subscription(Item(Price(unit: "4242")), start: "2023-03-29T04:26", more: ",\"trial_start\":1680063960,\"trial_end\":1680668814"), "{\"status\":\"trialing\"}"));
        Assert.Equal(42.42m, sonic.MrrAt("2023-05-01"));
    }

    /// <summary>Objects of 2012 to 2018, without ids of discounts, items and dates of creation; the objects here are our own.</summary>
    [Fact]
    public void FiguresOfOlderVersions_AreThoseOfTheirObjects()
    {
        // stripe-ruby-mock, lib/stripe_mock/webhook_fixtures/customer.subscription.updated.json: 1.00 a month with a plan alone from October 2013, without created; the plan before is in previous_attributes.
        const string Club = "\"plan\":{\"object\":\"plan\",\"id\":\"club\",\"amount\":100,\"currency\":\"usd\",\"interval\":\"month\",\"interval_count\":1}";
        string old = $"{{\"object\":\"subscription\",\"id\":\"su_1\",\"customer\":\"cus_1\",\"status\":\"active\",\"start\":1381080561,\"quantity\":1,\"ended_at\":null,\"canceled_at\":null,\"trial_end\":null,\"cancel_at_period_end\":false,{Club}}}";
        StripeSubscriptionImport mock = Read(Event("evt_1", "customer.subscription.updated", 1381080700, old, $"{{{Club.Replace("\"amount\":100", "\"amount\":70", StringComparison.Ordinal)}}}"));
        Assert.Equal((0m, 1m), (mock.MrrAt("2013-10-06"), mock.MrrAt("2013-10-07")));
        Assert.Equal(0.7m, mock.History.OfType<SubscriptionEvent.Started>().Single().Price.Amount.Amount);

        // stripe-ruby-mock, customer.subscription.deleted.json: it ends before it started, which is a finding.
        StripeSubscriptionImport impossible = Read(Event("evt_2", "customer.subscription.deleted", 1381080800, old.Replace("\"ended_at\":null", "\"ended_at\":1381021514", StringComparison.Ordinal).Replace("active", "canceled", StringComparison.Ordinal)));
        Assert.Equal(FindingKind.EndBeforeStart, Assert.Single(impossible.Findings).Kind);

        // stripe-ruby-mock, customer.discount.created.json: 25 % off all of a customer for three months of 2018; the discount has no id.
        StripeSubscriptionImport discounted = Lines(
            Subscription(Item(Price()), start: "2018-02-04T05:10", customer: "cus_1"),
            Event("evt_3", "customer.discount.created", 1517721023, "{\"object\":\"discount\",\"customer\":\"cus_1\",\"subscription\":null,\"start\":1517721023,\"end\":1525410623,\"coupon\":{\"id\":\"25OFF\",\"object\":\"coupon\",\"percent_off\":25,\"amount_off\":null,\"currency\":null,\"duration\":\"repeating\",\"duration_in_months\":3} }"));
        Assert.Equal((15m, 20m), (discounted.MrrAt("2018-05-04"), discounted.MrrAt("2018-05-05")));

        // stripity_stripe, fixture/vcr_cassettes/Stripe.SubscriptionTest/cancel.json: 10.00 a month, created and canceled within nine seconds of July 2016, without items.
        StripeSubscriptionImport canceled = Read("""
            {"object":"subscription","id":"sub_1","customer":"cus_1","status":"canceled","created":1469007184,"start":1469007192,"canceled_at":1469007193,"ended_at":1469007193,"current_period_start":1469007184,"current_period_end":1471685584,
             "quantity":1,"discount":null,"tax_percent":null,"plan":{"object":"plan","id":"dlx","amount":1000,"currency":"usd","interval":"month","interval_count":1,"statement_descriptor":null} }
            """);
        var timeline = RevenueTimeline.FromHistory(canceled.RequireValid().History);
        Assert.Equal((10m, 0m), (timeline.MrrAt(NodaTime.Instant.FromUnixTimeSeconds(1469007188)).Monthly.Amount, canceled.MrrAt("2016-08-01")));
    }

    private static StripeImportOptions Test => new() { TestMode = StripeTestMode.Used };

    private static JsonObject Resource(string file, string name) =>
        JsonNode.Parse(File.ReadAllText(SharedData.Path("data", "stripe", file)), documentOptions: default(JsonDocumentOptions))!["resources"]![name]!.DeepClone().AsObject();
}
