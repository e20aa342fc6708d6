using NodaTime;

namespace Retention.Metrics.Tests.Segments;

public sealed class FirstSubscriptionTests
{
    private static readonly Dictionary<string, string> Plans = new(StringComparer.Ordinal) { ["s1"] = "basic", ["s2"] = "pro", ["s3"] = "team", ["s4"] = "free" };

    [Fact]
    public void EarliestPaid_Decides() => Assert.Equal("pro", PlanOf(Starts("s1", 5, 10m), Starts("s2", 3, 10m), Starts("s3", 9, 99m)));

    [Fact]
    public void AtOneInstant_TheLargestDecides() => Assert.Equal("team", PlanOf(Starts("s1", 3, 10m), Starts("s3", 3, 11m), Starts("s2", 3, 10.99m)));

    [Fact]
    public void OfEquals_TheSmallestIdDecides() => Assert.Equal("basic", PlanOf(Starts("s2", 3, 10m), Starts("s1", 3, 10m)));

    [Fact]
    public void LargestIsWhatItIsWorthAYear_NotWhatIsCharged()
    {
        SubscriptionEvent yearly = new SubscriptionEvent.Started("s2", "ada", Day(3), RecurringPrice.Yearly(100m, Currency.Eur));

        Assert.Equal("basic", PlanOf(yearly, Starts("s1", 3, 10m)));
    }

    [Fact]
    public void FreePlanAndTrial_AreNotPaid()
    {
        SubscriptionEvent trial = new SubscriptionEvent.TrialStarted("s1", "ada", Day(1));

        Assert.Equal("team", PlanOf(Starts("s4", 1, 0m), trial, Starts("s1", 8, 10m), Starts("s3", 7, 10m)));
    }

    [Fact]
    public void SubscriptionThatIsGone_StillDecides()
    {
        SubscriptionEvent ended = new SubscriptionEvent.Ended("s1", "ada", Day(4));

        Assert.Equal("basic", PlanOf(Starts("s2", 6, 10m), ended, Starts("s1", 3, 10m)));
    }

    [Fact]
    public void WhoNeverPaid_IsUnknown() => Assert.Equal("unknown", PlanOf(Starts("s4", 1, 0m)));

    [Fact]
    public void SubscriptionOfWhichNothingIsKnown_IsUnknown() => Assert.Equal("unknown", PlanOf(Starts("s9", 1, 5m), Starts("s1", 2, 5m)));

    [Fact]
    public void AttributeThatNoFirstSubscriptionHas_IsRefused_WithTheNearest() =>
        Assert.Contains(
            "No first subscription has the attribute 'plans'; the only attribute is 'plan'.",
            Assert.Throws<ArgumentException>("attributes", () => Segmentation.ByFirstSubscription([Starts("s1", 1, 5m)], AttributesOf, "plans")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void WhatIsPaid_IsThePolicysChoice()
    {
        SubscriptionEvent free = new SubscriptionEvent.Started("s2", "ada", Day(1), RecurringPrice.Monthly(50m, Currency.Eur), Discount.Percent(100m, Day(9)));
        SubscriptionHistory history = [free, Starts("s1", 3, 10m)];

        Assert.Equal("basic", Segmentation.ByFirstSubscription(history, AttributesOf, "plan").Of("ada").Name);
        Assert.Equal("pro", Segmentation.ByFirstSubscription(history, AttributesOf, MetricPolicy.Default with { Discounts = DiscountRule.NoneSubtracted }, "plan").Of("ada").Name);
    }

    [Fact]
    public void SubscriptionsOfSeveralCurrencies_AreComparedByInstantOnly()
    {
        SubscriptionEvent dollars = new SubscriptionEvent.Started("s2", "ada", Day(3), RecurringPrice.Monthly(99m, Currency.Usd));

        Assert.Equal("basic", PlanOf(dollars, Starts("s1", 2, 1m)));
        Assert.Equal("pro", PlanOf(dollars, Starts("s1", 4, 1m)));
        Assert.Throws<ArgumentException>(() => PlanOf(dollars, Starts("s1", 3, 1m)));
    }

    private static string PlanOf(params SubscriptionEvent[] events) => Segmentation.ByFirstSubscription(SubscriptionHistory.Create(events), AttributesOf, "plan").Of("ada").Name;

    private static Dictionary<string, string>? AttributesOf(SubscriptionId subscription) =>
        Plans.TryGetValue(subscription.Value, out string? plan) ? new(StringComparer.Ordinal) { ["plan"] = plan } : null;

    private static SubscriptionEvent.Started Starts(string subscription, int day, decimal monthly) =>
        new(subscription, "ada", Day(day), RecurringPrice.Monthly(monthly, Currency.Eur));

    private static Instant Day(int day) => Instant.FromUtc(2026, 1, day, 0, 0);
}
