using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing;

/// <summary>Periods, and subscription events of few customers that happen on few instants around the bounds of those periods.</summary>
/// <remarks>
/// At most four customers hold at most six subscriptions, in one currency, so that they meet: several subscriptions of one customer, several events
/// of one instant, returns, free prices, discounts that end, cancellations that are scheduled, revoked and taken at one instant.
/// </remarks>
/// <param name="Scenario">The periods and instants.</param>
/// <param name="Events">Events that are all valid, subscription after subscription.</param>
public sealed record SubscriptionScenario(PeriodScenario Scenario, ImmutableArray<SubscriptionEvent> Events)
{
    /// <summary>The periods.</summary>
    public ReportingPeriods Periods => Scenario.Periods;

    /// <summary>The history of the events.</summary>
    public SubscriptionHistory History => SubscriptionHistory.Create(Events);

    /// <summary>What each customer pays over time.</summary>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    public RevenueTimeline Timeline(MetricPolicy? policy = null) => RevenueTimeline.FromHistory(History, policy);

    /// <summary>The scenario as code.</summary>
    public override string ToString() => CSharpCode.Of(this);

    internal static Arbitrary<SubscriptionScenario> Any { get; } = WithPrices(Prices.OfScene);

    /// <summary>Scenarios with prices that stay exact when they are multiplied, discounts included.</summary>
    internal static Arbitrary<SubscriptionScenario> AnyToScale { get; } = Arb.From(
        WithPrices((number, currency) => RecurringPrice.Monthly(new[] { 10m, 20m, 0m, 49m }[number % 4], currency, 1 + (number % 2))).Generator
            .Select(scenario => scenario with { Events = [.. scenario.Events.Select(WithRoundDiscount)] }),
        Smaller);

    internal static IEnumerable<SubscriptionScenario> Smaller(SubscriptionScenario scenario)
    {
        foreach (ImmutableArray<SubscriptionEvent> events in SmallerEvents.Fewer(scenario.Events))
        {
            yield return scenario with { Events = events };
        }

        foreach (ReportingPeriods periods in PeriodSlices.Smaller(scenario.Periods))
        {
            yield return scenario with { Scenario = scenario.Scenario with { Periods = periods } };
        }

        foreach (ImmutableArray<SubscriptionEvent> events in SmallerEvents.Plainer(scenario.Events))
        {
            yield return scenario with { Events = events };
        }
    }

    private static Arbitrary<SubscriptionScenario> WithPrices(Func<int, Currency, RecurringPrice> price) => Arb.From(
        from scenario in PeriodScenario.Any.Generator
        from naming in Naming.Any
        from currency in Gen.Frequency((8, Gen.Constant(Currency.Eur)), (1, Gen.Constant(Currency.Jpy)), (1, Gen.Constant(Currency.Of("KWD"))))
        from count in Gen.Choose(0, 6)
        from scripts in SubscriptionScript.Any.ListOf(count)
        select new SubscriptionScenario(scenario, [.. scripts.SelectMany((script, number) => script.Events(scenario, number, naming, move => price(move.Price, currency)))]),
        Smaller);

    private static SubscriptionEvent WithRoundDiscount(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started { Discount.AmountOff: null, Discount: { } discount } started => started with { Discount = Discount.Percent(50m, discount.Until) },
        SubscriptionEvent.PriceChanged { Discount.AmountOff: null, Discount: { } discount } changed => changed with { Discount = Discount.Percent(50m, discount.Until) },
        _ => one,
    };
}
