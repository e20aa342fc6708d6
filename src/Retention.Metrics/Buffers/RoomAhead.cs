using System.Runtime.CompilerServices;

namespace Retention.Metrics.Buffers;

/// <summary>Asks for the next pages of an array that is filled from its start on.</summary>
internal sealed class RoomAhead
{
    private const int Pages = 3;

    private long asked;

    /// <summary>Values have been added.</summary>
    /// <param name="room">The array.</param>
    /// <param name="count">How many values there are.</param>
    public void AreAdded<T>(T[] room, int count)
        where T : unmanaged
    {
        long size = Unsafe.SizeOf<T>(), added = count * size, end = Math.Min(added + (Pages * HugePages.Size), room.Length * size);
        for (asked = Math.Max(asked, added); asked < end; asked += HugePages.Size)
        {
            PagesAhead.Want(room, asked);
        }
    }
}
