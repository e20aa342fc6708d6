using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The activity metrics of one period.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ActivityMetricsRow : IJsonAnswer
{
    internal ActivityMetricsRow(ReportingPeriod period, int days, in ActivityTotals totals)
    {
        Period = period;
        Days = days;
        Totals = totals;
    }

    /// <summary>The totals of which the row is made.</summary>
    internal ActivityTotals Totals { get; }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>Local days of the period; a day that lies in it in part counts.</summary>
    public int Days { get; }

    /// <summary>Activities in the period.</summary>
    public long Activities => Totals.Activities;

    /// <summary>The sum of their quantities.</summary>
    public Int128 Quantity => Totals.Quantity;

    /// <summary>Customers with at least one activity in the period: retained, new and resurrected ones.</summary>
    public long ActiveCustomers => Totals.ActiveCustomers;

    /// <summary>Customers active in the period and in the one before.</summary>
    public long RetainedCustomers => Totals.RetainedCustomers;

    /// <summary>Customers with their first activity ever in the period.</summary>
    public long NewCustomers => Totals.NewCustomers;

    /// <summary>Customers active in the period and not in the one before, who were active earlier.</summary>
    public long ResurrectedCustomers => Totals.ResurrectedCustomers;

    /// <summary>Customers active in the period before and not in the period.</summary>
    public long DormantCustomers => Totals.DormantCustomers;

    /// <summary>Pairs of a customer and a local day with an activity.</summary>
    public long CustomerDays => Totals.CustomerDays;

    /// <summary>Customers active on a day, as the mean over the days of the period.</summary>
    public Ratio MeanDailyActiveCustomers => Ratio.Of(CustomerDays, Days);

    /// <inheritdoc cref="ActivityRetention.Rate"/>
    public Ratio RetentionRate => ActivityRetention.Rate(RetainedCustomers, DormantCustomers);

    /// <inheritdoc cref="Metrics.Stickiness.Of"/>
    public Ratio Stickiness => Metrics.Stickiness.Of(CustomerDays, Days, ActiveCustomers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        foreach (ActivityMetricsFigure figure in ActivityMetricsFigure.All)
        {
            figure.WriteTo(json, this);
        }
    }

    /// <summary>The period and its customers.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Period}: {ActiveCustomers} active, {RetainedCustomers} retained, {NewCustomers} new, {ResurrectedCustomers} resurrected, {DormantCustomers} dormant");
}
