using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Stripe.Tests;

/// <summary>Writes objects in Stripe's shapes, and reads them.</summary>
internal static class StripeJson
{
    /// <summary>The seconds of an instant: <c>2026-01-05</c> or <c>2026-01-05T09:12</c>.</summary>
    public static long At(string text) => Utc(text).ToUnixTimeSeconds();

    public static Instant Utc(string text) => text.Length == 10
        ? LocalDatePattern.Iso.Parse(text).Value.AtMidnight().InUtc().ToInstant()
        : LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm").Parse(text).Value.InUtc().ToInstant();

    public static string Price(string id = "price_1", string unit = "2000", string interval = "month", int count = 1, string currency = "usd", string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"{{id}}","object":"price","currency":"{{currency}}","type":"recurring","unit_amount_decimal":"{{unit}}","recurring":{"interval":"{{interval}}","interval_count":{{count}},"usage_type":"licensed"}{{more}}}
        """);

    public static string Item(string price, long quantity = 1, string id = "si_1", string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","object":"subscription_item","price":{{price}},"quantity":{{quantity}}{{more}}}""");

    public static string Metered(string id = "si_9") =>
        $$"""{"id":"{{id}}","object":"subscription_item","price":{"id":"price_m","object":"price","currency":"usd","unit_amount":5,"recurring":{"interval":"month","interval_count":1,"usage_type":"metered"} } }""";

    public static string Subscription(string items, string start = "2026-01-05T09:12", string status = "active", string more = "", string id = "sub_1", string customer = "cus_ada", string currency = "usd") =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"{{id}}","object":"subscription","customer":"{{customer}}","status":"{{status}}","currency":"{{currency}}","created":{{At(start)}},"start_date":{{At(start)}},"items":{"object":"list","data":[{{items}}],"has_more":false}{{more}}}
        """);

    public static string Event(string id, string type, string created, string subscription, string? before = null) => Event(id, type, At(created), subscription, before);

    public static string Event(string id, string type, long created, string subscription, string? before = null) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"{{id}}","object":"event","type":"{{type}}","created":{{created}},"livemode":true,"data":{"object":{{subscription}}{{(before is null ? "" : $",\"previous_attributes\":{before}")}}} }
        """);

    public static string Coupon(string id = "HALF", string off = "\"percent_off\":50", string duration = "forever", string more = "") =>
        $$"""{"id":"{{id}}","object":"coupon",{{off}},"duration":"{{duration}}"{{more}}}""";

    public static string Discount(string coupon, string id = "di_1", string? start = null, string? end = null) => Discount(coupon, id, start is null ? null : At(start), end is null ? null : At(end));

    public static string Discount(string coupon, string id, long? start, long? end) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","object":"discount","coupon":{{coupon}},"start":{{start?.ToString(CultureInfo.InvariantCulture) ?? "null"}},"end":{{end?.ToString(CultureInfo.InvariantCulture) ?? "null"}} }""");

    public static string Number(string instant) => At(instant).ToString(CultureInfo.InvariantCulture);

    public static string List(params string[] elements) => $$"""{"object":"list","url":"/v1/subscriptions","has_more":false,"data":[{{string.Join(',', elements)}}]}""";

    public static StripeSubscriptionImport Read(string json, StripeImportOptions? options = null) => StripeImport.Subscriptions(new MemoryStream(Encoding.UTF8.GetBytes(json)), options);

    public static StripeSubscriptionImport Lines(params string[] documents) => Read(string.Join('\n', documents));

    /// <summary>What recurs a month at an instant, in major units.</summary>
    public static decimal MrrAt(this StripeSubscriptionImport import, string instant, MetricPolicy? policy = null) =>
        RevenueTimeline.FromHistory(import.RequireValid().History, policy ?? MetricPolicy.Default).MrrAt(Utc(instant)).Monthly.Amount;

    public static StripeRefusal OnlyRefusal(this StripeSubscriptionImport import)
    {
        import.AddsUp();
        Assert.Empty(import.Findings);
        return Assert.Single(import.Refusals);
    }

    public static void AddsUp(this StripeSubscriptionImport import)
    {
        StripeObjectCounts all = import.Objects;
        Assert.Equal(all.Read, all.Used + all.Repeated + all.Superseded + all.LeftOut + all.Refused);
        Assert.Equal(all.LeftOut, import.LeftOut.Sum(one => one.Count));
    }

    public static long LeftOutBy(this StripeSubscriptionImport import, StripeRule rule) => import.LeftOut.SingleOrDefault(one => one.Rule == rule).Count;

    public static IReadOnlyList<string>? NotedAs(this StripeSubscriptionImport import, StripeNoteKind kind) => import.Notes.SingleOrDefault(note => note.Kind == kind)?.Subscriptions;
}
