using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The part of a period's churn that has one cause: how many customers and how much MRR, and out of what.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ChurnShare : IJsonAnswer
{
    private readonly LossSums opening;
    private readonly LossSums lost;

    internal ChurnShare(LossSums part, LossSums lost, LossSums opening, Currency currency)
    {
        this.lost = lost;
        this.opening = opening;
        ChurnedCustomers = part.Customers;
        ChurnMrr = new RecurringRevenue(part.Mrr, currency);
    }

    /// <summary>Churned customers with this cause.</summary>
    public long ChurnedCustomers { get; }

    /// <summary>Churned MRR with this cause.</summary>
    public RecurringRevenue ChurnMrr { get; }

    /// <summary>Out of all churned customers of the period; undefined where none churned.</summary>
    public Ratio ShareOfChurnedCustomers => Ratio.Of(ChurnedCustomers, lost.Customers);

    /// <summary>Out of all churned MRR of the period; undefined where none churned.</summary>
    public Ratio ShareOfChurnMrr => Ratio.Of(ChurnMrr, new RecurringRevenue(lost.Mrr, ChurnMrr.Currency));

    /// <summary>Out of the customers the period opened with: the voluntary or the involuntary churn rate, for one.</summary>
    public Ratio CustomerChurnRate => CustomerChurn.Rate(ChurnedCustomers, opening.Customers);

    /// <summary>Out of the MRR the period opened with.</summary>
    public Ratio MrrChurnRate => MrrChurn.Gross(ChurnMrr, RecurringRevenue.Zero(ChurnMrr.Currency), new RecurringRevenue(opening.Mrr, ChurnMrr.Currency));

    /// <summary>Customers and MRR.</summary>
    public override string ToString() => FormattableString.Invariant($"{ChurnedCustomers} customer{(ChurnedCustomers == 1 ? "" : "s")}, {ChurnMrr}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("currency", ChurnMrr.Currency);
        WriteTo(json);
    }

    internal void WriteTo(JsonAnswerWriter json)
    {
        json.Add("churnedCustomers", ChurnedCustomers);
        json.Add("churnMrr", ChurnMrr);
        json.Add("shareOfChurnedCustomers", ShareOfChurnedCustomers);
        json.Add("shareOfChurnMrr", ShareOfChurnMrr);
        json.Add("customerChurnRate", CustomerChurnRate);
        json.Add("mrrChurnRate", MrrChurnRate);
    }
}
