using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Amounts: digits with at most one decimal point, a minus sign before them at most.</summary>
/// <remarks>Nothing is guessed: <c>1.234</c> is one and a bit, <c>1,234</c> and <c>1.234,56</c> are refused.</remarks>
internal static class AmountFormat
{
    // Of 28 digits a decimal holds every one; beyond, it would round in silence.
    private const int MostDigits = 28;

    public static bool TryRead(ReadOnlySpan<byte> text, bool minorUnits, Currency currency, out Money amount, [NotNullWhen(false)] out string? problem)
    {
        amount = default;
        ReadOnlySpan<byte> digits = text.StartsWith("-"u8) ? text[1..] : text;
        int point = digits.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? digits : digits[..point], fraction = point < 0 ? [] : digits[(point + 1)..];
        problem =
            text.IsEmpty ? "it is empty"
            : !AllDigits(whole) || (point >= 0 && !AllDigits(fraction)) ? "an amount is written 1234.56: digits and a decimal point, without currency or thousands separators"
            : whole.Length + fraction.Length > MostDigits ? "it has too many digits"
            : minorUnits && point >= 0 ? "an amount in minor units is a whole number"
            : null;
        if (problem is not null)
        {
            return false;
        }

        decimal number = decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        if (!minorUnits)
        {
            amount = currency.Amount(number);
            return true;
        }

        if (number is < long.MinValue or > long.MaxValue)
        {
            problem = "it has too many digits";
            return false;
        }

        amount = currency.MinorAmount((long)number);
        return true;
    }

    /// <summary>A whole number of at least 0, such as a quantity.</summary>
    public static bool TryReadCount(ReadOnlySpan<byte> text, out int count)
    {
        count = 0;
        return AllDigits(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    private static bool AllDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
