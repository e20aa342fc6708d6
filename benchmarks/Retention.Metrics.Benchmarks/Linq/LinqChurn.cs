using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Linq;

/// <summary>The customers lost in a month, and those they are counted out of.</summary>
public readonly record struct LostOf(decimal Lost, decimal AtRisk)
{
    /// <summary>The same figures of the library's answer.</summary>
    public static LostOf Of(RollForwardRow row) => new(row.CustomerChurnRate.Numerator, row.CustomerChurnRate.Denominator);
}

/// <summary>Customer churn as one writes it over records of changes, on different bases.</summary>
internal static class LinqChurn
{
    public static LostOf[] EveryDrop(IEnumerable<Change> changes) => Count(LinqMovements.Of(changes, Netting.PerEvent), (opening, _) => opening);

    public static LostOf[] OverStartPlusNew(IEnumerable<Change> changes) =>
        Count(LinqMovements.Of(changes, Netting.PerPeriod), (opening, moves) => opening + moves.Count(move => move.From == 0m && move.Paid));

    public static LostOf[] OverAverage(IEnumerable<Change> changes) =>
        Count(LinqMovements.Of(changes, Netting.PerPeriod), (opening, moves) => opening + (moves.Sum(move => move.Customers) / 2m));

    public static LostOf[] OverEachDay(List<Change> changes)
    {
        var net = LinqMovements.Of(changes, Netting.PerDay).GroupBy(move => move.Start).ToDictionary(day => day.Key, day => day.Sum(move => move.Customers));
        var days = new decimal[Months.Count];
        int customers = 0;
        foreach (DateTime day in Months.Days)
        {
            days[Months.Of(day)] += customers;
            customers += net.GetValueOrDefault(day);
        }

        return [.. Count(LinqMovements.Of(changes, Netting.PerPeriod), (opening, _) => opening).Select((month, i) => month with { AtRisk = days[i] })];
    }

    private static LostOf[] Count(IEnumerable<Movement> movements, Func<int, List<Movement>, decimal> atRisk)
    {
        ILookup<int, Movement> months = movements.ToLookup(move => move.Month);
        var counts = new LostOf[Months.Count];
        int opening = 0;
        for (int month = 0; month < counts.Length; month++)
        {
            List<Movement> moves = [.. months[month]];
            counts[month] = new LostOf(moves.Count(move => move.IsChurn), atRisk(opening, moves));
            opening += moves.Sum(move => move.Customers);
        }

        return counts;
    }
}
