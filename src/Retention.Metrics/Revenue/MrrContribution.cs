using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>What one customer, or one movement of a customer, adds to a figure of a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Customer">The customer.</param>
/// <param name="At">When the level was reached, for a movement; <see langword="null"/> for a balance.</param>
/// <param name="Before">What the customer paid before.</param>
/// <param name="After">What the customer paid after.</param>
/// <param name="Amount">What it adds to a figure in money.</param>
/// <param name="Count">What it adds to a figure in customers: 1, unless a policy counts every drop or halves.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.Explain")]
public sealed record MrrContribution(ReportingPeriod Period, CustomerId Customer, Instant? At, RecurringRevenue Before, RecurringRevenue After, RecurringRevenue Amount, decimal Count = 1m) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(MrrContribution), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json) => WriteTo(json);

    internal void WriteTo(JsonAnswerWriter json)
    {
        json.Add("period", Period.Name);
        json.Add("customer", Customer);
        json.Add("at", At);
        json.Add("currency", Amount.Currency);
        json.Add("beforeMrr", Before);
        json.Add("afterMrr", After);
        json.Add("amountMrr", Amount);
        json.Add("count", Count);
    }
}
