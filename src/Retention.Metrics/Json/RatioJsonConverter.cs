using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A rate in JSON: <c>{"value":0.07,"numerator":7,"denominator":100}</c>, with <c>"value":null</c> where it is undefined.</summary>
/// <remarks>
/// The value has twelve significant digits; the parts are exact. Where a part is a twelfth of an annual amount that has no end, the exact annual
/// parts are written too: <c>"annual":{"numerator":100,"denominator":300}</c>. The value need not be given, but must agree with the parts if it is.
/// </remarks>
public sealed class RatioJsonConverter : ValueJsonConverter<Ratio>
{
    internal override void WriteValue(Utf8JsonWriter json, Ratio value)
    {
        json.WriteStartObject();
        json.WritePropertyName("value");
        json.WriteRawValue(Value(value));
        WriteParts(json, value.Numerator, value.Denominator);
        if (value.AnnualParts is var (numerator, denominator))
        {
            json.WriteStartObject("annual");
            WriteParts(json, numerator, denominator);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    internal override Ratio ReadValue(JsonElement json)
    {
        var fields = new JsonFields(json, "A rate", "value", "numerator", "denominator", "annual");
        var shown = Ratio.Of(fields.Number("numerator"), fields.Number("denominator"));
        Ratio ratio = shown;
        if (fields.Find("annual") is { } annual)
        {
            var parts = new JsonFields(annual, "A rate.annual", "numerator", "denominator");
            ratio = Ratio.Of(parts.Number("numerator"), parts.Number("denominator")).PerMonth();
            if (ratio.Numerator != shown.Numerator || ratio.Denominator != shown.Denominator)
            {
                throw JsonText.Unexpected(annual, "A rate.annual", "twelve times the parts of the rate");
            }
        }

        if (fields.Find("value") is { } value && (!ratio.IsDefined || !IsNear(value, ratio)))
        {
            throw JsonText.Unexpected(value, "A rate.value", $"{Value(ratio)}, the numerator over the denominator");
        }

        return ratio;
    }

    private static void WriteParts(Utf8JsonWriter json, decimal numerator, decimal denominator)
    {
        json.WritePropertyName("numerator");
        json.WriteRawValue(JsonText.Digits(numerator));
        json.WritePropertyName("denominator");
        json.WriteRawValue(JsonText.Digits(denominator));
    }

    /// <summary>Equal to nine digits, or to the last decimal that a decimal has.</summary>
    private static bool IsNear(JsonElement value, Ratio ratio) =>
        value.ValueKind == JsonValueKind.Number && double.Abs(value.GetDouble() - Quotient(ratio)) <= Math.Max(1e-9 * double.Abs(Quotient(ratio)), 1e-28);

    private static double Quotient(Ratio ratio) => (double)ratio.Numerator / (double)ratio.Denominator;

    private static string Value(Ratio ratio) =>
        !ratio.IsDefined ? "null"
        : ratio.TryValue(out decimal value) ? SignificantDigits.Of(value)
        : Quotient(ratio).ToString("G12", CultureInfo.InvariantCulture);
}
