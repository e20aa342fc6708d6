using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The order metrics of one period.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class OrderMetricsRow : IJsonAnswer
{
    internal OrderMetricsRow(ReportingPeriod period, Currency currency, in OrderTotals totals)
    {
        Period = period;
        Currency = currency;
        Totals = totals;
    }

    /// <summary>The totals of which the row is made.</summary>
    internal OrderTotals Totals { get; }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>Orders that count.</summary>
    public long Orders => Totals.Orders;

    /// <summary>What they brought, exact.</summary>
    public Money Revenue => OrderMetrics.Amount(Totals.Revenue, Currency);

    /// <summary>Customers with at least one order in the period.</summary>
    public long UniqueCustomers => Totals.UniqueCustomers;

    /// <summary>Customers with exactly one order in the period.</summary>
    public long OneTimeCustomers => Totals.UniqueCustomers - Totals.RepeatCustomers;

    /// <summary>Customers with two or more orders in the period.</summary>
    public long RepeatCustomers => Totals.RepeatCustomers;

    /// <summary>Customers who ordered in the period and have two or more orders by its end.</summary>
    public long ReturningCustomers => Totals.ReturningCustomers;

    /// <inheritdoc cref="Metrics.AverageOrderValue.Of"/>
    public AverageMoney AverageOrderValue => Metrics.AverageOrderValue.Of(Revenue, Orders);

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
    public AverageMoney RevenuePerCustomer => Metrics.RevenuePerCustomer.Of(Revenue, UniqueCustomers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("currency", Currency);
        foreach (OrderMetricsFigure figure in OrderMetricsFigure.All.Where(figure => figure.IsExported))
        {
            figure.WriteTo(json, this);
        }
    }

    /// <summary>The period and its sums.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {Orders} orders of {UniqueCustomers} customers, {Revenue}");
}
