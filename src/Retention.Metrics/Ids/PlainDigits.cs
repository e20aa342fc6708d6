using System.Buffers.Binary;
using System.Numerics;

namespace Retention.Metrics.Ids;

/// <summary>Digits of ASCII, up to eight at once.</summary>
internal static class PlainDigits
{
    public const int AtOnce = sizeof(ulong);

    private const ulong Zeros = 0x3030_3030_3030_3030;
    private const ulong HighHalves = 0xF0F0_F0F0_F0F0_F0F0;
    private const ulong OneEach = 0x0101_0101_0101_0101;
    private const ulong SixEach = 0x0606_0606_0606_0606;

    /// <summary>Up to eight bytes in one word, the first of them lowest, and zeros above.</summary>
    public static ulong Load(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        if (bytes.Length >= sizeof(uint))
        {
            // The two halves may overlap: the bytes they share are at the same place.
            ulong low = BinaryPrimitives.ReadUInt32LittleEndian(bytes), high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(bytes.Length - sizeof(uint))..]);
            return low | (high << (8 * (bytes.Length - sizeof(uint))));
        }

        // The first, the middle and the last of up to three bytes are all of them.
        int length = bytes.Length, middle = length >> 1;
        return length == 0 ? 0 : bytes[0] | ((ulong)bytes[middle] << (8 * middle)) | ((ulong)bytes[length - 1] << (8 * (length - 1)));
    }

    /// <summary>The place of the first byte of a word that is equal to another; 8 where there is none.</summary>
    public static int IndexOf(byte one, ulong word)
    {
        unchecked
        {
            // The lowest of these bits is that of the first byte that is 0; bytes above it do not matter.
            ulong others = word ^ (one * OneEach);
            return BitOperations.TrailingZeroCount((others - OneEach) & ~others & (OneEach << 7)) >> 3;
        }
    }

    /// <summary>Reads digits that were loaded.</summary>
    /// <param name="text">The digits; the bytes above them do not matter.</param>
    /// <param name="count">How many, 1 to 8.</param>
    /// <param name="number">What they say.</param>
    /// <returns>Whether they are digits, all of them.</returns>
    public static bool TryRead(ulong text, int count, out int number)
    {
        unchecked
        {
            // Moved up, with zeros before them: always eight digits. A shift by 64 is none, so the zeros are shifted twice.
            ulong digits = (text << (64 - (8 * count))) | (Zeros >> (4 * count) >> (4 * count));

            // A digit has 3 in its upper half, and still has it with six more.
            bool all = (digits & HighHalves) == Zeros && ((digits + SixEach) & HighHalves) == Zeros;
            digits &= ~HighHalves;
            digits = (digits * ((10 << 8) + 1)) >> 8;
            digits = ((digits & 0x00FF_00FF_00FF_00FF) * ((100 << 16) + 1)) >> 16;
            digits = ((digits & 0x0000_FFFF_0000_FFFF) * ((10_000UL << 32) + 1)) >> 32;
            number = (int)digits;
            return all;
        }
    }
}
