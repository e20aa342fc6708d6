using System.Collections.Immutable;
using System.Numerics;

namespace Retention.Metrics.Churn;

/// <summary>Counts customers by month of tenure.</summary>
internal sealed class TenureTable
{
    private readonly SortedDictionary<int, (long AtRisk, long Churned)> months = [];

    public void Add(int month, long atRisk, long churned)
    {
        (long AtRisk, long Churned) before = months.GetValueOrDefault(month);
        months[month] = (before.AtRisk + atRisk, before.Churned + churned);
    }

    public ImmutableArray<TenureRisk> ToArray() => [.. months.Select(entry => new TenureRisk(entry.Key, entry.Value.AtRisk, entry.Value.Churned))];
}
