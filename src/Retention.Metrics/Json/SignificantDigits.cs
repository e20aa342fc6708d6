using System.Globalization;

namespace Retention.Metrics.Json;

/// <summary>Numbers in JSON and CSV: twelve significant digits, without an exponent and without zeros after the last digit of a fraction.</summary>
internal static class SignificantDigits
{
    private const int Kept = 12;

    /// <summary>The digits, rounded half-even: <c>0.333333333333</c>, and <c>1234567890120</c> for 1,234,567,890,123.</summary>
    public static string Of(decimal value)
    {
        int digitsBefore = 0;
        for (decimal rest = Math.Abs(value); rest >= 1m; rest /= 10m)
        {
            digitsBefore++;
        }

        for (decimal rest = Math.Abs(value); rest is > 0m and < 0.1m; rest *= 10m)
        {
            digitsBefore--;
        }

        if (digitsBefore <= Kept)
        {
            return Math.Round(value, Math.Min(28, Kept - digitsBefore), MidpointRounding.ToEven).ToString("0.############################", CultureInfo.InvariantCulture);
        }

        // Zeros are written, not multiplied: the rounded number may be above the largest decimal.
        string zeros = new('0', digitsBefore - Kept);
        decimal unit = decimal.Parse($"1{zeros}", CultureInfo.InvariantCulture);
        return Math.Round(value / unit, MidpointRounding.ToEven).ToString("0", CultureInfo.InvariantCulture) + zeros;
    }
}
