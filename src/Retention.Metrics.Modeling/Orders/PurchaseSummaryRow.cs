using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>A row of a table of frequency, recency and age, as another program made it and before it is checked.</summary>
/// <param name="Customer">The customer; null where the table has no ids.</param>
/// <param name="Frequency">The number of repeat purchases, x.</param>
/// <param name="Recency">The time from the first purchase to the last, t_x.</param>
/// <param name="Age">The time from the first purchase to the end of observation, T.</param>
/// <param name="MeanValue">The mean amount of a repeat purchase; null where the table has none.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("another program")]
public readonly record struct PurchaseSummaryRow(string? Customer, double Frequency, double Recency, double Age, decimal? MeanValue = null) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(PurchaseSummaryRow), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("customer", Customer);
        json.Add("frequency", Frequency);
        json.Add("recency", Recency);
        json.Add("age", Age);
        json.Add("meanValue", MeanValue);
    }
}
