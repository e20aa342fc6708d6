using NodaTime;

namespace Retention.Metrics.Cohorts;

/// <summary>The cohorts and columns of a table, and which of its cells are mature: only those are stored.</summary>
/// <remarks>
/// The column k of a cohort is the period k after its own. One more row holds the customers who began before the first period; its columns are
/// all periods.
/// </remarks>
internal sealed class CohortShape
{
    /// <summary>The largest count of customers or orders in a cell: the sum over as many cells as there can be fits into 64 bits.</summary>
    public const long LargestCount = (1L << 39) - 1;

    // About a gigabyte of totals.
    private const int MostCells = 1 << 24;

    private readonly int[] firstCell;

    public CohortShape(ReportingPeriods periods, Instant? asOf, int? columns, int segments)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (columns < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(columns), columns, "The number of columns must be at least 1.");
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
                throw new ArgumentOutOfRangeException(nameof(columns), columns, FormattableString.Invariant($"{periods.Count} cohorts in {segments} segments have more than {MostCells} cells with so many columns; expected fewer columns, longer periods or fewer segments."));
            }

            firstCell[row + 1] = (int)cells;
        }
    }

    public ReportingPeriods Periods { get; }

    /// <summary>The instant from which on nothing is known.</summary>
    public Instant AsOf { get; }

    /// <summary>The number of columns of a cohort.</summary>
    public int Columns { get; }

    /// <summary>The number of periods that have ended.</summary>
    public int Mature { get; }

    /// <summary>The row of the customers who began before the first period.</summary>
    public int Earlier => Periods.Count;

    public int Rows => Periods.Count + 1;

    public int Cells => firstCell[^1];

    /// <summary>The index of the first cell of each row; the cells of a row end where those of the next one start.</summary>
    public ReadOnlySpan<int> FirstCell => firstCell;

    /// <summary>The number of mature cells of a row.</summary>
    public int CellsOf(int row) => firstCell[row + 1] - firstCell[row];

    /// <summary>The period of a row's first cell.</summary>
    public int FirstPeriodOf(int row) => row == Earlier ? 0 : row;

    /// <summary>The number of columns of a row.</summary>
    public int ColumnsOf(int row) => row == Earlier ? Periods.Count : Columns;

    /// <summary>The period of a row; nothing for the customers from before the first period.</summary>
    public ReportingPeriod? PeriodOf(int row) => row == Earlier ? null : Periods[row];

    /// <summary>The name of a row.</summary>
    public string NameOf(int row) => PeriodOf(row)?.Name ?? "earlier";

    /// <summary>The place of a mature cell.</summary>
    public CohortPlace Place(int row, int column) => new(column, Periods[FirstPeriodOf(row) + column]);

    /// <summary>The exception for totals that contradict each other.</summary>
    /// <param name="row">The cohort.</param>
    /// <param name="contradiction">The broken condition.</param>
    /// <param name="period">The period of the cell, where it is of one.</param>
    public ArgumentException Wrong(int row, string contradiction, ReportingPeriod? period = null) => new(
        FormattableString.Invariant($"Totals of cohort {NameOf(row)}{(period is null ? "" : " in period " + period.Name)}: {contradiction}."),
        row == Earlier ? "earlier" : "cohorts");
}
