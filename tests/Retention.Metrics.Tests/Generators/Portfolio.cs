using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests;

/// <summary>Few customers with few subscriptions, whose lives collide on few instants around the bounds of periods.</summary>
internal sealed record Portfolio(Scene Scene, ImmutableArray<SubscriptionScript> Scripts)
{
    private static readonly Gen<Move> AnyMove =
        from forward in Gen.Frequency((3, Gen.Constant(0)), (4, Gen.Constant(1)), (1, Gen.Constant(2)))
        from action in Gen.Choose(0, 100)
        from price in Gen.Choose(0, 100)
        from discount in Gen.Choose(0, 15)
        from later in Gen.Choose(0, 11)
        select new Move(forward, action, price, discount, later);

    private static readonly Gen<SubscriptionScript> AnyScript =
        from customer in Gen.Choose(0, 3)
        from recorded in Gen.Elements(false, true)
        from length in Gen.Choose(0, 10)
        from moves in AnyMove.ListOf(length)
        select new SubscriptionScript(customer, recorded, [.. moves]);

    public static Arbitrary<Portfolio> Any { get; } = Arb.From(
        from scene in Scene.Any
        from count in Gen.Choose(0, 6)
        from scripts in AnyScript.ListOf(count)
        select new Portfolio(scene, [.. scripts]),
        Smaller);

    public ReportingPeriods Periods => Scene.Periods;

    public ImmutableArray<SubscriptionEvent> Events { get; } = [.. Scripts.SelectMany((script, number) => script.Events(Scene, number))];

    public RevenueTimeline Timeline => RevenueTimeline.FromHistory(SubscriptionHistory.Create(Events));

    public static IEnumerable<Portfolio> Smaller(Portfolio portfolio)
    {
        for (int i = 0; i < portfolio.Scripts.Length; i++)
        {
            yield return new(portfolio.Scene, portfolio.Scripts.RemoveAt(i));
        }

        for (int i = 0; i < portfolio.Scripts.Length; i++)
        {
            SubscriptionScript script = portfolio.Scripts[i];
            for (int move = 0; move < script.Moves.Length; move++)
            {
                yield return new(portfolio.Scene, portfolio.Scripts.SetItem(i, script with { Moves = script.Moves.RemoveAt(move) }));
            }
        }
    }

    public override string ToString() => $"{Scene}{string.Concat(Events.Select(one => $"{Environment.NewLine}  {one}"))}";
}
