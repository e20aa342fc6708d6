using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>A customer in a group of high churn.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.AtRisk")]
public sealed class AtRiskCustomer : IJsonAnswer, IEquatable<AtRiskCustomer>
{
    internal AtRiskCustomer(CustomerId customer, double value, SignalGroup group, RecurringRevenue mrr)
    {
        Customer = customer;
        Value = value;
        Group = group.Number!.Value;
        ChurnRate = group.ChurnRate;
        Mrr = mrr;

        // The rate of a group of somebody is defined; a part of a millionth is left away.
        ExpectedLoss = new RecurringRevenue(mrr.AnnualMillionths * group.Lost / group.AtRisk, mrr.Currency);
    }

    /// <summary>The customer.</summary>
    public CustomerId Customer { get; }

    /// <summary>The signal at the instant.</summary>
    public double? Value { get; }

    /// <summary>The number of the group, from 1 for the lowest values.</summary>
    public int Group { get; }

    /// <summary>The churn rate of the group in the periods that it was measured in.</summary>
    public Ratio ChurnRate { get; }

    /// <summary>What the customer pays.</summary>
    public RecurringRevenue Mrr { get; }

    /// <summary>MRR × churn rate of the group: what is lost on average in one period.</summary>
    public RecurringRevenue ExpectedLoss { get; }

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(AtRiskCustomer? left, AtRiskCustomer? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(AtRiskCustomer? left, AtRiskCustomer? right) => !Equals(left, right);

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(AtRiskCustomer? other) =>
        other is not null && Customer == other.Customer && Value.Equals(other.Value) && Group == other.Group && ChurnRate == other.ChurnRate && Mrr == other.Mrr;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AtRiskCustomer);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Customer, Group, Mrr);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("currency", Mrr.Currency);
        WriteTo(json);
    }

    internal void WriteTo(JsonAnswerWriter json)
    {
        json.Add("customer", Customer);
        json.Add("value", Value);
        json.Add("group", Group);
        json.Add("churnRate", ChurnRate);
        json.Add("mrr", Mrr);
        json.Add("expectedLoss", ExpectedLoss);
    }

    /// <summary>The customer, the MRR and the expected loss.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customer}: {Mrr}, expected loss {ExpectedLoss}");
}
