using NodaTime;

namespace Retention.Metrics.Csv.Reading;

/// <summary>The rest of the text of a timestamp, from which its parts are read one by one.</summary>
internal ref struct TimestampCursor(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> rest = text;

    public readonly bool AtEnd => rest.IsEmpty;

    public bool Skip(char expected)
    {
        bool found = !rest.IsEmpty && rest[0] == expected;
        rest = found ? rest[1..] : rest;
        return found;
    }

    /// <summary>The letters that come next, up to as many as the name of a zone has.</summary>
    public string? Letters()
    {
        const int Most = 6;
        int count = 0;
        while (count < rest.Length && count < Most && char.IsAsciiLetter((char)rest[count]))
        {
            count++;
        }

        string? letters = count == 0 ? null : System.Text.Encoding.ASCII.GetString(rest[..count]);
        rest = rest[count..];
        return letters;
    }

    public bool Digits(int count, out int number)
    {
        number = 0;
        if (rest.Length < count)
        {
            return false;
        }

        foreach (byte one in rest[..count])
        {
            if (!char.IsAsciiDigit((char)one))
            {
                return false;
            }

            number = (number * 10) + (one - '0');
        }

        rest = rest[count..];
        return true;
    }

    public bool Fraction(out long nanoseconds)
    {
        int digits = 0;
        long scale = 100_000_000;
        for (nanoseconds = 0; !rest.IsEmpty && char.IsAsciiDigit((char)rest[0]); rest = rest[1..], digits++, scale /= 10)
        {
            nanoseconds += (rest[0] - '0') * scale;
        }

        return digits is >= 1 and <= 9;
    }

    /// <summary>Reads a time of day, after a T or a space.</summary>
    public bool TimeOfDay(out LocalTime time)
    {
        time = default;
        if (!((Skip('T') || Skip('t') || Skip(' ')) && Digits(2, out int hour) && Skip(':') && Digits(2, out int minute)))
        {
            return false;
        }

        int second = 0;
        long nanoseconds = 0;
        if (Skip(':') && (!Digits(2, out second) || ((Skip('.') || Skip(',')) && !Fraction(out nanoseconds))))
        {
            return false;
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new LocalTime(hour, minute, second).PlusNanoseconds(nanoseconds);
        return true;
    }

    /// <summary>Reads what says in which zone a time is: nothing, Z, UTC, GMT, an offset, or the letters of a zone.</summary>
    public bool Zone(out Offset? offset, out string? letters)
    {
        (offset, letters) = (null, null);
        if (AtEnd)
        {
            return true;
        }

        _ = Skip(' ');
        if (Letters() is { } word)
        {
            bool isUtc = word is "Z" or "z" or "UTC" or "GMT";
            (offset, letters) = isUtc ? (Offset.Zero, null) : ((Offset?)null, word);
            return AtEnd && (isUtc || word.Length >= 3);
        }

        int sign = Skip('-') ? -1 : 1;
        if ((sign == 1 && !Skip('+')) || !Digits(2, out int hours))
        {
            return false;
        }

        int minutes = 0;
        bool colon = Skip(':');
        if ((colon || !AtEnd) && !Digits(2, out minutes))
        {
            return false;
        }

        offset = hours <= 18 && minutes <= 59 && (hours < 18 || minutes == 0) ? Offset.FromHoursAndMinutes(sign * hours, sign * minutes) : null;
        return offset is not null && AtEnd;
    }
}
