using System.Collections;
using System.Globalization;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Promise 1: what is answered for a period never depends on which other periods are asked for, whatever its bounds.</summary>
public sealed class PeriodIndependenceLaws
{
    // Bounds at any time of day, on the instants of the events and around them.
    private static readonly Gen<Duration> AnyOffset = Gen.OneOf(
        Gen.Elements(Duration.Zero, Duration.FromTicks(1), Duration.FromTicks(-1), Duration.FromHours(12), Duration.FromHours(-12), Duration.FromNanoseconds(50)),
        Gen.Choose(-5000, 5000).Select(minutes => Duration.FromMinutes(minutes)));

    private static readonly Gen<(SubscriptionScenario Scenario, MetricPolicy Policy, ReportingPeriods Periods)> Subscriptions =
        from scenario in Any.SubscriptionScenario.Generator
        from policy in Any.MetricPolicy.Generator
        from periods in BoundsAround(scenario.Scenario)
        select (scenario, policy, periods);

    private static readonly Gen<(OrderScenario Scenario, ReportingPeriods Periods)> Orders =
        from scenario in Any.OrderScenario.Generator
        from periods in BoundsAround(scenario.Scenario)
        select (scenario, periods);

    [Fact]
    public void RevenueOfAPeriod_IsTheSame_WhicheverOthersAreAskedFor() =>
        Laws.Check(Arb.From(Subscriptions), one =>
        {
            RevenueTimeline timeline = one.Scenario.Timeline(one.Policy);
            Segmentation segments = SegmentsOf(timeline);
            AssertSame(one.Periods, periods => RowsOf(timeline.RollForward(periods)));
            AssertSame(one.Periods, periods => [.. periods.Select((_, i) => string.Join('\n', timeline.By(segments).RollForward(periods).Select(segment => Facts(segment.Value[i]))))]);
            AssertSame(one.Periods, periods => RowsOf(timeline.TrailingYear(periods)));
            AssertSame(one.Periods, periods => RowsOf(timeline.TrailingDays(periods, 1)));
            AssertSame(one.Periods, periods => RowsOf(timeline.TrailingDays(periods, 30)));
            AssertSame(one.Periods, periods => ByPeriod(periods, Enum.GetValues<RevenueFigure>().SelectMany(figure => timeline.Explain(periods, figure)), found => found.Period));
            AssertSame(one.Periods, periods => ByPeriod(periods, LossesOf(timeline.LostRevenue(periods)), found => found.Movement.Period));
        });

    [Fact]
    public void ChurnOfAPeriod_IsTheSame_WhicheverOthersAreAskedFor() =>
        Laws.Check(Arb.From(Subscriptions), one =>
        {
            SubscriptionHistory history = one.Scenario.History;
            var analysis = ChurnAnalysis.Of(history, one.Policy);
            TriggerWindow window = TriggerWindow.OfDays(10);
            AssertSame(one.Periods, periods => [.. analysis.ByReason(periods).Select(row => $"{Facts(row.Total)} {Listed(row.Reasons, reason => Facts(row.Of(reason)))}")]);
            AssertSame(one.Periods, periods => [.. analysis.ByTrigger(periods, window).Select(row => $"{Facts(row.Total)} {Listed(row.Triggers, trigger => Facts(row.Of(trigger)))}")]);
            AssertSame(one.Periods, periods => RowsOf(analysis.ByTenure(periods)));
            AssertSame(one.Periods, periods => RowsOf(analysis.Renewals(periods)));
            AssertSame(one.Periods, periods => ByPeriod(periods, analysis.Explain(periods), found => found.Movement.Period));
            AssertSame(one.Periods, periods => RowsOf(TrialConversion.Of(history, periods)));
            AssertSame(one.Periods, periods => ByPeriod(periods, TrialConversion.Explain(history, periods), found => found.Period));
            AssertSame(one.Periods, periods => RowsOf(PaymentRecovery.Of(history, periods)));
            AssertSame(one.Periods, periods => ByPeriod(periods, PaymentRecovery.Explain(history, periods), found => found.Period));
        });

    [Fact]
    public void RevenueInSeveralCurrencies_IsTheSame_WhicheverOthersAreAskedFor() =>
        Laws.Check(Arb.From(from drawn in CurrencyPortfolio.Any.Generator from policy in Any.MetricPolicy.Generator from periods in BoundsAround(drawn.Portfolio.Scenario) select (drawn, policy, periods)), one =>
        {
            var timeline = MultiCurrencyTimeline.FromHistory(one.drawn.History, one.policy);
            AssertSame(one.periods, periods => RowsOf(timeline.RollForward(periods, Currency.Eur, one.drawn.Table())));
            AssertSame(one.periods, periods => ByPeriod(periods, timeline.Explain(periods, Currency.Eur, one.drawn.Table(), RevenueFigure.ClosingMrr), found => found.Period));
        });

