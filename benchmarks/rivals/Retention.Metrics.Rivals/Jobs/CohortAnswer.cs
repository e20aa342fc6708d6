namespace Retention.Metrics.Rivals.Jobs;

/// <summary>What changed in a cohort in a month.</summary>
internal readonly record struct CohortChange(long Customers, long Mrr);

/// <summary>From changes per cohort and month to the rows of J2.</summary>
internal static class CohortAnswer
{
    /// <param name="sizes">Customers of each cohort.</param>
    /// <param name="changes">The change of paying customers and of MRR, cohort by cohort, month by month.</param>
    public static IReadOnlyList<ResultRow> OfChanges(ReadOnlySpan<long> sizes, ReadOnlySpan<CohortChange> changes)
    {
        var rows = new List<ResultRow>();
        for (int cohort = 0; cohort < Months.Count; cohort++)
        {
            long customers = 0, mrr = 0;
            for (int month = cohort; month < Months.Count; month++)
            {
                customers += changes[(cohort * Months.Count) + month].Customers;
                mrr += changes[(cohort * Months.Count) + month].Mrr;
                rows.Add(Row(cohort, sizes[cohort], month, customers, mrr));
            }
        }

        return rows;
    }

    public static ResultRow Row(int cohort, long size, int month, long customers, long mrr) => new([Months.Number(cohort), size, month - cohort, customers, mrr]);
}
