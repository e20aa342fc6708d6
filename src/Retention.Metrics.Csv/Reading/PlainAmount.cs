namespace Retention.Metrics.Csv.Reading;

/// <summary>The amounts most files have, read without a detour: up to eight digits, and up to six decimals.</summary>
/// <remarks>What it declines is for <see cref="AmountFormat"/> to read or to refuse; what it reads, it reads as that does. A year of twelve months of it fits into 64 bits.</remarks>
internal static class PlainAmount
{
    private const int MostDecimals = 6;

    private static ReadOnlySpan<int> MillionthsOfLastDigit => [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Reads an amount.</summary>
    /// <param name="text">The text of the cell.</param>
    /// <param name="minorDecimals">The number of decimals of a minor unit, 0 to 6, where amounts are counted in minor units: 2 for cents; else <see langword="null"/>.</param>
    /// <param name="millionths">The amount, in millionths of the major unit.</param>
    /// <param name="decimals">With how many decimals it is written; one in minor units with no more than it needs.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, int? minorDecimals, out long millionths, out int decimals)
    {
        if (minorDecimals is null && text.Length <= PlainDigits.AtOnce)
        {
            return TryReadShort(text, out millionths, out decimals);
        }

        millionths = decimals = 0;
        int point = minorDecimals is null ? text.IndexOf((byte)'.') : -1;
        ReadOnlySpan<byte> whole = point < 0 ? text : text[..point];
        if (whole.Length is 0 or > PlainDigits.AtOnce || !PlainDigits.TryRead(PlainDigits.Load(whole), whole.Length, out int number))
        {
            return false;
        }

        if (point < 0)
        {
            millionths = (long)number * MillionthsOfLastDigit[minorDecimals ?? 0];
            for (decimals = minorDecimals ?? 0; decimals > 0 && number % 10 == 0; decimals--)
            {
                number /= 10;
            }

            return true;
        }

        ReadOnlySpan<byte> fraction = text[(point + 1)..];
        if (fraction.Length is 0 or > MostDecimals || !PlainDigits.TryRead(PlainDigits.Load(fraction), fraction.Length, out int part))
        {
            return false;
        }

        decimals = fraction.Length;
        millionths = ((long)number * MillionthsOfLastDigit[0]) + ((long)part * MillionthsOfLastDigit[decimals]);
        return true;
    }

    /// <summary>Reads an amount of at most eight bytes: the digits before and after the point are one number.</summary>
    private static bool TryReadShort(ReadOnlySpan<byte> text, out long millionths, out int decimals)
    {
        unchecked
        {
            (millionths, decimals) = (0, 0);
            ulong word = PlainDigits.Load(text);
            int digits = text.Length, point = PlainDigits.IndexOf((byte)'.', word);
            if (point < digits)
            {
                ulong before = (1UL << (8 * point)) - 1;
                word = (word & before) | ((word >> 8) & ~before);
                digits--;
                decimals = digits - point;
                if (point == 0 || decimals == 0)
                {
                    return false;
                }
            }

            if (digits == 0 || !PlainDigits.TryRead(word, digits, out int number))
            {
                return false;
            }

            millionths = (long)number * MillionthsOfLastDigit[decimals];
            return true;
        }
    }
}
