using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Linq;

/// <summary>The customers behind a figure, as one finds them in records of changes.</summary>
internal static class LinqWho
{
    public static decimal MrrAt(IEnumerable<Change> changes, DateTime instant) => LevelsAt(changes, instant).Sum();

    public static decimal LargestAt(IEnumerable<Change> changes, DateTime instant, int largest) => LevelsAt(changes, instant).OrderDescending().Take(largest).Sum();

    public static List<(int Customer, int Month, decimal Mrr)> Churned(IEnumerable<Change> changes) =>
        [.. LinqMovements.Of(changes, Netting.PerPeriod).Where(move => move.IsChurn).Select(move => (move.Customer, move.Month, move.From))];

    public static List<(int Customer, decimal Mrr)> LostIn(IEnumerable<Change> changes, int month) =>
        [.. LinqMovements.Of(changes, Netting.PerPeriod).Where(move => move.Month == month && move.From > move.To)
            .OrderByDescending(move => move.From - move.To).Select(move => (move.Customer, move.From - move.To))];

    private static IEnumerable<decimal> LevelsAt(IEnumerable<Change> changes, DateTime instant) =>
        changes.Where(change => change.At < instant).GroupBy(change => change.Customer).Select(own => own.MaxBy(change => change.At)!.Mrr);
}
