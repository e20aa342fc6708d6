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

    // 0000-00-, 00 and 00:00:00: taken away bit by bit, digits become what they say and separators 0.
    private const ulong YearAndMonth = 0x2D30_302D_3030_3030;
    private const int Day = 0x3030;
    private const ulong Time = 0x3030_3A30_303A_3030;
    private const ulong SeparatorsOfDate = 0xFF00_00FF_0000_0000;
    private const ulong SeparatorsOfTime = 0x0000_FF00_00FF_0000;

    // After 400 years the calendar begins again.
    private const int YearsInCycle = 400;
    private const int DaysInCycle = 146_097;
    private const int MonthsInYear = 12;

    // From the year 0 of the cycle, which a multiple of 400 is.
    private const int DaysBefore1970 = 719_528;

    private static readonly int[] FirstDays = FirstDaysOfMonths();

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
            ulong digits = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ YearAndMonth, twos = Twos(digits);
            int ofMonth = BinaryPrimitives.ReadUInt16LittleEndian(text[8..]) ^ Day, ten = ofMonth & 0xFF, one = ofMonth >> 8;
            uint year = (((byte)twos * 100u) + (byte)(twos >> 16)), month = (byte)(twos >> 40) - 1u;
            day = 0;

            // Years up to 9998: no zone makes an instant of them that there is not.
            if (!AreDigits(digits, SeparatorsOfDate) || ten > 9 || one > 9 || year is < 1 or > 9998 || month >= MonthsInYear)
            {
                return false;
            }

            uint cycle = year / YearsInCycle, at = ((year - (cycle * YearsInCycle)) * MonthsInYear) + month;
            int first = FirstDays[at], beforeDay = (ten * 10) + one - 1;
            day = ((int)cycle * DaysInCycle) + first + beforeDay - DaysBefore1970;
            return (uint)beforeDay < (uint)(FirstDays[at + 1] - first);
        }
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out long ticks)
    {
        unchecked
        {
            ulong digits = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ Time, twos = Twos(digits);
            int hour = (byte)twos, minute = (byte)(twos >> 24), second = (byte)(twos >> 48);
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

    /// <summary>The number that each digit and the next one are, at the place of the first of them.</summary>
    private static ulong Twos(ulong digits) => unchecked((digits * 10) + (digits >> 8));

    /// <summary>The first day of each month of a cycle and of the month after it, from the year 0 on.</summary>
    private static int[] FirstDaysOfMonths()
    {
        int[] first = new int[(YearsInCycle * MonthsInYear) + 1];
        for (int month = 0; month + 1 < first.Length; month++)
        {
            first[month + 1] = first[month] + DateTime.DaysInMonth(YearsInCycle + (month / MonthsInYear), (month % MonthsInYear) + 1);
        }

        return first;
    }
}
