using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A line of an invoice in JSON: <c>customer</c>, <c>subscription</c>, <c>start</c>, <c>end</c>, <c>amount</c>, <c>kind</c>, <c>isProration</c>, <c>lineId</c>, <c>product</c> and <c>interval</c>; what it does not state is left out.</summary>
public sealed class InvoiceLineJsonConverter : ValueJsonConverter<InvoiceLine>
{
    internal static InvoiceLineJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, InvoiceLine value)
    {
        json.WriteStartObject();
        json.WriteString("customer", JsonText.Writable(value.Customer.Value, typeof(CustomerId)));
        json.WriteString("subscription", JsonText.Writable(value.Subscription.Value, typeof(SubscriptionId)));
        json.WriteString("start", JsonText.Of(value.Start));
        json.WriteString("end", JsonText.Of(value.End));
        json.WritePropertyName("amount");
        MoneyJsonConverter.Instance.WriteValue(json, value.Amount);
        json.WriteString("kind", JsonText.Of(value.Kind));
        json.WriteBoolean("isProration", value.IsProration);
        if (value.LineId is { } line)
        {
            json.WriteString("lineId", JsonText.Whole(line, typeof(InvoiceLine)));
        }

        if (value.Product is { } product)
        {
            json.WriteString("product", JsonText.Whole(product, typeof(InvoiceLine)));
        }

        if (value.Interval is { } interval)
        {
            json.WritePropertyName("interval");
            BillingIntervalJsonConverter.Instance.WriteValue(json, interval);
        }

        json.WriteEndObject();
    }

    internal override InvoiceLine ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A line", "customer", "subscription", "start", "end", "amount", "kind", "isProration", "lineId", "product", "interval");
        return new InvoiceLine(
            new CustomerId(fields.Text("customer")), new SubscriptionId(fields.Text("subscription")), fields.Instant("start"), fields.Instant("end"), MoneyJsonConverter.Instance.ReadValue(fields["amount"]))
        {
            Kind = fields.Find("kind") is null ? InvoiceLineKind.Recurring : fields.Choice<InvoiceLineKind>("kind"),
            IsProration = fields.FindFlag("isProration") ?? false,
            LineId = fields.FindText("lineId"),
            Product = fields.FindText("product"),
            Interval = fields.Find("interval") is { } interval ? BillingIntervalJsonConverter.Instance.ReadValue(interval) : null,
        };
    }
}
