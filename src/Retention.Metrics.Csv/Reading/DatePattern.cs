using NodaTime;

namespace Retention.Metrics.Csv.Reading;

/// <summary>A pattern of dates and times: <c>dd-MMM-yyyy</c>, <c>M/d/yyyy h:mm tt</c>. Names of months are English.</summary>
internal sealed class DatePattern
{
    public const string Expected = "iso, unix, unix-ms, or a pattern of yyyy, M or MM or MMM or MMMM, and d or dd, each once, with HH or h and tt, mm and ss for a time, such as dd-MMM-yyyy or M/d/yyyy h:mm tt";

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private readonly Token[] tokens;
    private readonly string written;

    private DatePattern(string written, Token[] tokens)
    {
        this.written = written;
        this.tokens = tokens;
        HasTime = tokens.Any(token => token.Letter is 'H' or 'h');
    }

    /// <summary>Whether the pattern has a time of day; without one a time may follow as ISO 8601 writes it.</summary>
    public bool HasTime { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is not valid.</exception>
    public static DatePattern Parse(string text)
    {
        var tokens = new List<Token>();
        for (int i = 0; i < text.Length;)
        {
            int first = i;
            for (i++; i < text.Length && text[i] == text[first] && char.IsAsciiLetter(text[first]); i++)
            {
            }

            tokens.Add(new Token(char.IsAsciiLetter(text[first]) ? text[first] : '\0', i - first, text[first]));
        }

        bool isValid = tokens.All(token => token.IsValid) && Count('y') == 1 && Count('M') == 1 && Count('d') == 1
            && Count('m') <= 1 && Count('s') <= 1 && Count('H') + Count('h') <= 1 && Count('h') == Count('t')
            && Count('m') == Count('H') + Count('h') && Count('s') <= Count('m');
        return isValid ? new DatePattern(text, [.. tokens]) : throw new FormatException(Expected);

        int Count(char letter) => tokens.Count(token => token.Letter == letter);
    }

    /// <summary>Reads a date, and the time where the pattern has one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="local">The date and time.</param>
    /// <param name="rest">What follows.</param>
    /// <param name="problem">What is wrong.</param>
    public bool TryRead(ReadOnlySpan<byte> text, out LocalDateTime local, out ReadOnlySpan<byte> rest, out string? problem)
    {
        local = default;
        rest = text;
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
        bool afternoon = false;
        problem = null;
        foreach (Token token in tokens)
        {
            bool read = token.Letter switch
            {
                'y' => Digits(ref rest, 4, 4, out year),
                'M' when token.Length > 2 => MonthName(ref rest, isShort: token.Length == 3, out month),
                'M' => Digits(ref rest, token.Length, 2, out month),
                'd' => Digits(ref rest, token.Length, 2, out day),
                'H' or 'h' => Digits(ref rest, token.Length, 2, out hour),
                'm' => Digits(ref rest, 2, 2, out minute),
                's' => Digits(ref rest, 2, 2, out second),
                't' => HalfOfDay(ref rest, out afternoon),
                _ => Literal(ref rest, token.Character),
            };
            if (!read)
            {
                problem = $"a date is written as the pattern {written} says";
                return false;
            }
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            problem = "the calendar has no such day";
            return false;
        }

        bool isTwelve = tokens.Any(token => token.Letter == 'h');
        if (isTwelve ? hour is < 1 or > 12 : hour > 23)
        {
            problem = isTwelve ? "hours are 1 to 12" : "hours are 0 to 23";
            return false;
        }

        if (minute > 59 || second > 59)
        {
            problem = "minutes and seconds are 0 to 59";
            return false;
        }

        hour = isTwelve ? (hour % 12) + (afternoon ? 12 : 0) : hour;
        local = new LocalDate(year, month, day) + new LocalTime(hour, minute, second);
        return true;
    }

    private static bool Digits(ref ReadOnlySpan<byte> rest, int least, int most, out int number)
    {
        number = 0;
        int count = 0;
        for (; count < most && count < rest.Length && char.IsAsciiDigit((char)rest[count]); count++)
        {
            number = (number * 10) + (rest[count] - '0');
        }

        rest = rest[count..];
        return count >= least;
    }

    private static bool MonthName(ref ReadOnlySpan<byte> rest, bool isShort, out int month)
    {
        for (month = 1; month <= Months.Length; month++)
        {
            ReadOnlySpan<char> name = isShort ? Months[month - 1].AsSpan(0, 3) : Months[month - 1];
            if (StartsWith(rest, name))
            {
                rest = rest[name.Length..];
                return true;
            }
        }

        return false;
    }

    private static bool HalfOfDay(ref ReadOnlySpan<byte> rest, out bool afternoon)
    {
        afternoon = StartsWith(rest, "pm");
        bool read = afternoon || StartsWith(rest, "am");
        rest = read ? rest[2..] : rest;
        return read;
    }

    private static bool Literal(ref ReadOnlySpan<byte> rest, char character)
    {
        bool read = !rest.IsEmpty && rest[0] == character;
        rest = read ? rest[1..] : rest;
        return read;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<char> name)
    {
        if (text.Length < name.Length)
        {
            return false;
        }

        for (int i = 0; i < name.Length; i++)
        {
            if (char.ToLowerInvariant((char)text[i]) != char.ToLowerInvariant(name[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Letters of one kind, or one other character.</summary>
    private readonly record struct Token(char Letter, int Length, char Character)
    {
        public bool IsValid => Letter switch
        {
            'y' => Length == 4,
            'M' => Length <= 4,
            'd' or 'H' or 'h' => Length <= 2,
            'm' or 's' or 't' => Length == 2,
            '\0' => Character is > '\x1F' and < '\x7F' && !char.IsAsciiDigit(Character),
            _ => false,
        };
    }
}
