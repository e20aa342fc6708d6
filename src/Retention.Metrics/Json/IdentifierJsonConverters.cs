namespace Retention.Metrics;

/// <summary>The id of a customer in JSON: a string.</summary>
public sealed class CustomerIdJsonConverter : TextJsonConverter<CustomerId>
{
    internal override string TextOf(CustomerId value) => value.Value;

    internal override CustomerId OfText(string text) => new(text);
}

/// <summary>The id of a subscription in JSON: a string.</summary>
public sealed class SubscriptionIdJsonConverter : TextJsonConverter<SubscriptionId>
{
    internal override string TextOf(SubscriptionId value) => value.Value;

    internal override SubscriptionId OfText(string text) => new(text);
}

/// <summary>The id of an order in JSON: a string.</summary>
public sealed class OrderIdJsonConverter : TextJsonConverter<OrderId>
{
    internal override string TextOf(OrderId value) => value.Value;

    internal override OrderId OfText(string text) => new(text);
}
