using NodaTime;

namespace Retention.Metrics.Cohorts;

/// <summary>Which cohorts and columns a table has, and which of its cells are mature. Only those are kept.</summary>
/// <remarks>
/// A cohort's column k is the period k after its own, so its cells run along the periods. One more row takes those who came before the first
/// period; its cells are simply by period.
/// </remarks>
internal sealed class CohortShape : IEquatable<CohortShape>
{
    // About a gigabyte of sums; a table that large is nobody's report.
    private const int MostCells = 1 << 24;

    private readonly int[] firstCell;

    public CohortShape(ReportingPeriods periods, Instant? asOf, int? columns, int segments)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (columns < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(columns), columns, "At least one column.");
        }

        Periods = periods;
        AsOf = asOf ?? periods.End;
        Columns = Math.Min(columns ?? periods.Count, periods.Count);
        while (Mature < periods.Count && periods[Mature].End <= AsOf)
        {
            Mature++;
        }

        firstCell = new int[periods.Count + 2];
        long cells = 0;
        for (int row = 0; row <= periods.Count; row++)
        {
            cells += row == Earlier ? Mature : Math.Clamp(Mature - row, 0, Columns);
            if (cells * segments > MostCells)
            {
                throw new ArgumentOutOfRangeException(nameof(columns), columns, FormattableString.Invariant($"{periods.Count} cohorts in {segments} segments have more than {MostCells} cells with so many columns; ask for fewer columns, longer periods or fewer segments."));
            }

            firstCell[row + 1] = (int)cells;
        }
    }

    public ReportingPeriods Periods { get; }

    /// <summary>What happened at it or later is not known.</summary>
    public Instant AsOf { get; }

    /// <summary>The most columns a cohort has.</summary>
    public int Columns { get; }

    /// <summary>How many periods have ended.</summary>
    public int Mature { get; }

    /// <summary>The row of those who came before the first period.</summary>
    public int Earlier => Periods.Count;

    public int Rows => Periods.Count + 1;

    public int Cells => firstCell[^1];

    /// <summary>Where the cells of a row start; they end where those of the next start.</summary>
    public ReadOnlySpan<int> FirstCell => firstCell;

    /// <summary>The number of mature cells of a row.</summary>
    public int CellsOf(int row) => firstCell[row + 1] - firstCell[row];

    /// <summary>The period of a row's first cell.</summary>
    public int FirstPeriodOf(int row) => row == Earlier ? 0 : row;

    public bool Equals(CohortShape? other) => other is not null && Columns == other.Columns && AsOf == other.AsOf && Periods.Equals(other.Periods);

    public override bool Equals(object? obj) => Equals(obj as CohortShape);

    public override int GetHashCode() => HashCode.Combine(Columns, AsOf, Periods);
}
