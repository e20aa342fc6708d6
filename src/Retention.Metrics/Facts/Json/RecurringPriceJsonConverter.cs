using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A recurring price in JSON: <c>{"amount":{"amount":49.00,"currency":"EUR"},"interval":{"unit":"month","count":1},"quantity":1}</c>, and <c>product</c> where there is one; a quantity of 1 can be left out.</summary>
public sealed class RecurringPriceJsonConverter : ValueJsonConverter<RecurringPrice>
{
    internal static RecurringPriceJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RecurringPrice value)
    {
        json.WriteStartObject();
        json.WritePropertyName("amount");
        MoneyJsonConverter.Instance.WriteValue(json, value.Amount);
        json.WritePropertyName("interval");
        BillingIntervalJsonConverter.Instance.WriteValue(json, value.Interval);
        json.WriteNumber("quantity", value.Quantity);
        if (value.Product is { } product)
        {
            json.WriteString("product", JsonText.Writable(product, typeof(RecurringPrice)));
        }

        json.WriteEndObject();
    }

    internal override RecurringPrice ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A price", "amount", "interval", "quantity", "product");
        return new RecurringPrice(MoneyJsonConverter.Instance.ReadValue(fields["amount"]), BillingIntervalJsonConverter.Instance.ReadValue(fields["interval"]), fields.FindWhole("quantity") ?? 1)
        {
            Product = fields.FindText("product"),
        };
    }
}
