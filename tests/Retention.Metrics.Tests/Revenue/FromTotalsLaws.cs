using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Policies;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>An answer made from totals that the naive reference computes equals the answer of the engine.</summary>
public sealed class FromTotalsLaws
{
    private static readonly Arbitrary<(SubscriptionScenario Portfolio, MetricPolicy Policy)> Cases = Arb.From(
        from portfolio in Any.SubscriptionScenario.Generator from policy in AnyPolicy.Any.Generator select (portfolio, policy),
        one => Any.SubscriptionScenario.Shrinker(one.portfolio).Select(smaller => (smaller, one.policy)).Concat(AnyPolicy.Any.Shrinker(one.policy).Select(smaller => (one.portfolio, smaller))));

    [Fact]
    public void RollForward_OfTheTotalsOfTheReference_EqualsThatOfTheEngine() => Laws.Check(Cases, one =>
    {
        RevenueTimeline timeline = TimelineOf(one);

        Assert.True(timeline.RollForward(one.Portfolio.Periods).Equals(
            RollForward.FromTotals(one.Portfolio.Periods, one.Policy, timeline.Currency, ReferenceTotals.OfRollForward(one.Portfolio, one.Policy))));
    });

    [Fact]
    public void TrailingYear_OfTheTotalsOfTheReference_EqualsThatOfTheEngine() =>
        Laws.Check(Cases, one => AssertTrailing(one, Period.FromYears(1), timeline => timeline.TrailingYear(one.Portfolio.Periods)));

    [Fact]
    public void TrailingDays_OfTheTotalsOfTheReference_EqualThoseOfTheEngine() =>
        Laws.Check(Cases, one => AssertTrailing(one, Period.FromDays(30), timeline => timeline.TrailingDays(one.Portfolio.Periods, 30)));

    [Fact]
    public void RollForward_MadeFromTotals_MergesToTheSumOfTheTotals() => Laws.Check(Cases, one =>
    {
        RollForwardTotals[] totals = ReferenceTotals.OfRollForward(one.Portfolio, one.Policy);
        RollForward part = RollForward.FromTotals(one.Portfolio.Periods, one.Policy, Currency.Eur, totals);

        Assert.True(part.Merge(part).Equals(RollForward.FromTotals(one.Portfolio.Periods, one.Policy, Currency.Eur, [.. totals.Select(period => period + period)])));
    });

    private static void AssertTrailing((SubscriptionScenario Portfolio, MetricPolicy Policy) one, Period window, Func<RevenueTimeline, TrailingRetention> read)
    {
        RevenueTimeline timeline = TimelineOf(one);

        Assert.True(read(timeline).Equals(
            TrailingRetention.FromTotals(one.Portfolio.Periods, one.Policy, timeline.Currency, window, ReferenceTotals.OfTrailing(one.Portfolio, one.Policy, window))));
    }

    private static RevenueTimeline TimelineOf((SubscriptionScenario Portfolio, MetricPolicy Policy) one) =>
        RevenueTimeline.FromHistory(SubscriptionHistory.Create(one.Portfolio.Events), one.Policy);
}
