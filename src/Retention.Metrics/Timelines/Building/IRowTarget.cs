using System.Runtime.CompilerServices;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Where rows are written.</summary>
internal interface IRowTarget
{
    /// <summary>Writes a row to a place.</summary>
    void Put(int place, in LedgerRow row);
}

/// <summary>Rows that are written whole.</summary>
internal readonly struct WholeRows(LedgerRow[] rows) : IRowTarget
{
    public LedgerRow[] Rows => rows;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int place, in LedgerRow row) => rows[place] = row;
}
