using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Recency, frequency and monetary value (RFM) of one customer.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Frequency">The number of repeat purchases: days with an order, without the first.</param>
/// <param name="RecencyDays">Days from the first to the last day with an order.</param>
/// <param name="AgeDays">Days from the first day with an order to the end of observation.</param>
/// <param name="FirstRevenue">The revenue of the first day with an order.</param>
/// <param name="RepeatRevenue">The revenue of all later days with an order.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderTimeline.Rfm")]
public readonly record struct RfmRow(CustomerId Customer, int Frequency, int RecencyDays, int AgeDays, Money FirstRevenue, Money RepeatRevenue) : IJsonAnswer
{
    /// <summary>The revenue of all days with an order.</summary>
    public Money TotalRevenue => FirstRevenue + RepeatRevenue;

    /// <summary>The mean revenue of a day with repeat purchases; undefined without one.</summary>
    public AverageMoney MeanRepeatRevenue => AverageMoney.Of(RepeatRevenue, Frequency);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("currency", FirstRevenue.Currency);
        WriteTo(json);
    }

    internal void WriteTo(JsonAnswerWriter json)
    {
        json.Add("customer", Customer);
        json.Add("frequency", Frequency);
        json.Add("recencyDays", RecencyDays);
        json.Add("ageDays", AgeDays);
        json.Add("firstRevenue", FirstRevenue);
        json.Add("repeatRevenue", RepeatRevenue);
        json.Add("meanRepeatRevenue", MeanRepeatRevenue);
    }

    /// <summary>The customer and the figures, in one line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customer}: {Frequency} repeat orders, recency {RecencyDays} of {AgeDays} days, {FirstRevenue} and {RepeatRevenue}");
}
