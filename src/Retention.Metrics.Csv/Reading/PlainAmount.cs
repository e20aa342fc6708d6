namespace Retention.Metrics.Csv.Reading;

/// <summary>The amounts most files have, read without a detour: up to eight digits, and up to six decimals.</summary>
/// <remarks>What it declines is for <see cref="AmountFormat"/> to read or to refuse; what it reads, it reads as that does. A year of twelve months of it fits into 64 bits.</remarks>
internal static class PlainAmount
{
    private const int Decimals = 6;

    private static ReadOnlySpan<int> MillionthsOfLastDigit => [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Reads an amount.</summary>
    /// <param name="text">The text of the cell.</param>
    /// <param name="millionthsPerMinorUnit">Where amounts are counted in minor units, how many millionths one is; else 0.</param>
    /// <param name="millionths">The amount, in millionths of the major unit.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, long millionthsPerMinorUnit, out long millionths) => TryRead(text, millionthsPerMinorUnit, out millionths, out _);

    /// <summary>With how many decimals an amount is written that is counted in minor units: no more than it needs.</summary>
    public static int DecimalsOf(long millionths, Currency currency)
    {
        int decimals = currency.MinorUnits;
        for (long units = millionths / currency.MillionthsPerMinorUnit; decimals > 0 && units % 10 == 0; decimals--)
        {
            units /= 10;
        }

        return decimals;
    }

    /// <summary>Reads an amount, and with how many decimals it is written.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, long millionthsPerMinorUnit, out long millionths, out int decimalPlaces)
    {
        millionths = decimalPlaces = 0;
        int point = millionthsPerMinorUnit == 0 ? text.IndexOf((byte)'.') : -1;
        ReadOnlySpan<byte> whole = point < 0 ? text : text[..point];
        if (whole.Length is 0 or > PlainDigits.AtOnce || !PlainDigits.TryRead(PlainDigits.Load(whole), whole.Length, out int number))
        {
            return false;
        }

        if (point < 0)
        {
            millionths = number * (millionthsPerMinorUnit == 0 ? MillionthsOfLastDigit[0] : millionthsPerMinorUnit);
            return true;
        }

        ReadOnlySpan<byte> fraction = text[(point + 1)..];
        if (fraction.Length is 0 or > Decimals || !PlainDigits.TryRead(PlainDigits.Load(fraction), fraction.Length, out int decimals))
        {
            return false;
        }

        decimalPlaces = fraction.Length;
        millionths = ((long)number * MillionthsOfLastDigit[0]) + ((long)decimals * MillionthsOfLastDigit[fraction.Length]);
        return true;
    }
}
