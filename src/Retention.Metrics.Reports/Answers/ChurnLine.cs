namespace Retention.Metrics.Reports.Answers;

/// <summary>The churn of one reason, or after one trigger, over several periods.</summary>
/// <param name="Code">The name in JSON.</param>
/// <param name="Name">The name that people read.</param>
/// <param name="Customers">The churned customers.</param>
/// <param name="Mrr">The churned MRR.</param>
internal sealed record ChurnLine(string Code, string Name, long Customers, RecurringRevenue Mrr)
{
    public static IReadOnlyList<ChurnLine> Of(ChurnByReason reasons) => Sums(
        reasons.Currency,
        reasons.SelectMany(row => row.Reasons.Select(reason => (reason.Code, Name: reason.Code, Share: row.Of(reason)))));

    public static IReadOnlyList<ChurnLine> Of(ChurnByTrigger triggers) => Sums(
        triggers.Currency,
        triggers.SelectMany(row => row.Triggers.Select(trigger => (trigger.Name, Name: trigger == ChurnTrigger.None ? "none of these" : trigger.Name, Share: row.Of(trigger)))));

    private static IReadOnlyList<ChurnLine> Sums(Currency currency, IEnumerable<(string Code, string Name, ChurnShare Share)> shares) =>
    [
        .. shares
            .GroupBy(one => one.Code, StringComparer.Ordinal)
            .Select(same => new ChurnLine(
                same.Key,
                same.First().Name,
                same.Sum(one => one.Share.ChurnedCustomers),
                same.Aggregate(RecurringRevenue.Zero(currency), (sum, one) => sum + one.Share.ChurnMrr)))
            .OrderByDescending(line => line.Mrr)
            .ThenByDescending(line => line.Customers)
            .ThenBy(line => line.Code, StringComparer.Ordinal),
    ];
}
