using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Amounts: digits with at most one decimal point, a minus sign before them at most.</summary>
/// <remarks>Nothing is guessed: <c>1.234</c> is one and a bit, <c>1,234</c> and <c>1.234,56</c> are refused.</remarks>
internal static class AmountFormat
{
    // Of 28 digits a decimal holds every one; beyond, it would round in silence.
    private const int MostDigits = 28;

    private static ReadOnlySpan<int> UnitsPerMajorUnit => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    /// <summary>Reads an amount.</summary>
    /// <param name="text">The text of the cell.</param>
    /// <param name="minorDecimals">The number of decimals of a minor unit, 0 to 6, where amounts are counted in minor units: 2 for cents; else <see langword="null"/>.</param>
    /// <param name="currency">The currency of the amount.</param>
    /// <param name="amount">The amount, in major units.</param>
    /// <param name="problem">Why it cannot be read.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, int? minorDecimals, Currency currency, out Money amount, [NotNullWhen(false)] out string? problem)
    {
        amount = default;
        ReadOnlySpan<byte> digits = text.StartsWith("-"u8) ? text[1..] : text;
        int point = digits.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? digits : digits[..point], fraction = point < 0 ? [] : digits[(point + 1)..];
        problem =
            text.IsEmpty ? "it is empty"
            : !AllDigits(whole) || (point >= 0 && !AllDigits(fraction)) ? "an amount is written 1234.56: digits and a decimal point, without currency or thousands separators; another form must be stated (ThousandsSeparator, --thousands; DecimalComma, --decimal-comma; CurrencySigns, --currency-signs)"
            : whole.Length + fraction.Length > MostDigits ? "it has too many digits"
            : minorDecimals is not null && point >= 0 ? "an amount in minor units is a whole number"
            : null;
        if (problem is not null)
        {
            return false;
        }

        decimal number = decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        if (minorDecimals is { } decimals)
        {
            if (number is < long.MinValue or > long.MaxValue)
            {
                problem = "it has too many digits";
                return false;
            }

            number /= UnitsPerMajorUnit[decimals];
        }

        amount = currency.Amount(number);
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
