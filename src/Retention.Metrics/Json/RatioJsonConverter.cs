using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A rate in JSON: <c>{"value":0.07,"numerator":7,"denominator":100}</c>, with <c>"value":null</c> where it is undefined.</summary>
/// <remarks>
/// The value has twelve significant digits; the parts have all their digits. The value need not be given, but must agree with the parts if it is.
/// </remarks>
public sealed class RatioJsonConverter : ValueJsonConverter<Ratio>
{
    internal override void WriteValue(Utf8JsonWriter json, Ratio value)
    {
        json.WriteStartObject();
        WriteFields(json, value);
        json.WriteEndObject();
    }

    internal override Ratio ReadValue(JsonElement json) => ReadFields(new JsonFields(json, "A rate", "value", "numerator", "denominator"), "A rate");

    internal static void WriteFields(Utf8JsonWriter json, Ratio value)
    {
        json.WritePropertyName("value");
        json.WriteRawValue(Value(value));
        json.WritePropertyName("numerator");
        json.WriteRawValue(JsonText.Digits(value.Numerator));
        json.WritePropertyName("denominator");
        json.WriteRawValue(JsonText.Digits(value.Denominator));
    }

    internal static Ratio ReadFields(JsonFields fields, string what)
    {
        var ratio = Ratio.Of(fields.Number("numerator"), fields.Number("denominator"));
        return fields.Find("value") is not { } value || (ratio.IsDefined && IsNear(value, ratio))
            ? ratio
            : throw JsonText.Unexpected(value, $"{what}.value", $"{Value(ratio)}, the numerator over the denominator");
    }

    /// <summary>Equal to nine digits, or to the last decimal that a decimal has.</summary>
    private static bool IsNear(JsonElement value, Ratio ratio) =>
        value.ValueKind == JsonValueKind.Number && double.Abs(value.GetDouble() - Quotient(ratio)) <= Math.Max(1e-9 * double.Abs(Quotient(ratio)), 1e-28);

    private static double Quotient(Ratio ratio) => (double)ratio.Numerator / (double)ratio.Denominator;

    internal static string Value(Ratio ratio) =>
        !ratio.IsDefined ? "null"
        : ratio.TryValue(out decimal value) ? SignificantDigits.Of(value)
        : Quotient(ratio).ToString("G12", CultureInfo.InvariantCulture);
}
