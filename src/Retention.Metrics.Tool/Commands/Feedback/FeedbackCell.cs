using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Feedback;

/// <summary>Cells of scores and of limits.</summary>
internal static class FeedbackCell
{
    /// <summary>A net promoter score: a person reads it times 100.</summary>
    public static Cell Nps(Ratio score) => Cell.Times(score) with { Shown = score.Value is { } value ? Points(value) : Cell.NoValue };

    /// <summary>A limit of a net promoter score.</summary>
    public static Cell Nps(double? limit) => Number(limit) with { Shown = limit is { } value ? Points((decimal)value) : Cell.NoValue };

    /// <summary>A limit of a share: a person reads it in per cent.</summary>
    public static Cell Share(double? limit) => Number(limit) with { Shown = limit is { } value ? Cell.Percent(Ratio.Of((decimal)value, 1)).Shown : Cell.NoValue };

    /// <summary>A number with a fraction.</summary>
    public static Cell Number(double? number) => number is { } value && double.Abs(value) < (double)decimal.MaxValue ? Cell.Number((decimal)value, "0.00") : Cell.Number(null);

    /// <summary>Both limits, as a person reads them.</summary>
    public static Cell Limits(Cell lower, Cell upper) => Cell.Text(lower.Shown == Cell.NoValue ? null : $"{lower.Shown} to {upper.Shown}");

    private static string Points(decimal score) => (score * 100m).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}
