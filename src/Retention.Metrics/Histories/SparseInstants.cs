using NodaTime;

namespace Retention.Metrics.Histories;

/// <summary>Instants that only some rows have, or none: nothing is stored before the first, then 8 bytes a row, and more where an instant is finer than a tick.</summary>
internal sealed class SparseInstants
{
    /// <summary>The ticks of a row without an instant.</summary>
    public const long None = long.MinValue;

    private readonly Dictionary<int, byte> nanoseconds = [];
    private ColumnBlocks<long>? ticks;
    private int count;

    /// <summary>Whether no row has an instant.</summary>
    public bool IsEmpty => ticks is null;

    /// <summary>Whether any instant is finer than a tick.</summary>
    public bool HaveNanoseconds => nanoseconds.Count > 0;

    /// <summary>The ticks of all rows: for instants that every row has.</summary>
    public ColumnBlocks<long> Ticks => ticks ?? new ColumnBlocks<long>();

    /// <summary>The instant of a row, if it has one.</summary>
    public Instant? this[int row] => TicksOf(row) is not None and var own ? new FactInstant(own, nanoseconds.GetValueOrDefault(row)).ToInstant() : null;

    /// <summary>Adds the instant of the next row.</summary>
    public void Add(Instant? instant)
    {
        if (instant is { } found)
        {
            var at = FactInstant.Of(found);
            Add(at.Ticks, (byte)at.Nanos);
        }
        else
        {
            Add(None, 0);
        }
    }

    /// <summary>Adds the instant of the next row, in ticks since 1970 and nanoseconds beyond.</summary>
    public void Add(long ownTicks, byte ownNanoseconds)
    {
        if (ownTicks == None)
        {
            ticks?.Add(None);
            count++;
            return;
        }

        if (ticks is null)
        {
            ticks = new ColumnBlocks<long>();
            ticks.Fill(None, count);
        }

        ticks.Add(ownTicks);
        if (ownNanoseconds > 0)
        {
            nanoseconds.Add(count, ownNanoseconds);
        }

        count++;
    }

    /// <summary>Gives the memory of all rows back.</summary>
    public void Release() => ticks?.Release();

    /// <summary>Adds rows without an instant.</summary>
    public void AddNone(int rows)
    {
        if (IsEmpty)
        {
            count += rows;
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            Add(None, 0);
        }
    }

    /// <summary>Compares the instants of two rows; a row without one is before all others.</summary>
    public int Compare(int x, int y)
    {
        int order = TicksOf(x).CompareTo(TicksOf(y));
        return order != 0 || nanoseconds.Count == 0 ? order : nanoseconds.GetValueOrDefault(x).CompareTo(nanoseconds.GetValueOrDefault(y));
    }

    /// <summary>Whether a row has an instant.</summary>
    public bool Has(int row) => TicksOf(row) != None;

    /// <summary>The ticks of a row; <see cref="None"/> where it has no instant.</summary>
    public long TicksOf(int row) => ticks is null ? None : ticks[row];

    /// <summary>The nanoseconds of a row's instant beyond its ticks.</summary>
    public byte NanosecondsOf(int row) => nanoseconds.Count == 0 ? (byte)0 : nanoseconds.GetValueOrDefault(row);
}
