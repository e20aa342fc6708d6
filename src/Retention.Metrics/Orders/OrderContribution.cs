using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The figures of the order metrics that are sums over customers, and so can name them.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<OrderFigure>))]
public enum OrderFigure
{
    /// <summary>Orders.</summary>
    Orders,

    /// <summary>Revenue.</summary>
    Revenue,

    /// <summary>Customers who ordered.</summary>
    UniqueCustomers,

    /// <summary>Customers with exactly one order in the period.</summary>
    OneTimeCustomers,

    /// <summary>Customers with two or more orders in the period.</summary>
    RepeatCustomers,

    /// <summary>Customers who ordered in the period and have two or more orders by its end.</summary>
    ReturningCustomers,
}

/// <summary>What one customer adds to a figure of a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Customer">The customer.</param>
/// <param name="Orders">The customer's orders in the period.</param>
/// <param name="Revenue">What they brought.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderTimeline.Explain")]
public sealed record OrderContribution(ReportingPeriod Period, CustomerId Customer, int Orders, Money Revenue) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("period", Period.Name);
        json.Add("customer", Customer);
        json.Add("currency", Revenue.Currency);
        json.Add("orders", Orders);
        json.Add("revenue", Revenue);
    }
}
