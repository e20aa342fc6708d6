namespace Retention.Metrics.Buffers;

/// <summary>Arrays for hash tables.</summary>
/// <remarks>
/// A search reads a slot before anything is written there. Of memory that is new to the process each page would be mapped twice, first to a page of zeros
/// that all share, and the second time would interrupt the other threads. So zeros are written.
/// </remarks>
internal static class FreshMemory
{
    /// <summary>Makes an array and writes its zeros.</summary>
    public static T[] Array<T>(int length)
        where T : unmanaged
    {
        T[] made = ToFill<T>(length);
        made.AsSpan().Clear();
        return made;
    }

    /// <summary>Makes an array that is read at random, with any values: the caller writes what is used of it.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="pinned">Whether it is never moved.</param>
    public static T[] ToFill<T>(int length, bool pinned = false)
        where T : unmanaged
    {
        T[] made = GC.AllocateUninitializedArray<T>(length, pinned);
        HugePages.RequestFor(made);
        return made;
    }
}