    [Fact]
    public void OrdersOfAPeriod_AreTheSame_WhicheverOthersAreAskedFor() =>
        Laws.Check(Arb.From(Orders), one =>
        {
            OrderTimeline orders = one.Scenario.Timeline();
            AssertSame(one.Periods, periods => RowsOf(orders.Metrics(periods)));
            AssertSame(one.Periods, periods => RowsOf(orders.DaysBetweenOrders(periods)));
            AssertSame(one.Periods, periods => [.. orders.RepeatWithin(periods, 2, one.Periods.End + Duration.FromDays(1)).Select(rate => rate.ToString())]);
            AssertSame(one.Periods, periods => ByPeriod(periods, Enum.GetValues<OrderFigure>().SelectMany(figure => orders.Explain(periods, figure)), found => found.Period));
        });

    /// <summary>A cohort has the columns from its own period on: fewer periods before change nothing, fewer after it make fewer columns.</summary>
    [Fact]
    public void CohortsOfAPeriod_AreTheSame_WhicheverOthersAreAskedFor() =>
        Laws.Check(Arb.From(from revenue in Subscriptions from orders in Orders select (revenue, orders)), one =>
        {
            RevenueTimeline timeline = one.revenue.Scenario.Timeline(one.revenue.Policy);
            OrderTimeline orders = one.orders.Scenario.Timeline();
            AssertSameCohorts(one.revenue.Periods, periods => [.. timeline.Cohorts(periods, one.revenue.Periods.End).Select(cohort => $"{cohort.Size} {cohort.InitialMrr}{Cells(cohort)}")]);
            AssertSameCohorts(one.orders.Periods, periods => [.. orders.Cohorts(periods, one.orders.Periods.End).Select(cohort => $"{cohort.Size}{Cells(cohort)}")]);
        });

    private static Gen<ReportingPeriods> BoundsAround(PeriodScenario scenario) =>
        from count in Gen.Choose(3, 6)
        from offsets in (from index in Gen.Choose(0, scenario.Instants.Length) from offset in AnyOffset select scenario[index] + offset).ListOf(count)
        let bounds = offsets.DistinctBy(bound => bound.ToUnixTimeTicks()).Order().ToArray()
        where bounds.Length > 1
        select ReportingPeriods.Between(scenario.Zone, bounds);

    private static void AssertSame(ReportingPeriods periods, Func<ReportingPeriods, IReadOnlyList<string>> answer)
    {
        IReadOnlyList<string> together = answer(periods);
        Assert.Equal(periods.Count, together.Count);
        for (int first = 0; first < periods.Count; first++)
        {
            for (int count = 1; first + count <= periods.Count; count++)
            {
                Assert.Equal(together.Skip(first).Take(count), answer(Some(periods, first, count)));
            }
        }
    }

    private static void AssertSameCohorts(ReportingPeriods periods, Func<ReportingPeriods, IReadOnlyList<string>> answer)
    {
        IReadOnlyList<string> together = answer(periods);
        for (int first = 0; first < periods.Count; first++)
        {
            Assert.Equal(together.Skip(first), answer(Some(periods, first, periods.Count - first)));
            for (int end = first + 1; end < periods.Count; end++)
            {
                Assert.All(answer(Some(periods, first, end - first)).Zip(together.Skip(first)), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
            }
        }
    }

    private static ReportingPeriods Some(ReportingPeriods periods, int first, int count) =>
        ReportingPeriods.Between(periods.Zone, [.. Enumerable.Range(first, count).Select(i => periods[i].Start), periods[first + count - 1].End]);

    private static Segmentation SegmentsOf(RevenueTimeline timeline) =>
        Segmentation.By(Enumerable.Range(0, timeline.CustomerCount).Select(i => new Customer(timeline.CustomerAt(i), [new("plan", i % 2 == 0 ? "pro" : "basic")])), "plan");

    private static IEnumerable<RevenueLoss> LossesOf(LostRevenue lost) => lost.Churned.Concat(lost.Contracted);

    private static string[] RowsOf(IEnumerable<object> rows) => [.. rows.Select(Facts)];

    private static string[] ByPeriod<TFound>(ReportingPeriods periods, IEnumerable<TFound> found, Func<TFound, ReportingPeriod> periodOf)
        where TFound : notnull
    {
        ILookup<Instant, string> byStart = found.ToLookup(one => periodOf(one).Start, one => Facts(one));
        return [.. periods.Select(period => string.Join('\n', byStart[period.Start]))];
    }

    private static string Cells(IEnumerable<object?> cohort) => string.Concat(cohort.OfType<object>().Select(cell => $"\n{Facts(cell)}"));

    private static string Listed<TKey>(IEnumerable<TKey> keys, Func<TKey, string> facts) => string.Join(' ', keys.Select(key => $"{key}: {facts(key)}"));

    /// <summary>Everything that the public properties say.</summary>
    private static string Facts(object row) => string.Join(", ", row.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0)
        .Select(property => $"{property.Name} = {Text(property.GetValue(row))}"));

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Text))}]",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
