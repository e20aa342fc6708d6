using System.Buffers.Binary;

namespace Retention.Metrics.Ids;

/// <summary>The usual text of a UUID, <c>8f21ce48-c09c-709c-6adc-5d8283844b83</c>, and the 16 bytes it says.</summary>
internal static class UuidText
{
    public const int Length = 36;

    /// <summary>Reads a UUID in small letters; with capitals it is another id.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="first">The first eight bytes.</param>
    /// <param name="last">The last eight bytes.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out ulong first, out ulong last)
    {
        first = last = 0;
        if (utf8.Length != Length || utf8[8] != '-' || utf8[13] != '-' || utf8[18] != '-' || utf8[23] != '-')
        {
            return false;
        }

        // Hexadecimal digits, eight at a time: 8, 4 and 4, 4 and 4, and the last 8 of 12.
        ulong middle = Joined(utf8[9..], utf8[14..]), next = Joined(utf8[19..], utf8[24..]);
        if (!TryDigits(BinaryPrimitives.ReadUInt64LittleEndian(utf8), out uint a) || !TryDigits(middle, out uint b)
            || !TryDigits(next, out uint c) || !TryDigits(BinaryPrimitives.ReadUInt64LittleEndian(utf8[28..]), out uint d))
        {
            return false;
        }

        first = ((ulong)a << 32) | b;
        last = ((ulong)c << 32) | d;
        return true;
    }

    /// <summary>The text of what was read.</summary>
    public static string Of(ulong first, ulong last)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], last);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private static ulong Joined(ReadOnlySpan<byte> four, ReadOnlySpan<byte> fourMore) =>
        BinaryPrimitives.ReadUInt32LittleEndian(four) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(fourMore) << 32);

    private static bool TryDigits(ulong text, out uint number)
    {
        unchecked
        {
            const ulong Ones = 0x0101_0101_0101_0101, HighBits = 0x80 * Ones;

            // For each byte a high bit where it is from '0' to '9', and one where it is from 'a' to 'f'. Bytes from 0x80 on would carry: they are sorted out first.
            ulong decimals = (text + ((0x80 - '0') * Ones)) & ~(text + ((0x80 - '9' - 1) * Ones)) & HighBits;
            ulong letters = (text + ((0x80 - 'a') * Ones)) & ~(text + ((0x80 - 'f' - 1) * Ones)) & HighBits;
            bool all = (text & HighBits) == 0 && (decimals | letters) == HighBits;

            // A digit is its lower half, a letter nine more. Then pairs, fours and eights are put together, the first being the highest.
            ulong digits = (text & (0x0F * Ones)) + ((letters >> 7) * 9);
            digits = ((digits << 4) | (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
            digits = ((digits << 8) | (digits >> 16)) & 0x0000_FFFF_0000_FFFF;
            number = (uint)((digits << 16) | (digits >> 32));
            return all;
        }
    }
}
