using System.Text;
using Retention.Metrics.Stripe;
using Retention.Metrics.Stripe.Tests;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Samples, with what is read from a small document.</summary>
internal static class Examples
{
    /// <summary>A subscription with a metered item, one that was never paid, and one without an id.</summary>
    public static StripeSubscriptionImport Import { get; } = StripeImport.Subscriptions(new MemoryStream(Encoding.UTF8.GetBytes(
        $$"""
        {"object":"list","data":[
        {{StripeJson.Subscription($"{StripeJson.Item(StripeJson.Price())},{StripeJson.Metered()}")}},
        {{StripeJson.Subscription(StripeJson.Item(StripeJson.Price()), status: "incomplete_expired", id: "sub_2")}},
        {{StripeJson.Subscription(StripeJson.Item(StripeJson.Price(unit: "-1")), id: "sub_3")}}]}
        """)));

    public static Samples Known() => new()
    {
        [typeof(StripeSubscriptionImport)] = Import,
        [typeof(StripeRefusal)] = Import.Refusals[0],
        [typeof(StripeNote)] = Import.Notes[0],
        [typeof(StripeLeftOut)] = Import.LeftOut[0],
    };
}
