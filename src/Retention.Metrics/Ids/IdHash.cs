using System.Buffers.Binary;

namespace Retention.Metrics.Ids;

/// <summary>Hashes of ids. They are seeded anew in every process: who writes a file cannot choose ids that meet in one place.</summary>
/// <remarks>No answer depends on them: ids are numbered in the order they come, not in that of their hashes.</remarks>
internal static class IdHash
{
    /// <summary>How many bytes have a hash.</summary>
    public const int FewestBytes = 2 * sizeof(ulong);

    // The framework seeds the hash codes of texts at random.
    private static readonly ulong FirstSeed = Seed("first", "second");
    private static readonly ulong SecondSeed = Seed("third", "fourth");

    /// <summary>Mixes two words: both halves of the product of what they are under the seeds.</summary>
    public static ulong Mix(ulong one, ulong other)
    {
        ulong high = Math.BigMul(one ^ FirstSeed, other ^ SecondSeed, out ulong low);
        return high ^ low;
    }

    /// <summary>The hash of at least 16 bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (ulong)bytes.Length;
        for (ReadOnlySpan<byte> rest = bytes; rest.Length > FewestBytes; rest = rest[FewestBytes..])
        {
            hash = Next(hash, rest);
        }

        return Next(hash, bytes[^FewestBytes..]);
    }

    private static ulong Next(ulong hash, ReadOnlySpan<byte> bytes) =>
        Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[sizeof(ulong)..]));

    private static ulong Seed(string one, string other) => unchecked(((ulong)(uint)one.GetHashCode(StringComparison.Ordinal) << 32) | (uint)other.GetHashCode(StringComparison.Ordinal));
}
