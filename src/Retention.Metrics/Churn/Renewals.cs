using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Who was up for renewal in each period, who renewed, and how much of the churn falls on a renewal.</summary>
/// <remarks>
/// <para><b>Formula:</b> subscriptions: those renewed / those with a term ending in the period, by the last such term (see
/// <see cref="RenewalCalendar"/>). Customers: of those active at the start with a term ending in the period, those still active at its end;
/// what is missing to 1 is the customer churn rate among those up for renewal. Churn falls on a renewal where the subscription that decided
/// it (see <see cref="ChurnByReason"/>) was to end a term on the local day of the churn.</para>
/// <para><b>Unit:</b> subscriptions, customers, money a month.</para>
/// <para><b>Undefined:</b> rates of a period in which nothing was up for renewal; the share of churn where nobody churned.</para>
/// <para><b>Cost:</b> two passes over the changes, one pass over the subscriptions, and one question for each customer and period.</para>
/// <para><b>Source:</b> Displayr's and Kill Bill's churn of those who could churn; PayPro Global, "SaaS Renewal Rate Calculator".</para>
/// </remarks>
/// <example><code>
/// Renewals renewals = ChurnAnalysis.Of(history).Renewals(march);
/// renewals[0].SubscriptionRenewalRate; // 4/5 = 0.8: all but Bo's
/// renewals[0].CustomerRenewalRate;     // 1/5 = 0.2: three who renewed left later in the month
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ChurnAnalysis.Renewals")]
public sealed class Renewals : RevenueAnswer<Renewals, RenewalsRow>
{
    private readonly PeriodTotals<RenewalSums> totals;

    internal Renewals(ReportingPeriods periods, MetricPolicy policy, Currency currency, PeriodTotals<RenewalSums> totals)
        : base(periods, policy, currency, totals, periods.Zip(totals.All, (period, sums) => new RenewalsRow(period, currency, sums)))
    {
        this.totals = totals;
    }

    private protected override Renewals Plus(Renewals other, Currency currency) => new(Periods, Policy, currency, totals.Plus(other.totals));
}

/// <summary>Who was up for renewal in one period.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class RenewalsRow : IJsonAnswer
{
    private readonly RenewalSums sums;

    internal RenewalsRow(ReportingPeriod period, Currency currency, RenewalSums sums)
    {
        Period = period;
        Currency = currency;
        this.sums = sums;
    }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>Subscriptions with at least one term ending in the period.</summary>
    public long SubscriptionsUpForRenewal => sums.Subscriptions;

    /// <summary>Of those, the ones with a renewal of the last term that ends in the period.</summary>
    public long SubscriptionsRenewed => sums.SubscriptionsRenewed;

    /// <summary>Subscriptions renewed out of those up for renewal.</summary>
    public Ratio SubscriptionRenewalRate => CustomerRetention.Rate(SubscriptionsRenewed, SubscriptionsUpForRenewal);

    /// <summary>Customers active at the start with a term ending in the period.</summary>
    public long CustomersUpForRenewal => sums.Customers;

    /// <summary>Of those, the ones still active at the end.</summary>
    public long CustomersRenewed => sums.Customers - sums.CustomersLost;

    /// <summary>Customers still active at the end out of those up for renewal.</summary>
    public Ratio CustomerRenewalRate => CustomerRetention.Rate(CustomersRenewed, CustomersUpForRenewal);

    /// <summary>What the customers up for renewal paid at the start.</summary>
    public RecurringRevenue MrrUpForRenewal => new(sums.Mrr, Currency);

    /// <summary>What those of them who left had paid at the start.</summary>
    public RecurringRevenue MrrNotRenewed => new(sums.MrrLost, Currency);

    /// <summary>What the customers who stayed had paid at the start, out of what all up for renewal had.</summary>
    public Ratio MrrRenewalRate => Ratio.Of(MrrUpForRenewal - MrrNotRenewed, MrrUpForRenewal);

    /// <summary>Churned customers of the period, up for renewal or not.</summary>
    public long ChurnedCustomers => sums.Churned;

    /// <summary>Of those, the ones with a deciding subscription that was to end a term on the local day of the churn.</summary>
    public long ChurnedOnRenewal => sums.ChurnedOnRenewal;

    /// <summary>The share of churn that falls on a renewal.</summary>
    public Ratio ShareOfChurnOnRenewal => Ratio.Of(ChurnedOnRenewal, ChurnedCustomers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("currency", Currency);
        json.Add("subscriptionsUpForRenewal", SubscriptionsUpForRenewal);
        json.Add("subscriptionsRenewed", SubscriptionsRenewed);
        json.Add("subscriptionRenewalRate", SubscriptionRenewalRate);
        json.Add("customersUpForRenewal", CustomersUpForRenewal);
        json.Add("customersRenewed", CustomersRenewed);
        json.Add("customerRenewalRate", CustomerRenewalRate);
        json.Add("mrrUpForRenewal", MrrUpForRenewal);
        json.Add("mrrNotRenewed", MrrNotRenewed);
        json.Add("mrrRenewalRate", MrrRenewalRate);
        json.Add("churnedCustomers", ChurnedCustomers);
        json.Add("churnedOnRenewal", ChurnedOnRenewal);
        json.Add("shareOfChurnOnRenewal", ShareOfChurnOnRenewal);
    }

    /// <summary>The period and who renewed in it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {CustomersRenewed} of {CustomersUpForRenewal} customers renewed");
}
