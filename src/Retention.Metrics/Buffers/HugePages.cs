using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Buffers;

/// <summary>Asks the system to map memory that is read at random in large pages, where it does so on request.</summary>
/// <remarks>
/// With pages of 4 KB most reads of a large table also miss the processor's table of pages, and then memory is read again. A page of 2 MB is found there, and is
/// cleared at once: a fifth of the time of 512 small pages. The request changes no value, and where it is not granted nothing else happens.
/// </remarks>
internal static partial class HugePages
{
    /// <summary>The size of a large page, and what one begins at a multiple of.</summary>
    public const int Size = 1 << 21;

    private const int AdviseNotNeeded = 4;
    private const int AdviseHugePages = 14;
    private const nuint SmallPage = 1 << 12;

    private static bool isRefused = !OperatingSystem.IsLinux();

    /// <summary>Requests large pages for an array that has not been written to yet.</summary>
    public static unsafe void RequestFor<T>(T[] fresh)
        where T : unmanaged
    {
        if (isRefused || fresh.Length < Size / Unsafe.SizeOf<T>())
        {
            return;
        }

        // A request for memory that was moved meanwhile is harmless, and so is one for the pages that are shared with neighbors: where these have requested large
        // pages too, the memory of both is one area, in which a large page may hold the end of one and the start of the other.
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(fresh));
        nuint end = start + ((nuint)fresh.Length * (nuint)Unsafe.SizeOf<T>());
        start &= ~(SmallPage - 1);
        end = (end + SmallPage - 1) & ~(SmallPage - 1);
        try
        {
            _ = Advise(start, end - start, AdviseHugePages);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            isRefused = true;
        }
    }

    /// <summary>Gives the memory of an array back to the system: what comes next takes the same pages, which are at hand. Every value becomes 0.</summary>
    /// <remarks>Until the collector finds an array that is let go, its memory is of no use to anybody, and that may be long after the last byte of a large file is read.</remarks>
    /// <param name="done">An array that nobody reads or writes any more.</param>
    public static unsafe void GiveBack<T>(T[] done)
        where T : unmanaged
    {
        if (isRefused || done.Length < Size / Unsafe.SizeOf<T>())
        {
            return;
        }

        // Only pages that are the array's alone, and it must not be moved meanwhile.
        fixed (T* first = done)
        {
            nuint start = ((nuint)first + SmallPage - 1) & ~(SmallPage - 1);
            nuint end = ((nuint)first + ((nuint)done.Length * (nuint)Unsafe.SizeOf<T>())) & ~(SmallPage - 1);
            _ = Advise(start, end - start, AdviseNotNeeded);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint start, nuint length, int advice);
}
