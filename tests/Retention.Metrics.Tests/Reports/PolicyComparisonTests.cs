using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Retention.Metrics.Tests.Revenue;
using Retention.Metrics.Tests.Policies;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Reports;

public sealed class PolicyComparisonTests
{
    private static readonly SubscriptionHistory TwoInMarch =
    [
        Subscription.Of("ada").Starts(Utc("2026-01-05"), Monthly(40m)),
        Subscription.Of("ada").Ends(Utc("2026-03-05")),
        Subscription.Of("ada").Starts(Utc("2026-03-09"), Monthly(40m)),
        Subscription.Of("bo").Starts(Utc("2026-03-02"), Monthly(20m), Discount.Percent(50m, Utc("2026-06-01"))),
    ];

    private static readonly Arbitrary<(SubscriptionScenario Portfolio, MetricPolicy First, MetricPolicy Second)> Cases = Arb.From(
        from portfolio in Any.SubscriptionScenario.Generator from first in AnyPolicy.Any.Generator from second in AnyPolicy.Any.Generator select (portfolio, first, second),
        one => Any.SubscriptionScenario.Shrinker(one.portfolio).Select(smaller => (smaller, one.first, one.second)));

    [Fact]
    public void Paper_WhatDiffers_AndWhoMakesIt()
    {
        PolicyComparison comparison = PolicyComparison.Of(
            TwoInMarch,
            Months("2026-03", "2026-03"),
            [("ours", MetricPolicy.Default), ("list price, per event", MetricPolicy.Default with { Discounts = DiscountRule.NoneSubtracted, Netting = Netting.PerEvent })]);

        Assert.Equal(["ours", "list price, per event"], comparison.Names);
        Assert.Equal([("discounts", "allSubtracted noneSubtracted"), ("netting", "perPeriod perEvent")], comparison.Settings.Select(setting => (setting.Name, string.Join(' ', setting.Values))));

        PolicyDifference bo = Assert.Single(comparison.Customers(RevenueFigure.NewMrr));
        Assert.Equal(("bo", 10m, 20m), (bo.Customer.Value, bo.Amounts[0].Monthly.Amount, bo.Amounts[1].Monthly.Amount));
        PolicyDifference ada = Assert.Single(comparison.Customers(RevenueFigure.ChurnMrr));
        Assert.Equal(("ada", 0m, 40m), (ada.Customer.Value, ada.Amounts[0].Monthly.Amount, ada.Amounts[1].Monthly.Amount));
        Assert.Empty(comparison.Customers(RevenueFigure.ClosingCustomers));
    }

    [Fact]
    public void ACustomerWhoLeavesTwiceInAPeriod_HasTwoMovementsPerEvent()
    {
        SubscriptionHistory twice = [.. TwoInMarch, Subscription.Of("ada").Ends(Utc("2026-03-15")), Subscription.Of("ada").Starts(Utc("2026-03-20"), Monthly(40m))];
        PolicyComparison comparison = PolicyComparison.Of(twice, Months("2026-03", "2026-03"), [("ours", MetricPolicy.Default), ("per event", MetricPolicy.Default with { Netting = Netting.PerEvent })]);

        PolicyDifference ada = Assert.Single(comparison.Customers(RevenueFigure.ChurnMrr));

        Assert.Equal([0m, 2m], ada.Counts);
        Assert.Equal([0m, 80m], ada.Amounts.Select(amount => amount.Monthly.Amount));
    }

    [Fact]
    public void Presets_AreComparedUnderTheirNames()
    {
        PolicyPreset[] presets = [PolicyPreset.Default, PolicyPreset.ChartMogul, PolicyPreset.Stripe];
        PolicyComparison comparison = PolicyComparison.Of(TwoInMarch, Months("2026-03", "2026-03"), presets);

        Assert.Equal(["Default", "ChartMogul", "Stripe"], comparison.Names);
        Assert.Equal(
            PolicyComparison.Of(TwoInMarch, Months("2026-03", "2026-03"), [.. presets.Select(preset => (preset.Name, preset.Policy))]).Settings.Select(setting => (setting.Name, string.Join(' ', setting.Values))),
            comparison.Settings.Select(setting => (setting.Name, string.Join(' ', setting.Values))));
    }

    [Fact]
    public void DifferingSettings_AreThoseThatDiffer_WithEveryPolicysValue() =>
        Laws.Check(Cases, one =>
        {
            PolicyComparison comparison = Compare(one);

            Assert.Equal(
                one.First.Settings.Zip(one.Second.Settings).Where(pair => !string.Equals(pair.First.Value, pair.Second.Value, StringComparison.Ordinal)).Select(pair => (pair.First.Name, pair.First.Value, pair.Second.Value)),
                comparison.Settings.Select(setting => (setting.Name, setting.Values[0], setting.Values[1])));
        });

