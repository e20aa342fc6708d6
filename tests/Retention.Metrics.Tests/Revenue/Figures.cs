namespace Retention.Metrics.Tests.Revenue;

/// <summary>The value that a row shows for a figure that can be explained.</summary>
internal static class Figures
{
    public static RecurringRevenue? MoneyOf(RollForwardRow row, RevenueFigure figure) => figure switch
    {
        RevenueFigure.OpeningMrr => row.OpeningMrr,
        RevenueFigure.NewMrr => row.NewMrr,
        RevenueFigure.ReactivationMrr => row.ReactivationMrr,
        RevenueFigure.ExpansionMrr => row.ExpansionMrr,
        RevenueFigure.ContractionMrr => row.ContractionMrr,
        RevenueFigure.ChurnMrr => row.ChurnMrr,
        RevenueFigure.ClosingMrr => row.ClosingMrr,
        RevenueFigure.ResumedMrr => row.ResumedMrr,
        RevenueFigure.PausedMrr => row.PausedMrr,
        RevenueFigure.FxMrr => row.FxMrr,
        _ => null,
    };

    public static long CustomersOf(RollForwardRow row, RevenueFigure figure) => figure switch
    {
        RevenueFigure.OpeningCustomers => row.OpeningCustomers,
        RevenueFigure.NewCustomers => row.NewCustomers,
        RevenueFigure.ReactivatedCustomers => row.ReactivatedCustomers,
        RevenueFigure.ExpandedCustomers => row.ExpandedCustomers,
        RevenueFigure.ContractedCustomers => row.ContractedCustomers,
        RevenueFigure.ChurnedCustomers => row.ChurnedCustomers,
        RevenueFigure.ClosingCustomers => row.ClosingCustomers,
        RevenueFigure.NeverRetainedCustomers => row.NeverRetainedCustomers,
        RevenueFigure.LostCustomers => (long)row.CustomerChurnRate.Numerator,
        RevenueFigure.CustomersAtRisk => (long)row.CustomerChurnRate.Denominator,
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "A figure in customers."),
    };
}
