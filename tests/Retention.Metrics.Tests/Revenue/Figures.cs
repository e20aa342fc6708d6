namespace Retention.Metrics.Tests.Revenue;

/// <summary>The value that a row shows for a figure that can be explained.</summary>
internal static class Figures
{
    public static RecurringRevenue? MoneyOf(RollForwardRow row, RevenueFigure figure) => RollForwardFigure.Of(figure).ValueOf(row) as RecurringRevenue?;

    public static long CustomersOf(RollForwardRow row, RevenueFigure figure) => RollForwardFigure.Of(figure).ValueOf(row) is decimal halves
        ? (long)halves
        : (long)RollForwardFigure.Of(figure).ValueOf(row)!;
}
