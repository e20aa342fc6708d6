using System.Numerics;

namespace Retention.Metrics.Cohorts;

/// <summary>Where an aggregate stores the totals of each segment, cohort and cell, in two arrays for all segments.</summary>
/// <remarks>The initial totals of a segment are by row, its cells as <see cref="CohortShape"/> orders them; segments are stored one after another.</remarks>
internal sealed class CohortLayout
{
    private readonly CohortShape shape;
    private readonly int[]? segmentOf;
    private readonly Row[] rows;

    public CohortLayout(CohortShape shape, SegmentColumn? segments)
    {
        this.shape = shape;
        Segments = segments?.Segments.Length ?? 1;
        segmentOf = segments?.SegmentOf;
        Periods = PeriodIndex.Over(shape.Periods);
        rows = [.. Enumerable.Range(0, shape.Rows).Select(RowOf)];
        AsOf = shape.AsOf.ToUnixTimeTicks();
    }

    public CohortShape Shape => shape;

    /// <summary>The number of segments; 1 where customers are not segmented.</summary>
    public int Segments { get; }

    public PeriodIndex Periods { get; }

    /// <summary>The instant from which on nothing is known.</summary>
    public long AsOf { get; }

    /// <summary>The instant before which a customer must begin to be in a cohort.</summary>
    public long End => Math.Min(AsOf, Periods.Bounds[^1]);

    /// <summary>The rows of a segment.</summary>
    public ReadOnlySpan<Row> Rows => rows;

    /// <summary>The segment of each customer; empty where customers are not segmented.</summary>
    public ReadOnlySpan<int> SegmentOf => segmentOf;

    /// <summary>The totals of each segment.</summary>
    /// <param name="sums">The sums of all segments.</param>
    /// <param name="totals">The totals of a sum.</param>
    public CohortMatrix<TTotals>[] MatricesOf<TSum, TTotals>(CohortSums<TSum> sums, Func<TSum, TTotals> totals)
        where TSum : struct, IAdditionOperators<TSum, TSum, TSum>
        where TTotals : struct, ICohortTotals<TTotals>
    {
        var matrices = new CohortMatrix<TTotals>[Segments];
        for (int segment = 0; segment < matrices.Length; segment++)
        {
            matrices[segment] = new CohortMatrix<TTotals>(shape);
            Copy(sums.Initial.AsSpan(segment * shape.Rows, shape.Rows), matrices[segment].Initial, totals);
            Copy(sums.Cells.AsSpan(segment * shape.Cells, shape.Cells), matrices[segment].Cells, totals);
        }

        return matrices;
    }

    private static void Copy<TSum, TTotals>(ReadOnlySpan<TSum> from, TTotals[] to, Func<TSum, TTotals> totals)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = totals(from[i]);
        }
    }

    // A row without a mature cell ends before it begins.
    private Row RowOf(int row)
    {
        int first = shape.FirstPeriodOf(row), count = shape.CellsOf(row);
        return new Row(shape.FirstCell[row] - first, first + count - 1, count == 0 ? long.MinValue : Periods.Bounds[first + count]);
    }

    /// <summary>A row of the first segment.</summary>
    /// <param name="CellOfPeriod0">The index of the cell of a period, less the period.</param>
    /// <param name="LastPeriod">The period of the last mature cell.</param>
    /// <param name="End">The end of that period.</param>
    internal readonly record struct Row(int CellOfPeriod0, int LastPeriod, long End);
}
