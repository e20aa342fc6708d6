using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The MRR roll-forward of one period, with the rates that follow from it. All amounts are reported positive.</summary>
/// <remarks>
/// Amounts come from movements as the policy nets them; customers, GRR and NRR always from the two ends of the period. See
/// <see cref="RollForward"/> for the rule, and each formula's own type for its definition.
/// </remarks>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed partial class RollForwardRow : IJsonAnswer
{
    private readonly ReportingPeriods periods;
    private readonly int index;
    private readonly MetricPolicy policy;
    private readonly RollForwardTotals totals;

    internal RollForwardRow(ReportingPeriods periods, int index, MetricPolicy policy, Currency currency, in RollForwardTotals totals)
    {
        this.periods = periods;
        this.index = index;
        this.policy = policy;
        this.totals = totals;
        Currency = currency;
    }

    /// <summary>The totals the row is made of.</summary>
    internal RollForwardTotals Totals => totals;

    /// <summary>The period.</summary>
    public ReportingPeriod Period => periods[index];

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>MRR at the start: the closing MRR of the period before.</summary>
    public RecurringRevenue OpeningMrr => new(totals.OpeningMrr, Currency);

    /// <summary>Change of MRR by exchange rates alone, up or down; 0 in a timeline of one currency.</summary>
    public RecurringRevenue FxMrr => new(totals.FxMrr, Currency);

    /// <summary>MRR at the end: opening + new + reactivation + resumed + expansion − contraction − churn − paused ± fx.</summary>
    public RecurringRevenue ClosingMrr => new(totals.ClosingMrr, Currency);

    /// <summary>Annual recurring revenue at the end, exact.</summary>
    public Money ClosingArr => ClosingMrr.Annual;

    /// <summary>Customers active at the start.</summary>
    public long OpeningCustomers => totals.OpeningCustomers;

    /// <summary>Customers active at the end who had never paid before the period.</summary>
    public long NewCustomers => totals.NewCustomers;

    /// <summary>Customers active at the end and not at the start who had paid before.</summary>
    public long ReactivatedCustomers => totals.ReactivatedCustomers;

    /// <summary>Customers who pay more at the end than at the start.</summary>
    public long ExpandedCustomers => totals.ExpandedCustomers;

    /// <summary>Customers who pay less at the end than at the start, but still pay.</summary>
    public long ContractedCustomers => totals.ContractedCustomers;

    /// <summary>Customers active at the start and not at the end.</summary>
    public long ChurnedCustomers => totals.ChurnedCustomers;

    /// <summary>Customers active at the end: opening + new + reactivated − churned.</summary>
    public long ClosingCustomers => totals.ClosingCustomers;

    /// <summary>Customers who paid for the first time in the period and are not active at its end: they show in no movement between its ends.</summary>
    public long NeverRetainedCustomers => totals.NeverRetainedCustomers;

    /// <summary>Customers lost as the policy counts them: the numerator of the customer churn rate.</summary>
    public long LostCustomers => totals.LostCustomers;

    /// <summary>Customers at risk as the policy counts them: the denominator of the customer churn rate. A mean of two counts can end in one half.</summary>
    public decimal CustomersAtRisk => totals.CustomersAtRisk;

    /// <summary>Customers lost out of customers at risk, both as the policy counts them; see <see cref="CustomerChurn.Rate"/>.</summary>
    public Ratio CustomerChurnRate => CustomerChurn.Rate(LostCustomers, CustomersAtRisk);

    /// <inheritdoc cref="CustomerRetention.Rate"/>
    public Ratio CustomerRetentionRate => CustomerRetention.Rate(OpeningCustomers - ChurnedCustomers, OpeningCustomers);

    /// <inheritdoc cref="MrrChurn.Gross(decimal, decimal, decimal)"/>
    public Ratio GrossMrrChurnRate => MrrChurn.Gross(ChurnMrr, ContractionMrr, OpeningMrr);

    /// <inheritdoc cref="MrrChurn.Net(decimal, decimal, decimal, decimal, decimal)"/>
    public Ratio NetMrrChurnRate => MrrChurn.Net(ChurnMrr, ContractionMrr, ExpansionMrr, OpeningMrr, policy.ReactivationInNetChurn ? ReactivationMrr : Zero);

    /// <inheritdoc cref="RevenueRetention.Gross(decimal, decimal, decimal)"/>
    public Ratio GrossRevenueRetention => RevenueRetention.Gross(OpeningMrr, Lost);

    /// <inheritdoc cref="RevenueRetention.Net(decimal, decimal, decimal, decimal)"/>
    public Ratio NetRevenueRetention => RevenueRetention.Net(OpeningMrr, Lost, Gained);

    /// <summary>Whether more was gained from customers than lost: net MRR churn below 0. <see langword="null"/> where that is undefined.</summary>
    public bool? NegativeChurn => NetMrrChurnRate.Value is { } rate ? rate < 0m : null;

    /// <inheritdoc cref="Metrics.QuickRatio.Of(decimal, decimal, decimal, decimal, decimal)"/>
    public Ratio QuickRatio => Metrics.QuickRatio.Of(NewMrr, ExpansionMrr, ContractionMrr, ChurnMrr, policy.ReactivationInQuickRatio ? ReactivationMrr : Zero);

    /// <inheritdoc cref="Metrics.Arpa.Of"/>
    public AverageMoney Arpa => Metrics.Arpa.Of(ClosingMrr.UnroundedMonthly, ClosingCustomers);

    /// <inheritdoc cref="Metrics.AverageSalePrice.Of"/>
    public AverageMoney AverageSalePrice => Metrics.AverageSalePrice.Of(NewMrr.UnroundedMonthly, NewCustomers);

    /// <inheritdoc cref="MrrGrowth.Rate(decimal, decimal)"/>
    public Ratio GrowthRate => MrrGrowth.Rate(OpeningMrr, ClosingMrr);

    /// <inheritdoc cref="MrrGrowth.ExpansionShare(decimal, decimal, decimal)"/>
    public Ratio ExpansionShare => MrrGrowth.ExpansionShare(NewMrr, ReactivationMrr, ExpansionMrr);

    /// <summary>The customer churn rate compounded to a year; see <see cref="Annualized.Churn"/>.</summary>
    public double? AnnualizedCustomerChurn => Annualized.Churn(CustomerChurnRate, Annualized.PeriodsPerYear(periods, index));

    /// <summary>Gross revenue retention compounded to a year; see <see cref="Annualized.Retention"/>.</summary>
    public double? AnnualizedGrossRevenueRetention => Annualized.Retention(GrossRevenueRetention, Annualized.PeriodsPerYear(periods, index));

    /// <summary>Net revenue retention compounded to a year; see <see cref="Annualized.Retention"/>.</summary>
    public double? AnnualizedNetRevenueRetention => Annualized.Retention(NetRevenueRetention, Annualized.PeriodsPerYear(periods, index));

    private RecurringRevenue Zero => RecurringRevenue.Zero(Currency);

    private RecurringRevenue Lost => new(totals.LostMrr, Currency);

    private RecurringRevenue Gained => new(totals.GainedMrr, Currency);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("currency", Currency);
        foreach (RollForwardFigure figure in RollForwardFigure.All.Where(figure => figure.IsExported))
        {
            figure.WriteTo(json, this);
        }
    }

    /// <summary>The period and its balances.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {OpeningMrr} to {ClosingMrr}, {OpeningCustomers} to {ClosingCustomers} customers");
}
