namespace Retention.Metrics.Hosting.Tests;

/// <summary>Three customers in two segments: ada pays 49 EUR from January, bo 20 EUR from January to March, cy 30 EUR from March.</summary>
internal static class Facts
{
    public static Instant Noon(int month, int day) => Instant.FromUtc(2026, month, day, 12, 0);

    public static SubscriptionHistory History => SubscriptionHistory.Create(
        Subscription.Of("ada").Starts(Noon(1, 5), RecurringPrice.Monthly(49m, Currency.Eur)),
        Subscription.Of("bo").Starts(Noon(1, 6), RecurringPrice.Monthly(20m, Currency.Eur)),
        Subscription.Of("bo").Ends(Noon(3, 6)),
        Subscription.Of("cy").Starts(Noon(3, 7), RecurringPrice.Monthly(30m, Currency.Eur)));

    public static SubscriptionHistory InTwoCurrencies =>
        SubscriptionHistory.Create([.. History, Subscription.Of("dee").Starts(Noon(1, 1), RecurringPrice.Monthly(10m, Currency.Usd))]);

    public static Segmentation Plans => Segmentation.By(
        [new("ada", [new("plan", "pro")]), new("bo", [new("plan", "basic")]), new("cy", [new("plan", "team")])], "plan");
}
