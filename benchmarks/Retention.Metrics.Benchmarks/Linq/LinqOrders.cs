using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Linq;

/// <summary>What the orders of a month add up to.</summary>
public sealed record LinqOrderTotals(long Orders, decimal Revenue, long Customers, long Repeat)
{
    /// <summary>The same figures of the library's answer.</summary>
    public static LinqOrderTotals Of(OrderMetricsRow row) => new(row.Orders, row.Revenue.Amount, row.UniqueCustomers, row.RepeatCustomers);
}

/// <summary>Recency, frequency and value of a customer.</summary>
public readonly record struct CustomerValue(int Frequency, int Recency, int Age, decimal RepeatRevenue);

/// <summary>Order metrics as one writes them over records of orders. There is no time zone, no refund and no returning customer.</summary>
internal static class LinqOrders
{
    private static readonly LinqOrderTotals Nothing = new(0, 0m, 0, 0);

    public static LinqOrderTotals[] Metrics(IEnumerable<Purchase> purchases)
    {
        var months = purchases.GroupBy(purchase => Months.Of(purchase.At)).ToDictionary(
            month => month.Key,
            month => new LinqOrderTotals(
                month.Count(),
                month.Sum(purchase => purchase.Amount),
                month.Select(purchase => purchase.Customer).Distinct().Count(),
                month.GroupBy(purchase => purchase.Customer).Count(own => own.Count() >= 2)));
        return [.. Enumerable.Range(0, Months.Count).Select(month => months.GetValueOrDefault(month, Nothing))];
    }

    public static IReadOnlyDictionary<string, LinqOrderTotals[]> MetricsByPlan(IEnumerable<Purchase> purchases) =>
        purchases.GroupBy(purchase => Plans.Of(purchase.Customer)).ToDictionary(plan => plan.Key, Metrics);

    public static decimal MedianDaysBetween(IEnumerable<Purchase> purchases)
    {
        List<int> days = [.. purchases.GroupBy(purchase => purchase.Customer)
            .Select(own => own.Select(purchase => purchase.At.Date).Order().ToList())
            .SelectMany(own => own.Zip(own.Skip(1), (one, next) => (next - one).Days))
            .Order()];
        return (days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2m;
    }

    public static Ratio[] RepeatWithin(IEnumerable<Purchase> purchases, int days)
    {
        var known = purchases.GroupBy(purchase => purchase.Customer)
            .Select(own => own.Select(purchase => purchase.At).Order().Take(2).ToList())
            .Where(own => own[0].AddDays(days) < Months.End)
            .GroupBy(own => Months.Of(own[0]))
            .ToDictionary(month => month.Key, month => Ratio.Of(month.Count(own => own.Count > 1 && own[1] <= own[0].AddDays(days)), month.Count()));
        return [.. Enumerable.Range(0, Months.Count).Select(month => known.GetValueOrDefault(month, Ratio.Of(0m, 0m)))];
    }

    public static List<(int Customer, int Month, decimal Revenue)> Contributions(IEnumerable<Purchase> purchases) =>
        [.. purchases.GroupBy(purchase => (purchase.Customer, Month: Months.Of(purchase.At))).Select(own => (own.Key.Customer, own.Key.Month, own.Sum(purchase => purchase.Amount)))];

    public static Dictionary<int, CustomerValue> Values(IEnumerable<Purchase> purchases, DateTime end) =>
        purchases.GroupBy(purchase => purchase.Customer).ToDictionary(own => own.Key, own =>
        {
            var days = own.GroupBy(purchase => purchase.At.Date).OrderBy(day => day.Key).ToList();
            return new CustomerValue(
                days.Count - 1,
                (days[^1].Key - days[0].Key).Days,
                (end - days[0].Key).Days,
                days.Skip(1).Sum(day => day.Sum(purchase => purchase.Amount)));
        });
}
