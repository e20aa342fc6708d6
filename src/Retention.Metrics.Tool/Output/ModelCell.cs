using System.Globalization;

namespace Retention.Metrics.Tool.Output;

/// <summary>Cells of estimates, which are no exact decimals.</summary>
internal static class ModelCell
{
    public static Cell Number(double? number, string shown = "0.0000") => Of(number, value => value.ToString(shown, CultureInfo.InvariantCulture));

    /// <summary>A probability or a share, shown in per cent.</summary>
    public static Cell Share(double? share) => Of(share, value => $"{(value * 100.0).ToString("0.00", CultureInfo.InvariantCulture)}%");

    /// <summary>A probability that may be very small.</summary>
    public static Cell PValue(double? probability) => Of(probability, value => value.ToString("G4", CultureInfo.InvariantCulture));

    /// <summary>Twelve significant digits, as everywhere; no number where there is none, or an infinite one.</summary>
    public static string Plain(double number) => number == 0.0 ? "0" : number.ToString("G12", CultureInfo.InvariantCulture);

    private static Cell Of(double? number, Func<double, string> show) => number is { } value && double.IsFinite(value)
        ? new Cell(Plain(value), show(value), json => json.WriteRawValue(Plain(value)), IsZero: value == 0.0)
        : new Cell("", Cell.NoValue, json => json.WriteNullValue());
}
