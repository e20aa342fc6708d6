namespace Retention.Metrics.Buffers;

/// <summary>Arrays of memory that the process has not used yet: much of what reading a large file costs is asking for it.</summary>
internal static class FreshMemory
{
    /// <summary>Makes an array of zeros.</summary>
    /// <remarks>
    /// Of memory that is read before it is written each page would be mapped twice, first to a page of zeros that all share, and the second time would interrupt the
    /// other threads. So zeros are written.
    /// </remarks>
    public static T[] Zeros<T>(int length)
        where T : unmanaged
    {
        T[] made = ToFill<T>(length);
        made.AsSpan().Clear();
        return made;
    }

    /// <summary>Makes an array with any values: the caller writes what is used of it. What is never written takes no memory.</summary>
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
