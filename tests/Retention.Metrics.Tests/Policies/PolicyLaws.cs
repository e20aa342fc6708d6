using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Reference;
using Retention.Metrics.Tests.Revenue;

namespace Retention.Metrics.Tests.Policies;

/// <summary>What holds under every policy, whatever the history.</summary>
public sealed class PolicyLaws
{
    private static readonly Arbitrary<(SubscriptionScenario Portfolio, MetricPolicy Policy)> Cases = Arb.From(
        from portfolio in Any.SubscriptionScenario.Generator from policy in AnyPolicy.Any.Generator select (portfolio, policy),
        one => Any.SubscriptionScenario.Shrinker(one.portfolio).Select(smaller => (smaller, one.policy)).Concat(AnyPolicy.Any.Shrinker(one.policy).Select(smaller => (one.portfolio, smaller))));

    [Fact]
    public void EveryPolicy_OfAnyHistory_IsTheReferences() =>
        Laws.Check(
            Cases,
            one => AssertReference(one.Portfolio, one.Policy),
            times: 4000);

    [Fact]
    public void EveryPolicy_Closes_InMoneyAndInCustomers() =>
        Laws.Check(Cases, one =>
        {
            RevenueTimeline timeline = TimelineOf(one);
            foreach (RollForwardRow row in timeline.RollForward(one.Portfolio.Periods))
            {
                Assert.Equal(timeline.MrrAt(row.Period.Start), row.OpeningMrr);
                Assert.Equal(timeline.MrrAt(row.Period.End), row.ClosingMrr);
            }
        });

    [Fact]
    public void Explain_AddsUpToEachFigure_UnderEveryPolicy() =>
        Laws.Check(Cases, one =>
        {
            RevenueTimeline timeline = TimelineOf(one);
            RollForward rows = timeline.RollForward(one.Portfolio.Periods);
            foreach (RevenueFigure figure in Enum.GetValues<RevenueFigure>())
            {
                ILookup<ReportingPeriod, MrrContribution> behind = timeline.Explain(one.Portfolio.Periods, figure).ToLookup(contribution => contribution.Period);
                foreach (RollForwardRow row in rows)
                {
                    if (Figures.MoneyOf(row, figure) is { } money)
                    {
                        Assert.Equal(money, behind[row.Period].Aggregate(RecurringRevenue.Zero(rows.Currency), (sum, contribution) => sum + contribution.Amount));
                    }
                    else
                    {
                        Assert.Equal(Figures.CountOf(row, figure), behind[row.Period].Sum(contribution => contribution.Count));
                    }
                }
            }
        });

    [Fact]
    public void SplitByCustomerAndMerged_IsTheWhole_UnderEveryPolicy() =>
        Laws.Check(Cases, one =>
        {
            RollForward whole = TimelineOf(one).RollForward(one.Portfolio.Periods);
            RollForward merged = one.Portfolio.Events.GroupBy(fact => fact.Customer.Value[^1] % 2)
                .Select(part => RevenueTimeline.FromHistory(SubscriptionHistory.Create(part), one.Policy).RollForward(one.Portfolio.Periods))
                .DefaultIfEmpty(whole)
                .Aggregate((left, right) => left.Merge(right));

            Assert.Equal(whole, merged);
            Assert.Equal(whole, TimelineOf(one).RollForward(one.Portfolio.Periods, one.Policy, ExecutionOptions.Sequential));
        });

