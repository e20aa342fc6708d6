using System.Text.Json.Serialization;

namespace Retention.Metrics.Csv;

/// <summary>What several rows with one order id are, where they are not equal in every cell.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<OrderLines>))]
public enum OrderLines
{
    /// <summary>A finding: the order is left out, with the names of the columns in which its rows differ.</summary>
    Refuse,

    /// <summary>Lines of one order: their amounts and refunds are added up. They must have one customer, instant, currency and status.</summary>
    Sum,

    /// <summary>An order and its lines: the first row in the file is the order, all further ones are left out unread.</summary>
    First,
}
