namespace Retention.Metrics.Testing;

/// <summary>The order metrics of one period as they are known: every figure of <see cref="OrderMetricsRow"/> and the days between orders, written by hand.</summary>
/// <remarks>Amounts are in major units. What is not said is 0 or, of a rate and of days, undefined; that is known too, and compared.</remarks>
public sealed record KnownOrderMetrics
{
    private static readonly KnownFigure<KnownOrderMetrics, (OrderMetricsRow Metrics, DayHistogram Days)>[] All =
    [
        new("orders", known => known.Orders, found => found.Metrics.Orders),
        new("revenue", known => known.Currency.Amount(known.Revenue), found => found.Metrics.Revenue),
        new("uniqueCustomers", known => known.UniqueCustomers, found => found.Metrics.UniqueCustomers),
        new("oneTimeCustomers", known => known.OneTimeCustomers, found => found.Metrics.OneTimeCustomers),
        new("repeatCustomers", known => known.RepeatCustomers, found => found.Metrics.RepeatCustomers),
        new("returningCustomers", known => known.ReturningCustomers, found => found.Metrics.ReturningCustomers),
        new("averageOrderValue", known => known.AverageOrderValue, found => found.Metrics.AverageOrderValue),
        new("purchaseFrequency", known => known.PurchaseFrequency, found => found.Metrics.PurchaseFrequency),
        new("repeatCustomerRate", known => known.RepeatCustomerRate, found => found.Metrics.RepeatCustomerRate),
        new("returningCustomerRate", known => known.ReturningCustomerRate, found => found.Metrics.ReturningCustomerRate),
        new("revenuePerCustomer", known => known.RevenuePerCustomer, found => found.Metrics.RevenuePerCustomer),
        new("meanDaysBetweenOrders", known => known.MeanDaysBetweenOrders, found => found.Days.Mean),
        new("medianDaysBetweenOrders", known => known.MedianDaysBetweenOrders, found => found.Days.Median),
    ];

    /// <summary>The period, one.</summary>
    public required ReportingPeriods Period { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; init; } = Currency.Eur;

    /// <summary>The policy under which the figures hold.</summary>
    public MetricPolicy Policy { get; init; } = MetricPolicy.Default;

    /// <inheritdoc cref="OrderMetricsRow.Orders"/>
    public long Orders { get; init; }

    /// <inheritdoc cref="OrderMetricsRow.Revenue"/>
    public decimal Revenue { get; init; }

    /// <inheritdoc cref="OrderMetricsRow.UniqueCustomers"/>
    public long UniqueCustomers { get; init; }

    /// <inheritdoc cref="OrderMetricsRow.OneTimeCustomers"/>
    public long OneTimeCustomers { get; init; }

    /// <inheritdoc cref="OrderMetricsRow.RepeatCustomers"/>
    public long RepeatCustomers { get; init; }

    /// <inheritdoc cref="OrderMetricsRow.ReturningCustomers"/>
    public long ReturningCustomers { get; init; }

    /// <summary>Revenue over orders.</summary>
    public AverageMoney AverageOrderValue { get; init; }

    /// <summary>Orders over unique customers.</summary>
    public Ratio PurchaseFrequency { get; init; }

    /// <summary>Repeat customers out of unique customers.</summary>
    public Ratio RepeatCustomerRate { get; init; }

    /// <summary>Returning customers out of unique customers.</summary>
    public Ratio ReturningCustomerRate { get; init; }

    /// <summary>Revenue over unique customers.</summary>
    public AverageMoney RevenuePerCustomer { get; init; }

    /// <summary>Days between orders in all, over gaps in all.</summary>
    public Ratio MeanDaysBetweenOrders { get; init; }

    /// <summary>The middle number of days between orders.</summary>
    public decimal? MedianDaysBetweenOrders { get; init; }

    /// <summary>The figures by the names they have in every export: <c>orders</c>, <c>repeatCustomerRate</c>; an undefined one is <see langword="null"/>.</summary>
    public IReadOnlyDictionary<string, decimal?> Figures => KnownFigure.ByName(All, this);

    /// <summary>Compares order metrics with what is known.</summary>
    /// <param name="found">The metrics of the same period and policy.</param>
    /// <param name="daysBetweenOrders">The days between orders of the same period and policy.</param>
    /// <returns>A line for each figure that differs; none where all agree, rates in both their parts.</returns>
    /// <exception cref="ArgumentException">They are of another period or currency.</exception>
    public IReadOnlyList<string> Differences(OrderMetricsRow found, DayHistogram daysBetweenOrders)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(daysBetweenOrders);
        return found.Period.Start == Period.Start && found.Period.End == Period.End && found.Currency == Currency
            ? KnownFigure.Differences(All, this, (found, daysBetweenOrders))
            : throw new ArgumentException(FormattableString.Invariant($"The row is of {found.Period.Name} in {found.Currency}; the figures are known of {Period} in {Currency}."), nameof(found));
    }

    /// <summary>The period and, where it is not the default, what differs in the policy.</summary>
    public override string ToString() => KnownFigure.Title(Period, Policy, asKnownAt: null);
}
