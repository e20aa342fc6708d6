using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Revenue.Committed;

/// <summary>Facts that were recorded before or after they take effect, or nobody knows when; some of them were recorded differently first.</summary>
/// <param name="Periods">The periods.</param>
/// <param name="Facts">The facts; of a subscription that cannot be, all are left out of the history.</param>
/// <param name="Policy">What revenue is.</param>
internal sealed record RecordedCase(ReportingPeriods Periods, ImmutableArray<SubscriptionEvent> Facts, MetricPolicy Policy)
{
    public static Arbitrary<RecordedCase> Any { get; } = Arb.From(
        from scenario in Testing.Any.SubscriptionScenario.Generator
        from policy in Gen.Frequency((1, Gen.Constant(MetricPolicy.Default)), (2, Testing.Any.MetricPolicy.Generator))
        from records in Gen.Choose(0, 40).ArrayOf(scenario.Events.Length)
        from revisions in Gen.Choose(0, 12).ArrayOf(scenario.Events.Length)
        select new RecordedCase(
            scenario.Periods,
            [.. scenario.Events.SelectMany((fact, i) => Revised(Recorded(fact, records[i], scenario.Scenario.Instants), revisions[i], i))],
            policy),
        one => one.Facts.Select(fact => one with { Facts = one.Facts.Remove(fact) }));

    public SubscriptionHistory History => SubscriptionHistory.Check(Facts).History;

    /// <summary>The facts of the subscriptions that are in the history, superseded ones included.</summary>
    public IReadOnlyList<SubscriptionEvent> FactsOfHistory
    {
        get
        {
            HashSet<SubscriptionId> held = [.. History.Select(fact => fact.Subscription)];
            return [.. Facts.Where(fact => held.Contains(fact.Subscription))];
        }
    }

    public Currency Currency => History.Select(fact => SubscriptionHistory.PriceOf(fact)?.Price.Amount.Currency).FirstOrDefault(currency => currency is not null) ?? Currency.None;

    public CommittedRevenue Committed => History.CommittedRevenue(Periods, Policy);

    public override string ToString() => $"{Periods}, {Policy}{string.Concat(Facts.Select(one => $"{Environment.NewLine}  {one}"))}";

    /// <summary>A fact recorded when it takes effect, at some instant of the scenario, or nobody knows when.</summary>
    private static SubscriptionEvent Recorded(SubscriptionEvent fact, int choice, IReadOnlyList<Instant> instants) => fact with
    {
        EventId = null,
        RecordedAt = choice switch
        {
            < 12 => null,
            < 18 => fact.At,
            < 24 => fact.At - Duration.FromDays(choice),
            _ => instants[choice % instants.Count],
        },
    };

    /// <summary>A fact, now and then behind another version of it that was recorded before.</summary>
    private static IEnumerable<SubscriptionEvent> Revised(SubscriptionEvent fact, int choice, int number)
    {
        if (choice > 2 || fact.RecordedAt is not { } recorded)
        {
            return [fact];
        }

        string id = FormattableString.Invariant($"e{number}");
        SubscriptionEvent first = choice switch
        {
            0 when fact is SubscriptionEvent.Started started => started with { Price = started.Price with { Quantity = started.Price.Quantity + 1 } },
            1 => fact with { At = fact.At + Duration.FromDays(3) },
            _ => fact,
        };
        return [first with { EventId = id, RecordedAt = recorded - Duration.FromDays(20) }, fact with { EventId = id }];
    }
}
