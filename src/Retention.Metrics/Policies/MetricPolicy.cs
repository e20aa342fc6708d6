namespace Retention.Metrics;

/// <summary>How ups and downs of one customer within one period are netted before they are called movements.</summary>
public enum Netting
{
    /// <summary>Only the difference between the two ends of the period counts.</summary>
    PerPeriod,

    /// <summary>Only the difference between the two ends of each local day counts; days add up to the period.</summary>
    PerDay,

    /// <summary>Every change of the customer's total counts.</summary>
    PerEvent,
}

/// <summary>Whether cancelled orders are orders.</summary>
public enum CancelledOrders
{
    /// <summary>A cancelled order is left out of every figure.</summary>
    LeftOut,

    /// <summary>A cancelled order counts like any other.</summary>
    Counted,
}

/// <summary>What a refund does to its order.</summary>
public enum Refunds
{
    /// <summary>It is subtracted from the order, in the order's own period; the order still counts as one.</summary>
    Subtracted,

    /// <summary>It changes nothing.</summary>
    Ignored,
}

/// <summary>Every choice of meaning, in one place. <see cref="Default"/> is the library's own answer to each.</summary>
/// <example><code>
/// MetricPolicy perEvent = MetricPolicy.Default with { Netting = Netting.PerEvent };
/// </code></example>
public sealed record MetricPolicy
{
    private readonly Netting netting;
    private readonly CancelledOrders cancelledOrders;
    private readonly Refunds refunds;

    private MetricPolicy()
    {
    }

    /// <summary>Netting per period, cancelled orders left out, refunds subtracted.</summary>
    public static MetricPolicy Default { get; } = new();

    /// <summary>How ups and downs within a period are netted. Default: per period.</summary>
    public Netting Netting
    {
        get => netting;
        init => netting = Known(value);
    }

    /// <summary>Whether cancelled orders count. Default: left out.</summary>
    public CancelledOrders CancelledOrders
    {
        get => cancelledOrders;
        init => cancelledOrders = Known(value);
    }

    /// <summary>What refunds do. Default: subtracted from their order.</summary>
    public Refunds Refunds
    {
        get => refunds;
        init => refunds = Known(value);
    }

    private static TChoice Known<TChoice>(TChoice value)
        where TChoice : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"One of {string.Join(", ", Enum.GetNames<TChoice>())}.");
}
