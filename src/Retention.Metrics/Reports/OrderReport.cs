using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a month's report says of orders, answered together.</summary>
/// <example><code>
/// OrderReport report = orders.Report(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
/// report.Metrics[0].PurchaseFrequency.Value; // 2
/// report.Cohorts[0].Size;                    // 1
/// report.Rfm[0].RecencyDays;                 // 4
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderTimeline.Report")]
public sealed class OrderReport : IEquatable<OrderReport>, IJsonAnswer
{
    internal OrderReport(OrderMetrics metrics, DaysBetweenOrders daysBetweenOrders, OrderCohortTable cohorts, RfmTable rfm) =>
        (Metrics, DaysBetweenOrders, Cohorts, Rfm) = (metrics, daysBetweenOrders, cohorts, rfm);

    /// <summary>Order value, frequency, repeat and returning customers of each period.</summary>
    public OrderMetrics Metrics { get; }

    /// <summary>Days between consecutive orders of a customer, by the period of the later one.</summary>
    public DaysBetweenOrders DaysBetweenOrders { get; }

    /// <summary>What became of those who first ordered in each period.</summary>
    public OrderCohortTable Cohorts { get; }

    /// <summary>Recency, frequency and value of every customer, up to the last day of the periods.</summary>
    public RfmTable Rfm { get; }

    /// <summary>Adds the figures of other customers: exact, however customers are split into parts.</summary>
    /// <param name="other">The report about customers who are not in this one.</param>
    /// <exception cref="ArgumentException">Periods, policy or currency differ, or a customer is in both parts; the message names what differs.</exception>
    public OrderReport Merge(OrderReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new OrderReport(Metrics.Merge(other.Metrics), DaysBetweenOrders.Merge(other.DaysBetweenOrders), Cohorts.Merge(other.Cohorts), Rfm.Merge(other.Rfm));
    }

    /// <summary>Whether all figures are equal.</summary>
    public static bool operator ==(OrderReport? left, OrderReport? right) => Equals(left, right);

    /// <summary>Whether any figure differs.</summary>
    public static bool operator !=(OrderReport? left, OrderReport? right) => !Equals(left, right);

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(OrderReport? other) =>
        other is not null && Metrics.Equals(other.Metrics) && DaysBetweenOrders.Equals(other.DaysBetweenOrders) && Cohorts.Equals(other.Cohorts) && Rfm.Equals(other.Rfm);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrderReport);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Metrics, DaysBetweenOrders, Cohorts, Rfm);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("metrics", Metrics);
        json.Add("daysBetweenOrders", DaysBetweenOrders);
        json.Add("cohorts", Cohorts);
        json.Add("rfm", Rfm);
    }

    /// <summary>The answers.</summary>
    public override string ToString() => FormattableString.Invariant($"{Metrics}, {DaysBetweenOrders}, {Cohorts}, {Rfm}");
}
