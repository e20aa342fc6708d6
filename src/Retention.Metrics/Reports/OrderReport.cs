using NodaTime;

namespace Retention.Metrics;

/// <summary>What a month's report says of orders, answered together.</summary>
/// <example><code>
/// OrderReport report = book.Report(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
/// report.Metrics[0].PurchaseFrequency.Value; // 2
/// report.Cohorts[0].Size;                    // 1
/// report.Rfm[0].RecencyDays;                 // 4
/// </code></example>
public sealed class OrderReport
{
    internal OrderReport(OrderMetrics metrics, OrderCohortTable cohorts, RfmTable rfm) => (Metrics, Cohorts, Rfm) = (metrics, cohorts, rfm);

    /// <summary>Order value, frequency, repeat and returning customers of each period.</summary>
    public OrderMetrics Metrics { get; }

    /// <summary>What became of those who first ordered in each period.</summary>
    public OrderCohortTable Cohorts { get; }

    /// <summary>Recency, frequency and value of every customer, up to the last day of the periods.</summary>
    public RfmTable Rfm { get; }
}

/// <content>Several answers at once.</content>
public sealed partial class OrderBook
{
    /// <summary>Answers what a report asks in one pass over the orders: the same figures as each asked for alone.</summary>
    /// <param name="periods">The periods: of the rows, and of the cohorts and their columns. Recency is observed up to their last day.</param>
    /// <param name="asOf">The instant up to which cohorts are known; the end of the last period if left out.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    /// <exception cref="OverflowException">What a customer has ordered for does not fit into 64 bits of millionths.</exception>
    public OrderReport Report(ReportingPeriods periods, Instant? asOf = null, Execution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        (OrderMetrics[] metrics, OrderCohortTable[] cohorts, RfmTable rfm) = Columns.Ask(
            new OrderMetricsQuestion(this, periods, segments: null),
            new OrderCohortQuestion(this, periods, segments: null, asOf, columns: null),
            new RfmQuestion(this, periods.Zone, StartOfDay.DateAt(periods.End - Duration.Epsilon, periods.Zone)),
            execution ?? Execution.Default);
        return new OrderReport(metrics[0], cohorts[0], rfm);
    }
}
