using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>Periods, and levels of revenue that need no history: what each subscription of few customers pays from an instant on.</summary>
/// <param name="Scenario">The periods and instants.</param>
/// <param name="Levels">Levels in one currency; a subscription has at most one at an instant.</param>
public sealed record RevenueScenario(PeriodScenario Scenario, ImmutableArray<RevenueLevel> Levels)
{
    private const decimal PlainAmount = 10m;

    /// <summary>The periods.</summary>
    public ReportingPeriods Periods => Scenario.Periods;

    /// <summary>What each customer pays over time.</summary>
    public RevenueTimeline Timeline => RevenueTimeline.FromLevels(Levels);

    /// <summary>The scenario as code.</summary>
    public override string ToString() => CSharpCode.Of(this);

    internal static Arbitrary<RevenueScenario> Any { get; } = Arb.From(
        from scenario in PeriodScenario.Any.Generator
        from naming in Naming.Any
        from currency in Gen.Frequency((8, Gen.Constant(Currency.Eur)), (1, Gen.Constant(Currency.Jpy)), (1, Gen.Constant(Currency.Of("KWD"))))
        from count in Gen.Choose(0, 25)

            // Where one or two customers have all the levels, they leave and come back.
        from last in Gen.Elements(0, 1, 4, 4)
        from levels in (
            from customer in Gen.Choose(0, last)
            from subscription in Gen.Choose(0, 1)
            from at in Gen.Choose(0, scenario.Instants.Length - 1)
            from amount in Gen.Elements(0m, 0m, 0m, 10m, 10m, 20m, 30m, 49.99m, 0.01m)
            select new RevenueLevel(naming.Of('c', customer), naming.Of('s', (2 * customer) + subscription), scenario[at], RecurringRevenue.PerMonth(currency.Amount(amount)))).ListOf(count)
        select new RevenueScenario(scenario, [.. levels.DistinctBy(level => (level.Subscription, level.At))]),
        Smaller);

    /// <summary>How far levels are from the plainest ones: round instants, 10.00 EUR a month, plain names.</summary>
    internal static int Weight(IEnumerable<RevenueLevel> levels) => levels.Sum(level =>
        RoundInstants.Roughness(level.At)
        + (Naming.IsPlain(level.Customer.Value) ? 0 : 1) + (Naming.IsPlain(level.Subscription.Value) ? 0 : 1)
        + (level.Revenue.Currency == Currency.Eur ? 0 : 1)
        + (level.Revenue.IsZero || level.Revenue.Annual.Amount == 12m * PlainAmount ? 0 : 1));

    private static IEnumerable<RevenueScenario> Smaller(RevenueScenario scenario)
    {
        ImmutableArray<RevenueLevel> levels = scenario.Levels;
        foreach (CustomerId customer in levels.Select(level => level.Customer).Distinct())
        {
            yield return scenario with { Levels = levels.RemoveAll(level => level.Customer == customer) };
        }

        foreach (RevenueLevel[] left in Runs.Without(levels))
        {
            yield return scenario with { Levels = [.. left] };
        }

        foreach (ReportingPeriods periods in PeriodSlices.Smaller(scenario.Periods))
        {
            yield return scenario with { Scenario = scenario.Scenario with { Periods = periods } };
        }

        foreach (ImmutableArray<RevenueLevel> plainer in Plainer(levels).Where(plainer => Weight(plainer) < Weight(levels)))
        {
            yield return scenario with { Levels = plainer };
        }
    }

    private static IEnumerable<ImmutableArray<RevenueLevel>> Plainer(ImmutableArray<RevenueLevel> levels)
    {
        Dictionary<string, string> customers = Naming.Plainly('c', levels.Select(level => level.Customer.Value)), subscriptions = Naming.Plainly('s', levels.Select(level => level.Subscription.Value));
        yield return [.. levels.Select(level => level with { Customer = customers[level.Customer.Value], Subscription = subscriptions[level.Subscription.Value] })];
        yield return [.. levels.Select(level => level with { Revenue = RecurringRevenue.PerYear(Currency.Eur.Amount(level.Revenue.Annual.Amount)) })];
        for (int i = 0; i < levels.Length; i++)
        {
            if (!levels[i].Revenue.IsZero)
            {
                yield return levels.SetItem(i, levels[i] with { Revenue = RecurringRevenue.PerMonth(levels[i].Revenue.Currency.Amount(PlainAmount)) });
            }
        }

        // An instant becomes rounder wherever it occurs, unless a subscription would then have two levels at once.
        foreach (Instant instant in levels.Select(level => level.At).Distinct().OrderByDescending(RoundInstants.Roughness))
        {
            foreach (Instant rounder in RoundInstants.Smaller(instant))
            {
                ImmutableArray<RevenueLevel> moved = [.. levels.Select(level => level.At == instant ? level with { At = rounder } : level)];
                if (moved.DistinctBy(level => (level.Subscription, level.At)).Count() == moved.Length)
                {
                    yield return moved;
                }
            }
        }
    }
}
