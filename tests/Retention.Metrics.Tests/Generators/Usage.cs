using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests;

/// <summary>Activities of few customers and kinds around the bounds of periods.</summary>
internal sealed record Usage(PeriodScenario Scenario, ImmutableArray<Activity> Activities)
{
    public static Arbitrary<Usage> Any { get; } = Arb.From(
        from scenario in Testing.Any.PeriodScenario.Generator
        from count in Gen.Choose(0, 30)
        from quantities in Gen.Elements(new long[] { 1 }, [0, 1, 5], [long.MaxValue])
        from activities in (
            from customer in Gen.Choose(0, 5)
            from at in Gen.Choose(0, scenario.Instants.Length)
            from kind in Gen.Elements("login", "export", "Login")
            from quantity in Gen.Elements(quantities)
            select new Activity($"c{customer}", scenario[at], kind, quantity)).ListOf(count)
        select new Usage(scenario, [.. activities]),
        Smaller);

    public ReportingPeriods Periods => Scenario.Periods;

    public ActivityTimeline Timeline => ActivityTimeline.FromActivities(Activities);

    public Usage With(IEnumerable<Activity> activities) => this with { Activities = [.. activities] };

    private static IEnumerable<Usage> Smaller(Usage usage)
    {
        for (int i = 0; i < usage.Activities.Length; i++)
        {
            yield return usage with { Activities = usage.Activities.RemoveAt(i) };
        }

        foreach (PeriodScenario scenario in Testing.Any.PeriodScenario.Shrinker(usage.Scenario))
        {
            yield return usage with { Scenario = scenario };
        }
    }

    public override string ToString() => $"{Scenario}{Environment.NewLine}{string.Join(Environment.NewLine, Activities)}";
}
