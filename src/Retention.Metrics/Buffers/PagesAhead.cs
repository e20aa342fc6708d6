using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Buffers;

/// <summary>The pages that will be written soon: threads that would wait for work map them meanwhile.</summary>
/// <remarks>
/// Mapping a large page takes up to milliseconds. Where one thread fills a column with what others have computed, these would run out of work each time it comes to a
/// page, and have nothing to do until it goes on.
/// </remarks>
internal static class PagesAhead
{
    // More are wanted only where no thread ever waits.
    private const int MostWanted = 64;

    private const int SmallPage = 1 << 12;

    private static readonly ConcurrentQueue<Page> wanted = new();
    private static int mappers;

    /// <summary>Whether a page is wanted.</summary>
    public static bool Any => !wanted.IsEmpty;

    /// <summary>Threads begin to work for each other, and map pages while they wait: until they end pages can be wanted. One alone never waits.</summary>
    public static void BeginMapping(int threads) => Interlocked.Add(ref mappers, threads - 1);

    /// <summary>The threads are done: what is still wanted is let go.</summary>
    public static void EndMapping(int threads)
    {
        if (Interlocked.Add(ref mappers, 1 - threads) == 0)
        {
            wanted.Clear();
        }
    }

    /// <summary>Asks for a large page of some room.</summary>
    /// <param name="room">The room; other threads may write to it.</param>
    /// <param name="first">The first byte of the page, counted from the first of the room.</param>
    public static void Want<T>(T[] room, long first)
        where T : unmanaged
    {
        if (Volatile.Read(ref mappers) == 0)
        {
            return;
        }

        wanted.Enqueue(new Page(room, first, Math.Min(first + HugePages.Size, (long)room.Length * Unsafe.SizeOf<T>())));
        if (wanted.Count > MostWanted)
        {
            _ = wanted.TryDequeue(out _);
        }
    }

    /// <summary>Maps a page, if one is wanted.</summary>
    public static void Map()
    {
        if (!wanted.TryDequeue(out Page page))
        {
            return;
        }

        ref byte start = ref MemoryMarshal.GetArrayDataReference(page.Room);
        for (long own = page.First; own <= page.End - sizeof(int); own += SmallPage)
        {
            // Replaces 0 by 0: a page is written to, and what another thread writes stays.
            _ = Interlocked.CompareExchange(ref Unsafe.As<byte, int>(ref Unsafe.AddByteOffset(ref start, (nint)own)), 0, 0);
        }
    }

    private readonly record struct Page(Array Room, long First, long End);
}
