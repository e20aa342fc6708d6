using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Library;

/// <summary>From the library's answers to the rows all rivals give: amounts in minor units, rates as they are in the answer.</summary>
internal static class OurAnswers
{
    private const long MillionthsPerCent = 10_000;

    public static IReadOnlyList<ResultRow> Rows(RollForward answer) => [.. answer.Select((row, month) => new ResultRow(
        [
            Months.Number(month), Cents(row.OpeningMrr), Cents(row.NewMrr), Cents(row.ExpansionMrr), Cents(row.ContractionMrr), Cents(row.ChurnMrr), Cents(row.ReactivationMrr), Cents(row.ClosingMrr),
            row.OpeningCustomers, row.NewCustomers, row.ChurnedCustomers, row.ReactivatedCustomers, row.ClosingCustomers,
        ],
        Number(row.CustomerChurnRate),
        Number(row.GrossMrrChurnRate),
        Number(row.NetMrrChurnRate),
        Number(row.GrossRevenueRetention),
        Number(row.NetRevenueRetention)))];

    public static IReadOnlyList<ResultRow> Rows(RevenueCohortTable answer) => [.. answer.SelectMany((cohort, first) => Enumerable.Range(0, Months.Count - first).Select(column =>
    {
        RevenueCohortCell cell = cohort[column]!;
        return CohortAnswer.Row(first, cohort.Size, first + column, cell.Customers, Cents(cell.Mrr));
    }))];

    public static IReadOnlyList<ResultRow> Rows(OrderMetrics answer) => [.. answer.Select((row, month) => new ResultRow(
        [Months.Number(month), row.Orders, Cents(row.Revenue), row.UniqueCustomers, row.RepeatCustomers, row.ReturningCustomers],
        (double?)row.AverageOrderValue.Value * 100,
        Number(row.PurchaseFrequency),
        Number(row.ReturningCustomerRate)))];

    /// <param name="answer">The summary.</param>
    /// <param name="idOf">The id of a customer, by the key under which the orders has them.</param>
    public static IReadOnlyList<ResultRow> Rows<TKey>(RfmTable answer, Func<TKey, int> idOf)
        where TKey : notnull
    {
        ReadOnlySpan<int> frequency = answer.Frequency, recency = answer.RecencyDays, age = answer.AgeDays;
        ReadOnlySpan<long> spend = answer.RepeatRevenueMillionths;
        TKey[] customers = GC.AllocateUninitializedArray<TKey>(answer.Count);
        answer.CopyCustomersTo<TKey>(customers);
        SummaryAnswer sums = default;
        for (int i = 0; i < customers.Length; i++)
        {
            long cents = spend[i] / MillionthsPerCent;
            sums.Add(idOf(customers[i]), frequency[i], recency[i], age[i], cents, frequency[i] > 0 ? (double)cents / frequency[i] : 0);
        }

        return sums.Rows();
    }

    private static long Cents(RecurringRevenue revenue) => Cents(revenue.Monthly);

    private static long Cents(Money money) => Cents(money.Amount);

    private static long Cents(decimal amount) => (long)(amount * 100m);

    private static double? Number(Ratio ratio) => (double?)ratio.Value;
}
