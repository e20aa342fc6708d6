using System.Text.Json;

namespace Retention.Metrics;

/// <summary>An order in JSON: <c>id</c>, <c>customer</c>, <c>orderedAt</c>, <c>amount</c>, <c>status</c>, <c>refunded</c> and <c>recordedAt</c>; what it does not state is left out.</summary>
public sealed class OrderJsonConverter : ValueJsonConverter<Order>
{
    internal static OrderJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, Order value)
    {
        json.WriteStartObject();
        if (value.Id is { } id)
        {
            json.WriteString("id", JsonText.Writable(id.Value, typeof(OrderId)));
        }

        json.WriteString("customer", JsonText.Writable(value.Customer.Value, typeof(CustomerId)));
        json.WriteString("orderedAt", JsonText.Of(value.OrderedAt));
        json.WritePropertyName("amount");
        MoneyJsonConverter.Instance.WriteValue(json, value.Amount);
        json.WriteString("status", JsonText.Of(value.Status));
        if (value.Refunded is { } refunded)
        {
            json.WritePropertyName("refunded");
            MoneyJsonConverter.Instance.WriteValue(json, refunded);
        }

        JsonText.Write(json, "recordedAt", value.RecordedAt);
        json.WriteEndObject();
    }

    internal override Order ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "An order", "id", "customer", "orderedAt", "amount", "status", "refunded", "recordedAt");
        return new Order(new CustomerId(fields.Text("customer")), fields.Instant("orderedAt"), MoneyJsonConverter.Instance.ReadValue(fields["amount"]))
        {
            Id = fields.FindText("id") is { } id ? new OrderId(id) : (OrderId?)null,
            Status = fields.Find("status") is null ? OrderStatus.Completed : fields.Choice<OrderStatus>("status"),
            Refunded = fields.Find("refunded") is { } refunded ? MoneyJsonConverter.Instance.ReadValue(refunded) : null,
            RecordedAt = fields.FindInstant("recordedAt"),
        };
    }
}
