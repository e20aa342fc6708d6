namespace Retention.Metrics.Ids;

/// <summary>Arrays of zeros for hash tables.</summary>
/// <remarks>
/// A search reads a slot before anything is written there. Of memory that is new to the process each page would be mapped twice, first to a page of zeros
/// that all share, and the second time would interrupt the other threads.
/// </remarks>
internal static class FreshMemory
{
    /// <summary>Makes an array and writes its zeros.</summary>
    public static T[] Array<T>(int length)
        where T : unmanaged => Cleared(GC.AllocateUninitializedArray<T>(length));

    /// <summary>Makes an array that is never moved, and writes its zeros.</summary>
    public static T[] Pinned<T>(int length)
        where T : unmanaged => Cleared(GC.AllocateUninitializedArray<T>(length, pinned: true));

    private static T[] Cleared<T>(T[] made)
    {
        made.AsSpan().Clear();
        return made;
    }
}
