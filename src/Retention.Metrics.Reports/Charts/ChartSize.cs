namespace Retention.Metrics.Reports.Charts;

/// <summary>The size for which a chart is laid out, in units of its own.</summary>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
/// <param name="Name">The class of the drawing in a page.</param>
internal sealed record ChartSize(int Width, int Height, string Name)
{
    /// <summary>In a page beside another chart, and on paper.</summary>
    public static ChartSize Wide { get; } = new(620, 310, "wide");

    /// <summary>In a page on a small screen.</summary>
    public static ChartSize Narrow { get; } = new(360, 300, "narrow");

    /// <summary>As a file for a slide.</summary>
    public static ChartSize Slide { get; } = new(800, 450, "slide");

    /// <summary>The size of text.</summary>
    public int FontSize => IsSlide ? 14 : 12;

    /// <summary>Whether the drawing is a file of its own.</summary>
    public bool IsSlide => Name == Slide.Name;

    /// <summary>The size for bars under each other: lower where there are few.</summary>
    /// <param name="rows">The number of bars.</param>
    public ChartSize For(int rows) => IsSlide ? this : this with { Height = Math.Clamp(40 + (rows * 34), 110, Height) };

    public bool IsNarrow => Width < 500;
}
