using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Json;

/// <summary>Amounts, rates and numbers in the JSON of answers: the digits that every export has.</summary>
internal static class JsonNumbers
{
    /// <summary>An amount, rounded half-even to the decimals of its currency.</summary>
    public static string Digits(Money money) =>
        money.Rounded.Amount.ToString($"F{money.Currency.MinorUnits.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);

    /// <summary>A number with twelve significant digits; nothing where there is none, or an infinite one.</summary>
    public static string? Digits(double? number) =>
        number is not { } value || !double.IsFinite(value) ? null : value == 0.0 ? "0" : value.ToString("G12", CultureInfo.InvariantCulture);

    /// <summary>The annual millionths of an amount of a month, exact.</summary>
    public static string Millionths(RecurringRevenue revenue) => revenue.AnnualMillionths.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes digits, or null where there are none.</summary>
    public static void Write(Utf8JsonWriter json, string? digits) => json.WriteRawValue(digits ?? "null");

    /// <summary>Writes a rate as value, numerator and denominator; the parts have at most six decimals.</summary>
    public static void Write(Utf8JsonWriter json, Ratio rate)
    {
        json.WriteStartObject();
        json.WritePropertyName("value");
        json.WriteRawValue(RatioJsonConverter.Value(rate));
        json.WritePropertyName("numerator");
        json.WriteRawValue(Part(rate.Numerator));
        json.WritePropertyName("denominator");
        json.WriteRawValue(Part(rate.Denominator));
        json.WriteEndObject();
    }

    private static string Part(decimal part) => Math.Round(part, 6, MidpointRounding.ToEven).ToString("0.######", CultureInfo.InvariantCulture);
}
