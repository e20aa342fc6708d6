using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Which revenue of the customers of a product a rate of retention follows. Neither is a default for the other.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<ProductScope>))]
public enum ProductScope
{
    /// <summary>Their revenue in the product: a move to another product is a loss.</summary>
    Product,

    /// <summary>Their whole revenue: a move to another product is no loss.</summary>
    Customer,
}
