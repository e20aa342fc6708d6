namespace Retention.Metrics.Rivals.Jobs;

/// <summary>What happened in a month: amounts in minor units, and customers.</summary>
internal struct MonthMovements
{
    public long New;
    public long Expansion;
    public long Contraction;
    public long Churn;
    public long Reactivation;
    public long NewCustomers;
    public long ChurnedCustomers;
    public long ReactivatedCustomers;
}

/// <summary>From the movements of each month to the rows of J1.</summary>
internal static class RollForwardAnswer
{
    public static IReadOnlyList<ResultRow> Of(ReadOnlySpan<MonthMovements> months)
    {
        var rows = new ResultRow[months.Length];
        long opening = 0, customers = 0;
        for (int month = 0; month < months.Length; month++)
        {
            MonthMovements m = months[month];
            long closing = opening + m.New + m.Expansion - m.Contraction - m.Churn + m.Reactivation;
            long closingCustomers = customers + m.NewCustomers - m.ChurnedCustomers + m.ReactivatedCustomers;
            rows[month] = new ResultRow(
                [
                    Months.Number(month), opening, m.New, m.Expansion, m.Contraction, m.Churn, m.Reactivation, closing,
                    customers, m.NewCustomers, m.ChurnedCustomers, m.ReactivatedCustomers, closingCustomers,
                ],
                Share(m.ChurnedCustomers, customers),
                Share(m.Contraction + m.Churn, opening),
                Share(m.Contraction + m.Churn - m.Expansion, opening),
                Share(opening - m.Contraction - m.Churn, opening),
                Share(opening + m.Expansion - m.Contraction - m.Churn, opening));
            (opening, customers) = (closing, closingCustomers);
        }

        return rows;
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
