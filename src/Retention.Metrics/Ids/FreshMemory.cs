namespace Retention.Metrics.Ids;

/// <summary>Arrays of zeros for hash tables.</summary>
internal static class FreshMemory
{
    /// <summary>Makes an array and writes its zeros.</summary>
    /// <remarks>
    /// A search reads a slot before anything is written there. Of memory that is new to the process each page would be mapped twice, first to a page of zeros
    /// that all share, and the second time would interrupt the other threads.
    /// </remarks>
    public static T[] Array<T>(int length)
        where T : unmanaged
    {
        T[] made = GC.AllocateUninitializedArray<T>(length);
        made.AsSpan().Clear();
        return made;
    }
}
