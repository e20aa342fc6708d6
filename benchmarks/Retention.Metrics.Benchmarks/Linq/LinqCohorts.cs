using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Linq;

/// <summary>The position of a cell in a cohort table.</summary>
public readonly record struct CellPlace(int Cohort, int Column);

/// <summary>A cell of a cohort of subscribers.</summary>
public readonly record struct SubscriberCell(long Size, long Customers, decimal Mrr);

/// <summary>A cell of a cohort of buyers.</summary>
public readonly record struct BuyerCell(long Customers, long Orders, decimal Revenue);

/// <summary>Monthly cohorts as one writes them over records. There is no gross MRR, no as-of instant and no time zone.</summary>
internal static class LinqCohorts
{
    // Who has not paid yet is in no cohort.
    public static Dictionary<CellPlace, SubscriberCell> OfSubscribers(IEnumerable<Change> changes) =>
        changes.GroupBy(change => change.Customer)
            .Select(own => (Paid: own.Where(change => change.Mrr > 0m).Select(change => change.At).DefaultIfEmpty(Months.End).Min(), MonthEnds: LinqMovements.MonthEnds(own)))
            .Where(own => own.Paid < Months.End)
            .GroupBy(own => Months.Of(own.Paid))
            .SelectMany(cohort => Enumerable.Range(cohort.Key, Months.Count - cohort.Key).Select(month => (
                Place: new CellPlace(cohort.Key, month - cohort.Key),
                Cell: new SubscriberCell(cohort.Count(), cohort.Count(own => own.MonthEnds[month] > 0m), cohort.Sum(own => own.MonthEnds[month])))))
            .ToDictionary(cell => cell.Place, cell => cell.Cell);

    public static Dictionary<CellPlace, BuyerCell> OfBuyers(IReadOnlyCollection<Purchase> purchases)
    {
        var cohortOf = purchases.GroupBy(purchase => purchase.Customer).ToDictionary(own => own.Key, own => Months.Of(own.Min(purchase => purchase.At)));
        return purchases
            .GroupBy(purchase => new CellPlace(cohortOf[purchase.Customer], Months.Of(purchase.At) - cohortOf[purchase.Customer]))
            .ToDictionary(cell => cell.Key, cell => new BuyerCell(cell.Select(purchase => purchase.Customer).Distinct().Count(), cell.Count(), cell.Sum(purchase => purchase.Amount)));
    }

    public static IReadOnlyDictionary<string, Dictionary<CellPlace, SubscriberCell>> OfSubscribersByPlan(IEnumerable<Change> changes) =>
        changes.GroupBy(change => Plans.Of(change.Customer)).ToDictionary(plan => plan.Key, OfSubscribers);

    /// <summary>Holds the library's answer to the cells; one it has beyond them says that nobody is there.</summary>
    public static void MustAgree(IReadOnlyDictionary<CellPlace, SubscriberCell> expected, RevenueCohortTable found)
    {
        foreach (CellPlace place in Places)
        {
            RevenueCohortCell cell = found[place.Cohort][place.Column]!;
            Answers.MustAgree(place.ToString(), expected.GetValueOrDefault(place), new SubscriberCell(found[place.Cohort].Size, cell.Customers, cell.Mrr.Monthly.Amount));
        }
    }

    /// <inheritdoc cref="MustAgree(IReadOnlyDictionary{CellPlace, SubscriberCell}, RevenueCohortTable)"/>
    public static void MustAgree(IReadOnlyDictionary<CellPlace, BuyerCell> expected, OrderCohortTable found)
    {
        foreach (CellPlace place in Places)
        {
            OrderCohortCell cell = found[place.Cohort][place.Column]!;
            Answers.MustAgree(place.ToString(), expected.GetValueOrDefault(place), new BuyerCell(cell.Customers, cell.Orders, cell.Revenue.Amount));
        }
    }

    private static IEnumerable<CellPlace> Places =>
        from cohort in Enumerable.Range(0, Months.Count)
        from column in Enumerable.Range(0, Months.Count - cohort)
        select new CellPlace(cohort, column);
}