    [Fact]
    public void CustomersBehindADifference_AddUpToIt() =>
        Laws.Check(Cases, one =>
        {
            PolicyComparison comparison = Compare(one);
            foreach (RevenueFigure figure in Enum.GetValues<RevenueFigure>())
            {
                PolicyDifference[] differences = [.. comparison.Customers(figure)];
                ILookup<ReportingPeriod, PolicyDifference> behind = differences.ToLookup(difference => difference.Period);
                Assert.Equal(differences.OrderBy(difference => difference.Period.Start).ThenBy(difference => difference.Customer), differences);
                foreach ((RollForwardRow first, RollForwardRow second) in comparison.Answers[0].Zip(comparison.Answers[1]))
                {
                    if (Figures.MoneyOf(first, figure) is { } money)
                    {
                        Assert.Equal(
                            Figures.MoneyOf(second, figure)!.Value.AnnualAmount - money.AnnualAmount,
                            behind[first.Period].Sum(difference => difference.Amounts[1].AnnualAmount - difference.Amounts[0].AnnualAmount));
                    }
                    else
                    {
                        Assert.Equal(Figures.CountOf(second, figure) - Figures.CountOf(first, figure), behind[first.Period].Sum(difference => difference.Counts[1] - difference.Counts[0]));
                    }
                }
            }
        });

    [Fact]
    public void EachAnswer_IsTheAnswerOfItsPolicyAlone() =>
        Laws.Check(Cases, one =>
        {
            PolicyComparison comparison = Compare(one);
            SubscriptionHistory history = SubscriptionHistory.Create(one.Portfolio.Events);

            Assert.Equal(RevenueTimeline.FromHistory(history, one.First).RollForward(one.Portfolio.Periods), comparison.Answers[0]);
            Assert.Equal(RevenueTimeline.FromHistory(history, one.Second).RollForward(one.Portfolio.Periods), comparison.Answers[1]);
        });

    [Fact]
    public void OneTimeline_IsBuiltForPoliciesThatOnlyCountDifferently()
    {
        MetricPolicy counted = MetricPolicy.Default with { Netting = Netting.PerEvent, ChurnCounting = ChurnCounting.EveryDrop };
        MetricPolicy seen = MetricPolicy.Default with { Discounts = DiscountRule.NoneSubtracted };

        Assert.Equal(1, TimelinesOf(MetricPolicy.Default, counted));
        Assert.Equal(2, TimelinesOf(MetricPolicy.Default, seen, counted, seen with { Netting = Netting.PerDay }));
    }

    [Fact]
    public void ATimelineReadUnderSeveralPolicies_IsTheHistoryReadUnderThem()
    {
        (string, MetricPolicy)[] policies = [("ours", MetricPolicy.Default), ("per event", MetricPolicy.Default with { Netting = Netting.PerEvent })];
        ReportingPeriods march = Months("2026-03", "2026-03");

        IReadOnlyList<RollForward> ofHistory = PolicyComparison.Of(TwoInMarch, march, policies).Answers;
        IReadOnlyList<RollForward> ofTimeline = PolicyComparison.Of(RevenueTimeline.FromHistory(TwoInMarch), march, policies).Answers;

        Assert.Equal(ofHistory[0], ofTimeline[0]);
        Assert.Equal(ofHistory[1], ofTimeline[1]);
        Assert.NotEqual(ofTimeline[0], ofTimeline[1]);
    }

    [Fact]
    public void NoPolicy_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PolicyComparison.Of(TwoInMarch, Months("2026-03", "2026-03"), Array.Empty<(string, MetricPolicy)>()));
        Assert.Throws<ArgumentException>(() => PolicyComparison.Of(TwoInMarch, Months("2026-03", "2026-03")));
    }

    private static PolicyComparison Compare((SubscriptionScenario Portfolio, MetricPolicy First, MetricPolicy Second) one) =>
        PolicyComparison.Of(SubscriptionHistory.Create(one.Portfolio.Events), one.Portfolio.Periods, [("first", one.First), ("second", one.Second)]);

    /// <summary>Timelines cannot be seen from outside, since they change no figure; how many there are is what a comparison costs.</summary>
    private static int TimelinesOf(params MetricPolicy[] policies)
    {
        PolicyComparison comparison = PolicyComparison.Of(TwoInMarch, Months("2026-03", "2026-03"), [.. policies.Select((policy, i) => ($"{(char)('a' + i)}", policy))]);
        var timelines = (RevenueTimeline[])typeof(PolicyComparison).GetField("timelines", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(comparison)!;
        return timelines.Distinct().Count();
    }
}
