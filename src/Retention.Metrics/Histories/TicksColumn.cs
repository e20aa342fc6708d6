namespace Retention.Metrics.Histories;

/// <summary>Instants in ticks since 1970: 4 bytes a row as long as all are whole seconds from 1970 to 2106, as most files have them, and then 8.</summary>
internal sealed class TicksColumn
{
    private ColumnBlocks<uint>? seconds = new();
    private ColumnBlocks<long> ticks = new();

    public int Count => seconds is null ? ticks.Count : seconds.Count;

    /// <summary>The first instant of all; the end of time where there is none.</summary>
    public long Earliest { get; private set; } = long.MaxValue;

    /// <summary>The last instant of all; the begin of time where there is none.</summary>
    public long Latest { get; private set; } = long.MinValue;

    /// <summary>The instant of a row.</summary>
    public long this[int row] => seconds is null ? ticks[row] : WholeSeconds.ToTicks(seconds[row]);

    /// <summary>Adds the instant of the next row.</summary>
    public void Add(long instant)
    {
        (Earliest, Latest) = (Math.Min(Earliest, instant), Math.Max(Latest, instant));
        if (seconds is null)
        {
            ticks.Add(instant);
        }
        else if (WholeSeconds.TryOf(instant, out uint own))
        {
            seconds.Add(own);
        }
        else
        {
            Widen(seconds);
            ticks.Add(instant);
        }
    }

    /// <summary>The first and the last instant of some rows; nothing where there are none.</summary>
    public (long First, long Last)? BoundsOf(RowSet some)
    {
        (long first, long last) = (long.MaxValue, long.MinValue);
        foreach (int row in some.Between(0, Count))
        {
            long own = this[row];
            (first, last) = (Math.Min(first, own), Math.Max(last, own));
        }

        return first <= last ? (first, last) : null;
    }

    /// <summary>Adds the instants of the next rows.</summary>
    public void AddRange(ReadOnlySpan<long> instants)
    {
        foreach (long instant in instants)
        {
            Add(instant);
        }
    }

    private void Widen(ColumnBlocks<uint> narrow)
    {
        for (int row = 0; row < narrow.Count; row++)
        {
            ticks.Add(WholeSeconds.ToTicks(narrow[row]));
        }

        seconds = null;
    }
}
