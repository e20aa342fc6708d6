using System.Globalization;
using Retention.Metrics.Json;

namespace Retention.Metrics.Tool.Output;

/// <summary>Cells of estimates, which are no exact decimals.</summary>
internal static class ModelCell
{
    public static Cell Number(double? number, string shown = "0.0000") => Of(number, value => value.ToString(shown, CultureInfo.InvariantCulture));

    /// <summary>A probability or a share, shown in per cent.</summary>
    public static Cell Share(double? share) => Of(share, value => $"{(value * 100.0).ToString("0.00", CultureInfo.InvariantCulture)}%");

    /// <summary>A probability that may be very small.</summary>
    public static Cell PValue(double? probability) => Of(probability, value => value.ToString("G4", CultureInfo.InvariantCulture));

    private static Cell Of(double? number, Func<double, string> show) => JsonNumbers.Digits(number) is { } digits
        ? new Cell(digits, show(number!.Value), json => JsonNumbers.Write(json, digits), IsZero: number == 0.0)
        : new Cell("", Cell.NoValue, json => json.WriteNullValue());
}
