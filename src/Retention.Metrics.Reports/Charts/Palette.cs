using System.Globalization;
using OxyPlot;

namespace Retention.Metrics.Reports.Charts;

/// <summary>The colors of charts: those of Okabe and Ito, which people with each kind of color blindness can tell apart, in different lightness for print in black and white.</summary>
/// <remarks>In a page a color is replaced by a variable of the style sheet, which has other values for a dark screen and for paper.</remarks>
internal static class Palette
{
    public static readonly OxyColor Ink = OxyColor.FromRgb(27, 31, 36);
    public static readonly OxyColor Muted = OxyColor.FromRgb(87, 96, 106);
    public static readonly OxyColor Grid = OxyColor.FromRgb(216, 222, 228);
    public static readonly OxyColor Paper = OxyColor.FromRgb(254, 254, 254);
    public static readonly OxyColor Balance = OxyColor.FromRgb(0, 86, 140);
    public static readonly OxyColor BalanceToDate = OxyColor.FromRgb(146, 188, 217);
    public static readonly OxyColor Blue = OxyColor.FromRgb(0, 114, 178);
    public static readonly OxyColor Sky = OxyColor.FromRgb(86, 180, 233);
    public static readonly OxyColor Green = OxyColor.FromRgb(0, 128, 96);
    public static readonly OxyColor Orange = OxyColor.FromRgb(230, 159, 0);
    public static readonly OxyColor Vermillion = OxyColor.FromRgb(196, 78, 0);
    public static readonly OxyColor Purple = OxyColor.FromRgb(158, 78, 134);
    public static readonly OxyColor Yellow = OxyColor.FromRgb(189, 178, 40);

    /// <summary>The variables of the style sheet, by color.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Name(Ink)] = "--ink",
        [Name(Muted)] = "--muted",
        [Name(Grid)] = "--grid",
        [Name(Paper)] = "--card",
        [Name(Balance)] = "--c-balance",
        [Name(BalanceToDate)] = "--c-todate",
        [Name(Blue)] = "--c-blue",
        [Name(Sky)] = "--c-sky",
        [Name(Green)] = "--c-green",
        [Name(Orange)] = "--c-orange",
        [Name(Vermillion)] = "--c-vermillion",
        [Name(Purple)] = "--c-purple",
        [Name(Yellow)] = "--c-yellow",
    };

    /// <summary>Colors of series that are equals, such as segments.</summary>
    public static IReadOnlyList<OxyColor> Series { get; } = [Blue, Orange, Green, Vermillion, Purple, Sky];

    /// <summary>Marks of series that are equals: they are told apart without color.</summary>
    public static IReadOnlyList<MarkerType> Marks { get; } = [MarkerType.Circle, MarkerType.Square, MarkerType.Triangle, MarkerType.Diamond, MarkerType.Circle, MarkerType.Square];

    /// <summary>Lines of series that are equals.</summary>
    public static IReadOnlyList<LineStyle> Lines { get; } = [LineStyle.Solid, LineStyle.Dash, LineStyle.DashDot, LineStyle.Dot, LineStyle.LongDash, LineStyle.DashDotDot];

    /// <summary>The color of a movement of MRR.</summary>
    public static OxyColor Of(RollForwardFigure movement) => movement.Explained switch
    {
        RevenueFigure.NewMrr => Blue,
        RevenueFigure.ReactivationMrr or RevenueFigure.ResumedMrr => Sky,
        RevenueFigure.ExpansionMrr => Green,
        RevenueFigure.ContractionMrr => Orange,
        RevenueFigure.ChurnMrr => Vermillion,
        RevenueFigure.PausedMrr => Yellow,
        _ => Purple,
    };

    /// <summary>The variable of the style sheet for a color.</summary>
    public static string Variable(OxyColor color) => Variables[Name(color)];

    private static string Name(OxyColor color) => string.Create(CultureInfo.InvariantCulture, $"rgb({color.R},{color.G},{color.B})");
}
