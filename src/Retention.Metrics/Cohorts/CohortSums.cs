namespace Retention.Metrics.Cohorts;

/// <summary>What the customers of one cell add up to.</summary>
internal interface ICohortSums<TSelf> : IEquatable<TSelf>
    where TSelf : struct, ICohortSums<TSelf>
{
    void Add(in TSelf other);
}

/// <summary>A cell with what its shares are taken of: the column before, and the base.</summary>
internal readonly record struct CohortCell<TSums>(TSums Now, TSums Previous, TSums Base)
    where TSums : struct, ICohortSums<TSums>
{
    public CohortCell<TSums> Plus(in CohortCell<TSums> other)
    {
        (TSums now, TSums previous, TSums start) = this;
        now.Add(other.Now);
        previous.Add(other.Previous);
        start.Add(other.Base);
        return new(now, previous, start);
    }
}

/// <summary>The sums of all cohorts: of each its base, and its mature cells one after another.</summary>
internal sealed class CohortSums<TSums>(CohortShape shape) : IEquatable<CohortSums<TSums>>
    where TSums : struct, ICohortSums<TSums>
{
    public CohortShape Shape { get; } = shape;

    public TSums[] Bases { get; } = new TSums[shape.Rows];

    public TSums[] Cells { get; } = new TSums[shape.Cells];

    /// <summary>One set of sums for each segment, or one for all customers.</summary>
    public static CohortSums<TSums>[] PerSegment(CohortShape shape, SegmentColumn? segments) => [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(_ => new CohortSums<TSums>(shape))];

    public static void AddAll(CohortSums<TSums>[] to, CohortSums<TSums>[] from)
    {
        for (int segment = 0; segment < to.Length; segment++)
        {
            to[segment].Add(from[segment]);
        }
    }

    public void Add(CohortSums<TSums> other)
    {
        AddAll(Bases, other.Bases);
        AddAll(Cells, other.Cells);
    }

    public CohortSums<TSums> Plus(CohortSums<TSums> other)
    {
        var sum = new CohortSums<TSums>(Shape);
        sum.Add(this);
        sum.Add(other);
        return sum;
    }

    /// <summary>The cells of a row.</summary>
    public Span<TSums> Row(int row) => Cells.AsSpan(Shape.FirstCell[row], Shape.CellsOf(row));

    /// <summary>A mature cell, or nothing.</summary>
    public CohortCell<TSums>? Cell(int row, int column)
    {
        Span<TSums> cells = Row(row);
        return column < cells.Length ? new(cells[column], column == 0 ? Bases[row] : cells[column - 1], Bases[row]) : null;
    }

    /// <summary>The mature cells of a column together, or nothing where there is none.</summary>
    public CohortCell<TSums>? Pooled(int column)
    {
        CohortCell<TSums>? pooled = null;
        for (int row = 0; row < Shape.Earlier; row++)
        {
            if (Cell(row, column) is { } cell)
            {
                pooled = pooled is { } sum ? sum.Plus(cell) : cell;
            }
        }

        return pooled;
    }

    public bool Equals(CohortSums<TSums>? other) =>
        other is not null && Shape.Equals(other.Shape) && Bases.AsSpan().SequenceEqual(other.Bases) && Cells.AsSpan().SequenceEqual(other.Cells);

    public override bool Equals(object? obj) => Equals(obj as CohortSums<TSums>);

    public override int GetHashCode() => HashCode.Combine(Shape, Bases[0], Bases[^1]);

    private static void AddAll(TSums[] to, TSums[] from)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i].Add(in from[i]);
        }
    }
}
