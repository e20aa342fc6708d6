using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>Recurring revenue in JSON: <c>{"monthly":8.33,"annual":100.00,"currency":"EUR"}</c>; the annual amount is exact, and the monthly one need not be given.</summary>
public sealed class RecurringRevenueJsonConverter : ValueJsonConverter<RecurringRevenue>
{
    internal static RecurringRevenueJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, RecurringRevenue value)
    {
        json.WriteStartObject();
        json.WritePropertyName("monthly");
        json.WriteRawValue(value.MonthlyDigits);
        json.WritePropertyName("annual");
        json.WriteRawValue(value.AnnualDigits);
        json.WriteString("currency", value.Currency.Code);
        json.WriteEndObject();
    }

    internal override RecurringRevenue ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A recurring revenue", "monthly", "annual", "currency");
        var revenue = new RecurringRevenue(Millionths(fields["annual"]), Currency.Of(fields.Text("currency")));
        return fields.Find("monthly") is not { } monthly || string.Equals(monthly.GetRawText(), revenue.MonthlyDigits, StringComparison.Ordinal) || fields.Number("monthly") == revenue.Monthly.Amount
            ? revenue
            : throw JsonText.Unexpected(monthly, "A recurring revenue.monthly", $"{revenue.MonthlyDigits}, a twelfth of the annual amount");
    }

    /// <summary>Reads digits, for sums have more of them than a decimal.</summary>
    private static Int128 Millionths(JsonElement annual)
    {
        const int Decimals = 6;
        string[] parts = annual.GetRawText().Split('.');
        string fraction = parts.Length == 2 ? parts[1].TrimEnd('0') : "";
        return annual.ValueKind == JsonValueKind.Number && fraction.Length <= Decimals
            && Int128.TryParse(parts[0] + fraction.PadRight(Decimals, '0'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 millionths)
            ? millionths
            : throw JsonText.Unexpected(annual, "A recurring revenue.annual", "an amount in plain digits, with at most six decimals");
    }
}
