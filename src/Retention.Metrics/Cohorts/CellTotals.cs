namespace Retention.Metrics.Cohorts;

/// <summary>The totals of a cell, and the totals of which its shares are taken.</summary>
/// <param name="Now">The totals of the cell.</param>
/// <param name="Previous">The totals of the column before; for column 0 the initial ones.</param>
/// <param name="Initial">The totals right after the first payments, or at the first orders.</param>
internal readonly record struct CellTotals<TTotals>(TTotals Now, TTotals Previous, TTotals Initial)
    where TTotals : struct, ICohortTotals<TTotals>
{
    public static CellTotals<TTotals> operator +(CellTotals<TTotals> left, CellTotals<TTotals> right) =>
        new(left.Now + right.Now, left.Previous + right.Previous, left.Initial + right.Initial);
}
