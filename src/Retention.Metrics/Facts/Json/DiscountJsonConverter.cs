using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A discount in JSON: <c>{"percentOff":10,"until":"2026-07-01T00:00:00Z"}</c>, or <c>amountOff</c> with an amount; without <c>until</c> it stays for ever.</summary>
public sealed class DiscountJsonConverter : ValueJsonConverter<Discount>
{
    internal static DiscountJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, Discount value)
    {
        json.WriteStartObject();
        if (value.AmountOff is { } off)
        {
            json.WritePropertyName("amountOff");
            MoneyJsonConverter.Instance.WriteValue(json, off);
        }
        else
        {
            json.WritePropertyName("percentOff");
            json.WriteRawValue(JsonText.Digits(value.PercentOff));
        }

        JsonText.Write(json, "until", value.Until);
        json.WriteEndObject();
    }

    internal override Discount ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A discount", "percentOff", "amountOff", "until");
        if (fields.Find("amountOff") is not { } off)
        {
            return Discount.Percent(fields.Number("percentOff"), fields.FindInstant("until"));
        }

        return fields.Find("percentOff") is not { } percent
            ? Discount.Amount(MoneyJsonConverter.Instance.ReadValue(off), fields.FindInstant("until"))
            : throw JsonText.Unexpected(percent, "A discount.percentOff", "a percentage or amountOff, but not both");
    }
}
