using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing;

/// <summary>Periods, and subscription events of few customers that happen on few instants around the bounds of those periods.</summary>
/// <remarks>
/// At most four customers hold at most six subscriptions, in one currency, so that they meet: several subscriptions of one customer, several events
/// of one instant, returns, free prices, discounts that end, cancellations that are scheduled, revoked and taken at one instant.
/// </remarks>
/// <param name="Scene">The periods and instants.</param>
/// <param name="Events">Events that are all sound, subscription after subscription.</param>
public sealed record SubscriptionScene(Scene Scene, ImmutableArray<SubscriptionEvent> Events)
{
    /// <summary>The periods.</summary>
    public ReportingPeriods Periods => Scene.Periods;

    /// <summary>The history of the events.</summary>
    public SubscriptionHistory History => SubscriptionHistory.Create(Events);

    /// <summary>What each customer pays over time.</summary>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    public RevenueTimeline Timeline(MetricPolicy? policy = null) => RevenueTimeline.FromHistory(History, policy);

    /// <summary>The scene as code.</summary>
    public override string ToString() => Snippet.Of(this);

    internal static Arbitrary<SubscriptionScene> Any { get; } = WithPrices(Prices.OfScene);

    /// <summary>Scenes whose prices stay exact when they are multiplied, discounts included.</summary>
    internal static Arbitrary<SubscriptionScene> AnyToScale { get; } = Arb.From(
        WithPrices((number, currency) => RecurringPrice.Monthly(new[] { 10m, 20m, 0m, 49m }[number % 4], currency, 1 + (number % 2))).Generator
            .Select(scene => scene with { Events = [.. scene.Events.Select(WithRoundDiscount)] }),
        Smaller);

    internal static IEnumerable<SubscriptionScene> Smaller(SubscriptionScene scene)
    {
        foreach (ImmutableArray<SubscriptionEvent> events in SmallerEvents.Fewer(scene.Events))
        {
            yield return scene with { Events = events };
        }

        foreach (ReportingPeriods periods in PeriodSlices.Smaller(scene.Periods))
        {
            yield return scene with { Scene = scene.Scene with { Periods = periods } };
        }

        foreach (ImmutableArray<SubscriptionEvent> events in SmallerEvents.Plainer(scene.Events))
        {
            yield return scene with { Events = events };
        }
    }

    private static Arbitrary<SubscriptionScene> WithPrices(Func<int, Currency, RecurringPrice> price) => Arb.From(
        from scene in Scene.Any.Generator
        from naming in Naming.Any
        from currency in Gen.Frequency((8, Gen.Constant(Currency.Eur)), (1, Gen.Constant(Currency.Jpy)), (1, Gen.Constant(Currency.Of("KWD"))))
        from count in Gen.Choose(0, 6)
        from scripts in SubscriptionScript.Any.ListOf(count)
        select new SubscriptionScene(scene, [.. scripts.SelectMany((script, number) => script.Events(scene, number, naming, move => price(move.Price, currency)))]),
        Smaller);

    private static SubscriptionEvent WithRoundDiscount(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started { Discount.AmountOff: null, Discount: { } discount } started => started with { Discount = Discount.Percent(50m, discount.Until) },
        SubscriptionEvent.PriceChanged { Discount.AmountOff: null, Discount: { } discount } changed => changed with { Discount = Discount.Percent(50m, discount.Until) },
        _ => one,
    };
}
