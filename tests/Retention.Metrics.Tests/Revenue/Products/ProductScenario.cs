using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Policies;

namespace Retention.Metrics.Tests.Revenue.Products;

/// <summary>Subscriptions with prices of few products, some of none, under any policy.</summary>
/// <param name="Portfolio">The events.</param>
/// <param name="Policy">The policy.</param>
internal sealed record ProductScenario(SubscriptionScenario Portfolio, MetricPolicy Policy)
{
    public static Arbitrary<ProductScenario> Any { get; } = Arb.From(
        from portfolio in Testing.Any.SubscriptionScenario.Generator
        from policy in AnyPolicy.Any.Generator
        from names in Gen.Elements<string?[]>(["pro", "basic"], ["pro", "basic", null], ["b", "a", "c", "unknown", null], ["a, \"b\"\nc", "é", "e"])
        from seed in Gen.Choose(0, 1000)
        select new ProductScenario(portfolio with { Events = [.. portfolio.Events.Select(one => WithProduct(one, names[PlaceOf(one, seed) % names.Length]))] }, policy),
        one => Testing.Any.SubscriptionScenario.Shrinker(one.Portfolio).Select(smaller => one with { Portfolio = smaller })
            .Concat(AnyPolicy.Any.Shrinker(one.Policy).Select(smaller => one with { Policy = smaller })));

    public ReportingPeriods Periods => Portfolio.Periods;

    public ProductTimeline Timeline => ProductTimeline.FromHistory(Portfolio.History, Policy);

    public RollForwardByProduct RollForward => Timeline.RollForward(Periods);

    /// <summary>The same with other products.</summary>
    public ProductScenario Renamed(Func<string?, string?> rename) =>
        this with { Portfolio = Portfolio with { Events = [.. Portfolio.Events.Select(one => PriceOf(one) is { } price ? WithProduct(one, rename(price.Product)) : one)] } };

    public override string ToString() => $"{Portfolio}\nunder {Policy}, with {string.Join(", ", Portfolio.Events.Select(one => PriceOf(one)).OfType<RecurringPrice>())}";

    private static RecurringPrice? PriceOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => started.Price,
        SubscriptionEvent.PriceChanged changed => changed.Price,
        _ => null,
    };

    private static SubscriptionEvent WithProduct(SubscriptionEvent one, string? product) => one switch
    {
        SubscriptionEvent.Started started => started with { Price = started.Price with { Product = product } },
        SubscriptionEvent.PriceChanged changed => changed with { Price = changed.Price with { Product = product } },
        _ => one,
    };

    /// <summary>A number that all prices of a subscription at one instant share: of two products one instant cannot say which holds.</summary>
    private static int PlaceOf(SubscriptionEvent one, int seed)
    {
        int hash = one.Subscription.Value.Aggregate(seed, static (sum, letter) => ((sum * 31) + letter) & 0xFFFF);
        return ((hash * 31) + (int)(one.At.ToUnixTimeTicks() / NodaConstants.TicksPerHour % 8191) + 8191) & 0xFFFF;
    }
}
