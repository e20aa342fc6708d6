using System.Buffers.Binary;
using NodaTime;

namespace Retention.Metrics.Csv.Reading;

/// <summary>The timestamps most files have, read without a detour: <c>2025-03-14</c>, <c>2025-03-14 09:30:15</c>, <c>2025-03-14T09:30:15.250Z</c>.</summary>
/// <remarks>What it declines is for <see cref="TimestampFormat"/> to read or to refuse; what it reads, it reads as that does.</remarks>
/// <param name="Ticks">Date and time as written, in ticks of 100 ns since 1970.</param>
/// <param name="IsUtc">Whether it says that it is UTC.</param>
internal readonly record struct PlainTimestamp(long Ticks, bool IsUtc)
{
    private const int DateLength = 10;
    private const int TimeLength = 8;
    private const int TickDecimals = 7;

    // 0000-00- and 00:00:00: taken away bit by bit, digits become what they say and separators 0.
    private const ulong YearAndMonth = 0x2D30_302D_3030_3030;
    private const ulong Time = 0x3030_3A30_303A_3030;
    private const ulong SeparatorsOfDate = 0xFF00_00FF_0000_0000;
    private const ulong SeparatorsOfTime = 0x0000_FF00_00FF_0000;

    private const int DaysBefore1970 = 719_162;

    private static ReadOnlySpan<short> DaysBefore => [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    private static ReadOnlySpan<byte> DaysIn => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    public static bool TryRead(ReadOnlySpan<byte> text, out PlainTimestamp read)
    {
        read = default;
        if (text.Length < DateLength || !TryDay(text, out int day))
        {
            return false;
        }

        long ticks = day * NodaConstants.TicksPerDay;
        if (text.Length == DateLength)
        {
            read = new PlainTimestamp(ticks, IsUtc: false);
            return true;
        }

        if (text.Length <= DateLength + TimeLength || text[DateLength] is not ((byte)' ' or (byte)'T' or (byte)'t') || !TryTime(text[(DateLength + 1)..], out long ofDay))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = text[(DateLength + 1 + TimeLength)..];
        if (rest.Length > 1 && rest[0] == '.' && !TryFraction(ref rest, ref ofDay))
        {
            return false;
        }

        read = new PlainTimestamp(ticks + ofDay, IsUtc: !rest.IsEmpty);
        return rest.IsEmpty || (rest.Length == 1 && rest[0] is (byte)'Z' or (byte)'z');
    }

    private static bool TryDay(ReadOnlySpan<byte> text, out int day)
    {
        // Nothing here is above 9999 × 366 and a little.
        unchecked
        {
            ulong digits = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ YearAndMonth;
            int ten = text[8] ^ '0', one = text[9] ^ '0';
            int year = (Two(digits, 0) * 100) + Two(digits, 2), month = Two(digits, 5), ofMonth = (ten * 10) + one;
            day = 0;

            // Years up to 9998: no zone makes an instant of them that there is not.
            if (!AreDigits(digits, SeparatorsOfDate) || ten > 9 || one > 9 || year is < 1 or > 9998 || month is < 1 or > 12)
            {
                return false;
            }

            int leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0, before = year - 1;
            day = (before * 365) + (before >> 2) - (before / 100) + (before / 400) - DaysBefore1970 + DaysBefore[month - 1] + (month > 2 ? leap : 0) + ofMonth - 1;
            return ofMonth >= 1 && ofMonth <= DaysIn[month - 1] + (month == 2 ? leap : 0);
        }
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out long ticks)
    {
        unchecked
        {
            ulong digits = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ Time;
            int hour = Two(digits, 0), minute = Two(digits, 3), second = Two(digits, 6);
            ticks = ((((hour * 60) + minute) * 60) + second) * NodaConstants.TicksPerSecond;
            return AreDigits(digits, SeparatorsOfTime) && hour <= 23 && minute <= 59 && second <= 59;
        }
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, ref long ticks)
    {
        int decimals = 0;
        long scale = NodaConstants.TicksPerSecond;
        for (rest = rest[1..]; !rest.IsEmpty && char.IsAsciiDigit((char)rest[0]); rest = rest[1..], decimals++)
        {
            // Of more digits than a tick has, none is read here: the instant has nanoseconds.
            scale /= 10;
            ticks += (rest[0] - '0') * scale;
        }

        return decimals is >= 1 and <= TickDecimals;
    }

    private static bool AreDigits(ulong digits, ulong separators)
    {
        const ulong HighHalves = 0xF0F0_F0F0_F0F0_F0F0, SixEach = 0x0606_0606_0606_0606;
        return (digits & separators) == 0 && ((digits | unchecked(digits + SixEach)) & HighHalves) == 0;
    }

    private static int Two(ulong digits, int at) => unchecked(((int)((digits >> (8 * at)) & 0xF) * 10) + (int)((digits >> ((8 * at) + 8)) & 0xF));
}
