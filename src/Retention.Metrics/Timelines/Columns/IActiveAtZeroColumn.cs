namespace Retention.Metrics.Timelines.Columns;

/// <summary>Whether customers can be active at zero revenue. Where none can, that column is never read.</summary>
internal interface IActiveAtZeroColumn
{
    static abstract bool Exists { get; }
}

/// <summary>Revenue 0 is inactive.</summary>
internal readonly struct NoneActiveAtZero : IActiveAtZeroColumn
{
    public static bool Exists => false;
}

/// <summary>A policy keeps customers at zero revenue.</summary>
internal readonly struct SomeActiveAtZero : IActiveAtZeroColumn
{
    public static bool Exists => true;
}
