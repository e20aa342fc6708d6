namespace Retention.Metrics;

/// <summary>The order metrics of one period.</summary>
public sealed class OrderMetricsRow
{
    private readonly OrderSums sums;
    private readonly Func<DayHistogram> daysBetween;

    internal OrderMetricsRow(ReportingPeriod period, Currency currency, OrderSums sums, Func<DayHistogram> daysBetween)
    {
        Period = period;
        Currency = currency;
        this.sums = sums;
        this.daysBetween = daysBetween;
    }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>Orders that count.</summary>
    public long Orders => sums.Orders;

    /// <summary>What they brought, exact.</summary>
    public Money Revenue => OrderMetrics.Amount(sums.Revenue, Currency);

    /// <summary>Customers with at least one order in the period.</summary>
    public long UniqueCustomers => sums.UniqueCustomers;

    /// <summary>Customers with exactly one order in the period.</summary>
    public long OneTimeCustomers => sums.UniqueCustomers - sums.RepeatCustomers;

    /// <summary>Customers with two or more orders in the period.</summary>
    public long RepeatCustomers => sums.RepeatCustomers;

    /// <summary>Customers who ordered in the period and have two or more orders by its end.</summary>
    public long ReturningCustomers => sums.ReturningCustomers;

    /// <summary>Whole local days between consecutive orders of a customer; same day is 0.</summary>
    /// <remarks>Counted when first asked for, in a pass of its own.</remarks>
    public DayHistogram DaysBetweenOrders => daysBetween();

    /// <inheritdoc cref="Metrics.AverageOrderValue.Of"/>
    public Ratio AverageOrderValue => Metrics.AverageOrderValue.Of(Revenue.Amount, Orders);

    /// <inheritdoc cref="Metrics.PurchaseFrequency.Of"/>
    public Ratio PurchaseFrequency => Metrics.PurchaseFrequency.Of(Orders, UniqueCustomers);

    /// <inheritdoc cref="Metrics.PurchaseFrequency.PerOneTimeCustomer"/>
    public Ratio PurchaseFrequencyPerOneTimeCustomer => Metrics.PurchaseFrequency.PerOneTimeCustomer(Orders, OneTimeCustomers);

    /// <inheritdoc cref="Metrics.RepeatCustomers.Rate"/>
    public Ratio RepeatCustomerRate => Metrics.RepeatCustomers.Rate(RepeatCustomers, UniqueCustomers);

    /// <inheritdoc cref="Metrics.RepeatCustomers.PerOneTimeCustomer"/>
    public Ratio RepeatPerOneTimeCustomer => Metrics.RepeatCustomers.PerOneTimeCustomer(RepeatCustomers, OneTimeCustomers);

    /// <inheritdoc cref="Metrics.RepeatCustomers.Returning"/>
    public Ratio ReturningCustomerRate => Metrics.RepeatCustomers.Returning(ReturningCustomers, UniqueCustomers);

    /// <inheritdoc cref="Metrics.RevenuePerCustomer.Of"/>
    public Ratio RevenuePerCustomer => Metrics.RevenuePerCustomer.Of(Revenue.Amount, UniqueCustomers);
}
