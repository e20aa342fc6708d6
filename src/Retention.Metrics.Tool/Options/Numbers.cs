using System.Globalization;

namespace Retention.Metrics.Tool.Options;

/// <summary>Numbers on the command line: a point for decimals, nothing between thousands.</summary>
internal static class Numbers
{
    private const NumberStyles Digits = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    public static int Count(string text, int most = int.MaxValue) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1 && count <= most
            ? count
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {most}"));

    public static decimal NotNegative(string text) => Decimal(text) is { } number and >= 0m ? number : throw new FormatException("a number, 0 or more, such as 12 or 0.5");

    public static decimal Share(string text) => Decimal(text) is { } number and >= 0m and <= 1m ? number : throw new FormatException("a share from 0 to 1, such as 0.8 or 80%");

    public static double Inside(string text) => Decimal(text) is { } number and > 0m and < 1m && (double)number is var share and > 0.0 and < 1.0 ? share : throw new FormatException("a share between 0 and 1, such as 0.95 or 95%");

    /// <summary>A number, or per cent.</summary>
    public static decimal? Decimal(string text)
    {
        bool percent = text.EndsWith('%');
        return decimal.TryParse(percent ? text[..^1] : text, Digits, CultureInfo.InvariantCulture, out decimal number) ? (percent ? number / 100m : number) : null;
    }
}
