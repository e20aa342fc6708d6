using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Policies;

namespace Retention.Metrics.Tests.Aggregation;

/// <summary>Totals do not depend on which state is updated with which customers, or in how many blocks.</summary>
public sealed class AggregateLaws
{
    private const int States = 3;

    private static readonly Segmentation Named = Segmentation.By([new Customer("c0", [new("country", "DE")]), new Customer("c1", [new("country", "NP")])], "country");

    /// <summary>The state that the first customer is added to, the second and so on, over and over.</summary>
    private static readonly Gen<int[]> Owners = Gen.Choose(0, States - 1).NonEmptyListOf().Select(owners => owners.ToArray());

    [Fact]
    public void Revenue_IsTheSame_WhateverStateSeesWhichCustomer() =>
        Laws.Check(
            Arb.From(from scenario in Any.SubscriptionScenario.Generator from policy in AnyPolicy.Any.Generator from owners in Owners select (Scenario: scenario, Policy: policy, Owners: owners)),
            one =>
            {
                RevenueTimeline timeline = RevenueTimeline.FromHistory(SubscriptionHistory.Create(one.Scenario.Events), one.Policy);
                AssertRevenue(timeline, one.Scenario.Periods, one.Policy, one.Owners);
            });

    [Fact]
    public void RevenueBesideTheColumns_IsTheSame_WhateverStateSeesWhichCustomer() =>
        Laws.Check(
            Arb.From(from ledger in Ledger.Any.Generator from known in Gen.Choose(80, 100) from owners in Owners select (Ledger: ledger, Known: known, Owners: owners)),
            one =>
            {
                LedgerEntry[] rows = [.. one.Ledger.Rows.OrderBy(row => row.At)];
                int known = rows.Length * one.Known / 100;
                AssertRevenue(Append(Append(new(Currency.Eur), rows[..known]), rows[known..]).Timeline, one.Ledger.Periods, MetricPolicy.Default, one.Owners);
            });

    [Fact]
    public void Orders_AreTheSame_WhateverStateSeesWhichCustomer() =>
        Laws.Check(
            Arb.From(from shop in Shop.Any.Generator from owners in Owners select (Shop: shop, Owners: owners)),
            one =>
            {
                OrderTimeline orders = one.Shop.Timeline;
                ReportingPeriods periods = one.Shop.Periods;
                foreach (SegmentColumn? segments in new[] { null, Named.Over(orders) })
                {
                    Same(orders.Columns, plan => OrderMetricsPlan.Add(plan, orders, periods, segments), one.Owners);
                    Same(orders.Columns, plan => CohortPlan.Add(plan, orders, periods, segments, asOf: null, columns: null), one.Owners);
                }

                Assert.Equal(
                    orders.Rfm(periods.Zone, new LocalDate(2026, 1, 1)),
                    Shared(orders.Columns, plan => RfmAggregate.Add(plan, orders, periods.Zone, new LocalDate(2026, 1, 1), segments: null), one.Owners)[0]);
            });

    private static void AssertRevenue(RevenueTimeline timeline, ReportingPeriods periods, MetricPolicy policy, int[] owners)
    {
        foreach (SegmentColumn? segments in new[] { null, Named.Over(timeline) })
        {
            Same(timeline.Layers, plan => RollForwardPlan.Add(plan, timeline, periods, segments, policy), owners);
            Same(timeline.Layers, plan => TrailingPlan.Add(plan, timeline, periods, Period.FromDays(40), segments, policy), owners);
            Same(timeline.Layers, plan => CohortPlan.Add(plan, timeline, periods, segments, asOf: null, columns: null), owners);
        }
    }

    private static void Same<TColumns, TAnswer>(IColumnSource<TColumns> source, Func<AggregatePlan<TColumns>, Planned<TAnswer[]>> answer, int[] owners)
        where TAnswer : IEquatable<TAnswer> =>
        Assert.All(source.Run(answer, ExecutionOptions.Sequential).Zip(Shared(source, answer, owners)), pair => Assert.Equal(pair.First, pair.Second));

    private static TAnswer Shared<TColumns, TAnswer>(IColumnSource<TColumns> source, Func<AggregatePlan<TColumns>, Planned<TAnswer>> answer, int[] owners)
        where TAnswer : class
    {
        var plan = new AggregatePlan<TColumns>();
        Planned<TAnswer> planned = answer(plan);
        Action<TColumns, int, int>[] updates = [.. Enumerable.Range(0, States).Select(_ => plan.NewUpdate())];
        int customers = source.Offsets.Length - 1;
        for (int from = 0, to; from < customers; from = to)
        {
            int owner = owners[from % owners.Length];
            for (to = from + 1; to < customers && owners[to % owners.Length] == owner; to++)
            {
            }

            source.Read(from, to, updates[owner]);
        }

        return planned.Result;
    }

    private static AppendableTimeline<string, string> Append(AppendableTimeline<string, string> timeline, LedgerEntry[] rows) =>
        timeline.Append([.. rows.Select(row => row.Name)], [.. rows.Select(row => $"{row.Name}.{row.Subscription}")], [.. rows.Select(row => row.At)], [.. rows.Select(row => row.Cents)]);
}
