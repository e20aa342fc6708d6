namespace Retention.Metrics;

/// <summary>A figure of the activity metrics.</summary>
/// <remarks><see cref="All"/> is the one list of figures, from which exports are made.</remarks>
public sealed class ActivityMetricsFigure : Figure<ActivityMetricsRow>
{
    private ActivityMetricsFigure(string name, FigureUnit unit, Func<ActivityMetricsRow, object?> valueOf)
        : base(name, unit, valueOf)
    {
    }

    /// <summary>All figures, in the order of exports.</summary>
    public static IReadOnlyList<ActivityMetricsFigure> All { get; } =
    [
        new("activeCustomers", FigureUnit.Customers, row => row.ActiveCustomers),
        new("retainedActiveCustomers", FigureUnit.Customers, row => row.RetainedCustomers),
        new("newActiveCustomers", FigureUnit.Customers, row => row.NewCustomers),
        new("resurrectedCustomers", FigureUnit.Customers, row => row.ResurrectedCustomers),
        new("dormantCustomers", FigureUnit.Customers, row => row.DormantCustomers),
        new("activityRetentionRate", FigureUnit.Share, row => row.RetentionRate),
        new("stickiness", FigureUnit.Share, row => row.Stickiness),
        new("meanDailyActiveCustomers", FigureUnit.Quotient, row => row.MeanDailyActiveCustomers),
        new("activities", FigureUnit.Activities, row => row.Activities),
        new("activityQuantity", FigureUnit.Activities, row => (decimal)row.Quantity),
    ];
}