    // Drawn at random, a window is hardly ever as long as a gap to the tick.
    [Fact]
    public void ReactivationWindow_AsLongAsAGapThereIs_IsTheReferences() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            IEnumerable<Duration> gaps =
                from one in ReferenceCustomerStates.Of(portfolio.Events, MetricPolicy.Default).Values
                from fall in one
                where fall.Value.Level == 0
                from rise in one
                where rise.Value.Level > 0 && rise.Key > fall.Key
                select rise.Key - fall.Key;
            foreach (Duration gap in gaps.Where(gap => gap == Duration.FromDays(gap.Days)).Distinct())
            {
                AssertReference(portfolio, MetricPolicy.Default with { ReactivationWindowDays = gap.Days });
            }
        });

    [Fact]
    public void LongerReactivationWindow_NeverRaisesNew() =>
        Laws.Check(
            Arb.From(from one in Cases.Generator from days in Gen.Choose(0, 400) from more in Gen.Choose(0, 400) select (one, days, more)),
            drawn =>
            {
                RevenueTimeline timeline = TimelineOf(drawn.one);
                RollForward shorter = timeline.RollForward(drawn.one.Portfolio.Periods, drawn.one.Policy with { ReactivationWindowDays = drawn.days });
                RollForward longer = timeline.RollForward(drawn.one.Portfolio.Periods, drawn.one.Policy with { ReactivationWindowDays = drawn.days + drawn.more });
                foreach ((RollForwardRow before, RollForwardRow after) in shorter.Zip(longer))
                {
                    Assert.True(after.NewMrr.CompareTo(before.NewMrr) <= 0);
                    Assert.True(after.NewCustomers <= before.NewCustomers);
                    Assert.Equal(before.NewMrr + before.ReactivationMrr, after.NewMrr + after.ReactivationMrr);
                }
            });

    [Fact]
    public void LongerGrace_NeverLowersRevenue() =>
        Laws.Check(
            Arb.From(from portfolio in Any.SubscriptionScenario.Generator from days in Gen.Choose(0, 60) from more in Gen.Choose(0, 60) select (portfolio, days, more)),
            drawn =>
            {
                RevenueTimeline shorter = TimelineOf((drawn.portfolio, MetricPolicy.Default with { InvoluntaryChurnAfterDays = drawn.days, FreeMonths = FreeMonthRule.NoRevenue }));
                RevenueTimeline longer = TimelineOf((drawn.portfolio, MetricPolicy.Default with { InvoluntaryChurnAfterDays = drawn.days + drawn.more, FreeMonths = FreeMonthRule.NoRevenue }));
                foreach (Instant at in drawn.portfolio.Scenario.Instants)
                {
                    Assert.True(longer.MrrAt(at).CompareTo(shorter.MrrAt(at)) >= 0);
                }
            });

    [Fact]
    public void Json_GivesThePolicyBack() =>
        Laws.Check(AnyPolicy.Any, policy => Assert.Equal(policy, MetricPolicy.FromJson(policy.ToJson())));

    private static void AssertReference(SubscriptionScenario portfolio, MetricPolicy policy)
    {
        RollForward engine = TimelineOf((portfolio, policy)).RollForward(portfolio.Periods);
        Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>> states = ReferenceCustomerStates.Of(portfolio.Events, policy);
        for (int i = 0; i < engine.Count; i++)
        {
            RollForwardRow row = engine[i];
            ReferenceRow reference = ReferencePolicies.Of(states, row.Period.Start, row.Period.End, portfolio.Scenario.Zone, policy);
            Assert.Equal(reference, Reading.Of(row) with { Kept = reference.Kept, KeptAndGained = reference.KeptAndGained });
            Assert.Equal(reference.Gross, row.GrossRevenueRetention.Value);
            Assert.Equal(reference.Net, row.NetRevenueRetention.Value);
            (decimal lost, decimal atRisk) = ReferencePolicies.Churn(states, portfolio.Periods, i, policy);
            Assert.Equal(lost, row.CustomerChurnRate.Numerator);
            Assert.Equal(atRisk, row.CustomerChurnRate.Denominator);
        }
    }

    private static RevenueTimeline TimelineOf((SubscriptionScenario Portfolio, MetricPolicy Policy) one) =>
        RevenueTimeline.FromHistory(SubscriptionHistory.Create(one.Portfolio.Events), one.Policy);
}
