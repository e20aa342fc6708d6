using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Linq;

/// <summary>What a customer paid before and after a month, a day or a change.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Start">When the month or the day starts, or the change happens.</param>
/// <param name="From">What was paid before.</param>
/// <param name="To">What is paid after.</param>
/// <param name="PaidBefore">Whether anything was ever paid before.</param>
/// <param name="Paid">Whether anything was paid at some time within.</param>
public readonly record struct Movement(int Customer, DateTime Start, decimal From, decimal To, bool PaidBefore, bool Paid)
{
    public int Month => Months.Of(Start);

    public bool IsChurn => From > 0m && To == 0m;

    /// <summary>1 for a customer who comes, −1 for one who goes.</summary>
    public int Customers => (To > 0m ? 1 : 0) - (From > 0m ? 1 : 0);
}

/// <summary>Movements as one writes them over records of changes. It knows no time zone, no policy and no several subscriptions of one customer.</summary>
internal static class LinqMovements
{
    public static IEnumerable<Movement> Of(IEnumerable<Change> changes, Netting netting) =>
        changes.GroupBy(change => change.Customer).SelectMany(own => OfCustomer(own.OrderBy(change => change.At), netting));

    /// <summary>What a customer pays at the end of each month.</summary>
    public static decimal[] MonthEnds(IEnumerable<Change> own)
    {
        var ends = new decimal[Months.Count];
        foreach (Change change in own.OrderBy(change => change.At))
        {
            ends.AsSpan(Months.Of(change.At)..).Fill(change.Mrr);
        }

        return ends;
    }

    private static IEnumerable<Movement> OfCustomer(IEnumerable<Change> own, Netting netting)
    {
        decimal balance = 0m;
        bool paidBefore = false;
        foreach (IGrouping<DateTime, Change> interval in own.GroupBy(change => StartOf(change.At, netting)))
        {
            decimal after = interval.Last().Mrr;
            bool paid = interval.Any(change => change.Mrr > 0m);
            yield return new Movement(interval.First().Customer, interval.Key, balance, after, paidBefore, paid);
            (balance, paidBefore) = (after, paidBefore || paid);
        }
    }

    private static DateTime StartOf(DateTime at, Netting netting) => netting switch
    {
        Netting.PerPeriod => new DateTime(at.Year, at.Month, 1, 0, 0, 0, DateTimeKind.Utc),
        Netting.PerDay => at.Date,
        _ => at,
    };
}
