namespace Retention.Metrics.Cohorts;

/// <summary>The totals of all cohorts: the initial totals of each, and its mature cells one after another.</summary>
internal sealed class CohortMatrix<TTotals>(CohortShape shape) : IAnswerTotals, IEquatable<CohortMatrix<TTotals>>
    where TTotals : struct, ICohortTotals<TTotals>
{
    public CohortShape Shape { get; } = shape;

    public TTotals[] Initial { get; } = new TTotals[shape.Rows];

    public TTotals[] Cells { get; } = new TTotals[shape.Cells];

    /// <inheritdoc/>
    public bool IsEmpty => Array.TrueForAll(Initial, one => one.Equals(default));

    /// <summary>The totals that a caller has computed.</summary>
    /// <param name="shape">The shape of the table.</param>
    /// <param name="cohorts">The cohort of each period.</param>
    /// <param name="earlier">The customers from before the first period.</param>
    /// <exception cref="ArgumentException">There is not one cohort for each period, or one has not as many cells as it must have.</exception>
    public static CohortMatrix<TTotals> Of(CohortShape shape, IReadOnlyList<CohortTotals<TTotals>> cohorts, CohortTotals<TTotals> earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        TotalsArgument.RequireOnePerPeriod(shape.Periods, cohorts, nameof(cohorts));
        var matrix = new CohortMatrix<TTotals>(shape);
        for (int row = 0; row < shape.Rows; row++)
        {
            CohortTotals<TTotals>? cohort = row == shape.Earlier ? earlier : cohorts[row];
            if (cohort is null || cohort.Cells.Count != shape.CellsOf(row))
            {
                throw shape.Wrong(row, FormattableString.Invariant($"there are {cohort?.Cells.Count ?? 0} cells, but {shape.CellsOf(row)} columns of periods that have ended; expected one cell for each"));
            }

            matrix.Initial[row] = cohort.Initial;
            Span<TTotals> to = matrix.Row(row);
            for (int column = 0; column < to.Length; column++)
            {
                to[column] = cohort.Cells[column];
            }
        }

        return matrix;
    }

    /// <summary>Refuses totals that contradict each other; the message names the cohort and the period.</summary>
    /// <param name="initial">The first condition that initial totals break, or nothing.</param>
    /// <param name="cell">The first condition that the totals of a cell break, by column and by whether it is of the customers from before the first period, or nothing.</param>
    /// <returns>These totals.</returns>
    /// <exception cref="ArgumentException">A condition is broken.</exception>
    public CohortMatrix<TTotals> Checked(Func<TTotals, string?> initial, Func<CellTotals<TTotals>, int, bool, string?> cell)
    {
        for (int row = 0; row < Shape.Rows; row++)
        {
            TTotals start = Initial[row], previous = start;
            if (initial(start) is { } contradiction)
            {
                throw Shape.Wrong(row, "initial " + contradiction);
            }

            ReadOnlySpan<TTotals> cells = Row(row);
            for (int column = 0; column < cells.Length; column++)
            {
                if (cell(new(cells[column], previous, start), column, row == Shape.Earlier) is { } inCell)
                {
                    throw Shape.Wrong(row, inCell, Shape.Place(row, column).Period);
                }

                previous = cells[column];
            }
        }

        return this;
    }

    /// <summary>Adds the totals of other customers to these.</summary>
    public void Add(CohortMatrix<TTotals> other)
    {
        AddAll(Initial, other.Initial);
        AddAll(Cells, other.Cells);
    }

    /// <summary>The totals of the customers of both.</summary>
    public CohortMatrix<TTotals> Plus(CohortMatrix<TTotals> other)
    {
        var sum = new CohortMatrix<TTotals>(Shape);
        sum.Add(this);
        sum.Add(other);
        return sum;
    }

    /// <summary>The mature cells of a row.</summary>
    public Span<TTotals> Row(int row) => Cells.AsSpan(Shape.FirstCell[row], Shape.CellsOf(row));

    /// <summary>A mature cell, or nothing.</summary>
    public CellTotals<TTotals>? Cell(int row, int column)
    {
        Span<TTotals> cells = Row(row);
        return column < cells.Length ? new(cells[column], column == 0 ? Initial[row] : cells[column - 1], Initial[row]) : null;
    }

    /// <summary>The mature cells of a column together, or nothing where there is none.</summary>
    public CellTotals<TTotals>? Pooled(int column)
    {
        CellTotals<TTotals>? pooled = null;
        for (int row = 0; row < Shape.Earlier; row++)
        {
            if (Cell(row, column) is { } cell)
            {
                pooled = pooled is { } sum ? sum + cell : cell;
            }
        }

        return pooled;
    }

    public bool Equals(CohortMatrix<TTotals>? other) => other is not null && Initial.AsSpan().SequenceEqual(other.Initial) && Cells.AsSpan().SequenceEqual(other.Cells);

    public override bool Equals(object? obj) => Equals(obj as CohortMatrix<TTotals>);

    public override int GetHashCode() => HashCode.Combine(Initial[0], Initial[^1]);

    private static void AddAll(TTotals[] to, TTotals[] from)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }
}
