namespace Retention.Metrics;

/// <summary>A figure of the days between orders.</summary>
/// <remarks><see cref="All"/> is the one list of figures, from which exports are made.</remarks>
public sealed class DaysBetweenOrdersFigure : Figure<DayHistogram>
{
    private DaysBetweenOrdersFigure(string name, Func<DayHistogram, object?> valueOf)
        : base(name, FigureUnit.Days, valueOf)
    {
    }

    /// <summary>All figures, in the order of exports.</summary>
    public static IReadOnlyList<DaysBetweenOrdersFigure> All { get; } =
    [
        new("meanDaysBetweenOrders", days => days.Mean),
        new("medianDaysBetweenOrders", days => days.Median),
    ];
}
