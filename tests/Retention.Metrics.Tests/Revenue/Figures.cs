namespace Retention.Metrics.Tests.Revenue;

/// <summary>The value that a row shows for a figure that can be explained.</summary>
internal static class Figures
{
    public static RecurringRevenue? MoneyOf(RollForwardRow row, RevenueFigure figure) => RollForwardFigure.Of(figure).ValueOf(row) as RecurringRevenue?;

    public static long CustomersOf(RollForwardRow row, RevenueFigure figure) => RollForwardFigure.Of(figure).ValueOf(row) is decimal halves
        ? (long)halves
        : (long)RollForwardFigure.Of(figure).ValueOf(row)!;

    /// <summary>Customers as the policy counts them in a rate, with halves.</summary>
    public static decimal CountOf(RollForwardRow row, RevenueFigure figure) => figure switch
    {
        RevenueFigure.LostCustomers => row.CustomerChurnRate.Numerator,
        RevenueFigure.CustomersAtRisk => row.CustomerChurnRate.Denominator,
        _ => CustomersOf(row, figure),
    };
}
