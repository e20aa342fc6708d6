using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Policies;

/// <summary>Where a policy meets facts: contradictions, and other revenue than a timeline holds, are refused there.</summary>
public sealed class PolicyBoundaryTests
{
    private static readonly MetricPolicy Contradiction = MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.UpForRenewal, SamePeriodJoiners = SamePeriodJoiners.Counted };

    private static readonly SubscriptionHistory Ada = [Subscription.Of("ada").Starts(Utc("2026-01-05"), Monthly(49m))];

    /// <summary>A change of each setting that says what revenue is.</summary>
    public static TheoryData<string> OtherRevenue =>
    [
        """{ "discounts": "noneSubtracted" }""", """{ "freeMonths": "noRevenue" }""", """{ "pauses": "keepCustomer" }""", """{ "freePlans": "keepCustomer" }""",
        """{ "cancellation": "atRequest" }""", """{ "involuntaryChurnAfterDays": 0 }""", """{ "weeksPerYear": 48 }""", """{ "daysPerYear": 360 }""",
    ];

    /// <summary>A change of each setting that says how it is counted.</summary>
    public static TheoryData<string> OtherCounting =>
    [
        """{ "netting": "perEvent" }""", """{ "churnCounting": "everyDrop" }""", """{ "churnDenominator": "average" }""", """{ "samePeriodJoiners": "counted" }""",
        """{ "reactivationWindowDays": 0 }""", """{ "reactivationInNetChurn": true }""", """{ "reactivationInQuickRatio": true }""",
        """{ "cancelledOrders": "counted" }""", """{ "refunds": "ignored" }""",
    ];

    [Fact]
    public void TheLargestValues_AreLegal()
    {
        MetricPolicy most = MetricPolicy.Default with { InvoluntaryChurnAfterDays = 3650, WeeksPerYear = 54m, DaysPerYear = 372m, ReactivationWindowDays = 36_500 };
        RevenueTimeline timeline = RevenueTimeline.FromHistory(Ada, most);

        Assert.Equal((3650, 54m, 372m, 36_500), (most.InvoluntaryChurnAfterDays, most.WeeksPerYear, most.DaysPerYear, most.ReactivationWindowDays));
        Assert.Equal(most, MetricPolicy.FromJson(most.ToJson()));
        Assert.Equal(Ratio.Of(0, 1), timeline.TrailingDays(Months("2026-03", "2026-03"), 30)[0].CustomerChurnRate);
        Assert.Null(timeline.TrailingDays(Months("2026-03", "2026-03"), 36_500)[0].CustomerChurnRate.Value);
    }

    [Fact]
    public void Json_IsReadByPeople_ALineForEachSetting()
    {
        string json = (MetricPolicy.Default with { ReactivationInNetChurn = true }).ToJson();

        Assert.StartsWith("{\n  \"", json, StringComparison.Ordinal);
        Assert.Contains("\n  \"reactivationInNetChurn\": true", json, StringComparison.Ordinal);
        Assert.Equal(MetricPolicy.Default.Settings.Count + 2, json.Split('\n').Length);
    }

    [Fact]
    public void ASetting_IsShownAsItIs()
    {
        Assert.Equal(("false", "true"), (Shown(MetricPolicy.Default), Shown(MetricPolicy.Default with { ReactivationInNetChurn = true })));

        static string Shown(MetricPolicy policy) => policy.Settings.Single(setting => setting.Name == "reactivationInNetChurn").Value;
    }

    [Fact]
    public void AContradiction_IsRefused_WhereItIsUsed()
    {
        ReportingPeriods january = Months("2026-01", "2026-01");
        RevenueTimeline timeline = RevenueTimeline.FromHistory(Ada);

        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromHistory(Ada, Contradiction));
        Assert.Throws<ArgumentException>(() => timeline.RollForward(january, Contradiction));
        Assert.Throws<ArgumentException>(() => timeline.Explain(january, RevenueFigure.ChurnMrr, Contradiction));
        Assert.Throws<ArgumentException>(() => MultiCurrencyTimeline.FromHistory(Ada, Contradiction));
        Assert.Throws<ArgumentException>(() => MultiCurrencyTimeline.FromHistory(SubscriptionHistory.Create([]), Contradiction));
        Assert.Throws<ArgumentException>(() => PolicyComparison.Of(Ada, january, [("both", Contradiction)]));
    }

    [Theory]
    [MemberData(nameof(OtherRevenue))]
    public void ATimelineFromEvents_RefusesAPolicyThatSeesOtherRevenue(string setting)
    {
        MetricPolicy policy = MetricPolicy.FromJson(setting);
        ReportingPeriods january = Months("2026-01", "2026-01");
        RevenueTimeline timeline = RevenueTimeline.FromHistory(Ada);

        Assert.Contains("build a timeline", Assert.Throws<ArgumentException>(() => timeline.RollForward(january, policy)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => timeline.Explain(january, RevenueFigure.ChurnMrr, policy));
        Assert.Throws<ArgumentException>(() => PolicyComparison.Of(timeline, january, [("other", policy)]));
    }

    [Theory]
    [MemberData(nameof(OtherCounting))]
    public void ATimelineFromEvents_IsReadUnderAnyWayOfCounting(string setting)
    {
        MetricPolicy policy = MetricPolicy.FromJson(setting);

        Assert.NotEqual(MetricPolicy.Default, policy);
        Assert.Equal(policy, RevenueTimeline.FromHistory(Ada).RollForward(Months("2026-01", "2026-01"), policy).Policy);
    }

    [Fact]
    public void TheTwoHalves_AreAllSettings() =>
        Assert.Equal(
            MetricPolicy.Default.Settings.Select(setting => setting.Name),
            OtherRevenue.Concat(OtherCounting).Select(row => row.Data.Split('"')[1]));

    [Fact]
    public void ATimelineFromLevels_HoldsRevenueDecidedOn_AndRefusesNone()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-05"), null, Mrr(49m))]);

        Assert.All(OtherRevenue, row => Assert.Equal(Mrr(49m), timeline.RollForward(Months("2026-01", "2026-01"), MetricPolicy.FromJson(row.Data))[0].ClosingMrr));
    }
}
