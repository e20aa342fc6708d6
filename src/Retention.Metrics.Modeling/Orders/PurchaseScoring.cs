using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Evaluates a figure once per distinct history and finds it again for each customer.</summary>
internal static class PurchaseScoring
{
    public static double[] ByHistory(RowCounts<PurchaseHistory> rows, Func<PurchaseHistory, double> figure)
    {
        var values = new double[rows.Rows.Length];
        BlockSums.Fill(values, i => figure(rows.Rows[i]));
        return values;
    }

    /// <summary>The position of each customer's history among the distinct ones.</summary>
    public static int[] Positions(PurchaseSummary summary)
    {
        RowCounts<PurchaseHistory> rows = summary.Compressed;
        var found = new Dictionary<PurchaseHistory, int>(rows.Rows.Length);
        for (int i = 0; i < rows.Rows.Length; i++)
        {
            found.Add(rows.Rows[i], i);
        }

        return [.. summary.Customers.Select(customer => found[customer.History])];
    }
}
