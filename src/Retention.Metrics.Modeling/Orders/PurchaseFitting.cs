using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Starts and edges that the purchase models share.</summary>
internal static class PurchaseFitting
{
    // A gamma or beta distribution with a shape beyond this is a single value for every purpose.
    public const double Unbounded = 1e4;
    public const double Vanishing = 1e-4;

    /// <summary>The rate of purchases while observed, never 0: half a purchase stands in where there is none.</summary>
    public static double Rate(RowCounts<PurchaseHistory> rows)
    {
        double purchases = 0.0;
        double time = 0.0;
        for (int i = 0; i < rows.Rows.Length; i++)
        {
            purchases += (double)rows.Counts[i] * rows.Rows[i].Frequency;
            time += rows.Counts[i] * rows.Rows[i].Age;
        }

        return Math.Max(purchases, 0.5) / Math.Max(time, double.Epsilon);
    }

    public static RowCounts<PurchaseHistory> Compress(PurchaseSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        RowCounts<PurchaseHistory> rows = summary.Compressed;
        if (rows.Rows.Length == 0)
        {
            throw new ArgumentException("A model is fitted to at least one customer; the summary has none.", nameof(summary));
        }

        return rows;
    }

    /// <summary>Four starts that bracket what is usual, with the rate of purchases that the data show.</summary>
    public static double[][] DropoutStarts(RowCounts<PurchaseHistory> rows)
    {
        double rate = Rate(rows);
        return
        [
            [0.5, 0.3 / rate, 0.8, 2.5],
            [1.0, 0.7 / rate, 1.0, 1.0],
            [0.2, 0.1 / rate, 0.3, 5.0],
            [4.0, 3.0 / rate, 0.5, 10.0],
        ];
    }

    /// <summary>The edges of the models with dropout at purchases; parameters r, α, a, b.</summary>
    public static BoundaryRule[] DropoutBoundaries { get; } =
    [
        new("dropout or none at all", "a and b tend to 0: some customers leave at once, the others never", p => p[2] < Vanishing && p[3] < Vanishing),
        new("NBD without dropout", "a tends to 0 against b: no customer is seen to leave", p => p[2] < Vanishing * Math.Max(1.0, p[3])),
        new("one dropout probability for all", "a and b grow without bound", p => p[2] > Unbounded && p[3] > Unbounded),
        new("one purchase rate for all", "r and alpha grow without bound", p => p[0] > Unbounded),
    ];
}
