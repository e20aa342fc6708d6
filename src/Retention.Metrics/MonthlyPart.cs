namespace Retention.Metrics;

/// <summary>Arithmetic with amounts of a month, which are twelfths of an exact amount of a year.</summary>
/// <remarks>
/// A twelfth can have no last digit, so a decimal holds it to 28 digits. A decimal that is the nearest one to a twelfth of whole millionths is
/// taken as that twelfth, and the calculation is done with its year. Any other decimal is taken as it is.
/// </remarks>
internal static class MonthlyPart
{
    private const decimal Months = 12m;
    private const int Decimals = 6;

    // Above it, a decimal has too few digits behind the point to name a twelfth of a millionth.
    private const decimal Largest = 100_000_000_000_000_000_000m;

    /// <summary>The sum of two parts.</summary>
    /// <exception cref="OverflowException">It is outside the range of decimal.</exception>
    public static decimal Sum(decimal one, decimal other) =>
        TryYear(one, out decimal year) && TryYear(other, out decimal others) ? (year + others) / Months : one + other;

    /// <summary>The quotient of two parts.</summary>
    /// <exception cref="OverflowException">It is outside the range of decimal.</exception>
    public static decimal Quotient(decimal numerator, decimal denominator) =>
        TryYear(numerator, out decimal year) && TryYear(denominator, out decimal years) ? year / years : numerator / denominator;

    private static bool TryYear(decimal part, out decimal year)
    {
        bool fits = Math.Abs(part) <= Largest;
        year = fits ? Math.Round(part * Months, Decimals) : 0m;
        return fits && year / Months == part;
    }
}
