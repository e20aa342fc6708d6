using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests;

/// <summary>Levels of revenue that need no history: a row says what a subscription pays from an instant on, in cents a month.</summary>
internal readonly record struct LedgerEntry(int Customer, int Subscription, Instant At, long Cents)
{
    public string Name => $"c{Customer}";

    public RevenueLevel Level => new(Name, $"c{Customer}.{Subscription}", At, RecurringRevenue.PerMonth(Currency.Eur.Amount(Cents / 100m)));
}

/// <summary>A ledger over a scenario; a subscription has one level at an instant.</summary>
internal sealed record Ledger(PeriodScenario Scenario, ImmutableArray<LedgerEntry> Rows)
{
    private static readonly long[] Cents = [0, 0, 0, 1000, 1000, 2000, 3000, 4999, 1];

    public static Arbitrary<Ledger> Any { get; } = Arb.From(
        from scenario in Testing.Any.PeriodScenario.Generator
        from count in Gen.Choose(1, 25)
        from rows in (
            from customer in Gen.Choose(0, 4)
            from subscription in Gen.Choose(0, 1)
            from at in Gen.Choose(0, scenario.Instants.Length - 1)
            from cents in Gen.Elements(Cents)
            select new LedgerEntry(customer, subscription, scenario[at], cents)).ListOf(count)
        select new Ledger(scenario, [.. rows.DistinctBy(row => (row.Customer, row.Subscription, row.At))]),
        ledger => ledger.Rows.Skip(1).Select(row => ledger with { Rows = ledger.Rows.Remove(row) }));

    public ReportingPeriods Periods => Scenario.Periods;

    public RevenueTimeline Timeline => RevenueTimeline.FromLevels(Rows.Select(row => row.Level));

    /// <summary>The rows as a dictionary of each customer's totals, in annual amounts.</summary>
    public Dictionary<CustomerId, SortedDictionary<Instant, decimal>> Levels => Rows.GroupBy(row => row.Name).ToDictionary(
        customer => new CustomerId(customer.Key),
        customer => new SortedDictionary<Instant, decimal>(customer.Select(row => row.At).Distinct().ToDictionary(
            at => at,
            at => customer.GroupBy(row => row.Subscription).Sum(life => life.Where(row => row.At <= at).OrderBy(row => row.At).LastOrDefault().Cents * 12 / 100m))));

    public override string ToString() => $"{Scenario}{string.Concat(Rows.Select(row => $"{Environment.NewLine}  {row}"))}";
}
