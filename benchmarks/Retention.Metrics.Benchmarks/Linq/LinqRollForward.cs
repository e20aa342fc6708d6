using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Linq;

/// <summary>What the movements of a month add up to.</summary>
public sealed record MonthTotals(decimal New, decimal Reactivation, decimal Expansion, decimal Contraction, decimal Churn, long Customers)
{
    /// <summary>The same figures of the library's answer.</summary>
    public static MonthTotals Of(RollForwardRow row) => new(
        row.NewMrr.Monthly.Amount, row.ReactivationMrr.Monthly.Amount, row.ExpansionMrr.Monthly.Amount, row.ContractionMrr.Monthly.Amount, row.ChurnMrr.Monthly.Amount, row.ClosingCustomers);
}

/// <summary>The roll-forward as one writes it over records of changes.</summary>
internal static class LinqRollForward
{
    public static MonthTotals[] Of(IEnumerable<Change> changes, Netting netting)
    {
        ILookup<int, Movement> months = LinqMovements.Of(changes, netting).ToLookup(move => move.Month);
        var totals = new MonthTotals[Months.Count];
        long customers = 0;
        for (int month = 0; month < totals.Length; month++)
        {
            List<Movement> moves = [.. months[month]];
            customers += moves.Sum(move => move.Customers);
            totals[month] = new MonthTotals(
                moves.Where(move => move.From == 0m && !move.PaidBefore).Sum(move => move.To),
                moves.Where(move => move.From == 0m && move.PaidBefore).Sum(move => move.To),
                moves.Where(move => move.From > 0m && move.To > move.From).Sum(move => move.To - move.From),
                moves.Where(move => move.To > 0m && move.From > move.To).Sum(move => move.From - move.To),
                moves.Where(move => move.IsChurn).Sum(move => move.From),
                customers);
        }

        return totals;
    }

    public static IReadOnlyDictionary<string, MonthTotals[]> ByPlan(IEnumerable<Change> changes) =>
        changes.GroupBy(change => Plans.Of(change.Customer)).ToDictionary(plan => plan.Key, plan => Of(plan, Netting.PerPeriod));
}
