using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Prices;

/// <summary>How many decimals Stripe's whole amounts of a currency have, which is not always what ISO 4217 says.</summary>
/// <remarks>
/// From "Supported currencies" of Stripe's documentation: a list of currencies without decimals, five with three, and the special cases ISK and UGX, which have no
/// minor unit and are counted in hundredths all the same. HUF and TWD are special for payouts alone; their prices are in hundredths.
/// </remarks>
internal static class StripeCurrency
{
    private static readonly HashSet<string> WithoutDecimals = new(StringComparer.Ordinal)
    {
        "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    private static readonly HashSet<string> WithThreeDecimals = new(StringComparer.Ordinal) { "BHD", "JOD", "KWD", "OMR", "TND" };

    private static readonly HashSet<string> InHundredthsThoughWithout = new(StringComparer.Ordinal) { "ISK", "UGX" };

    /// <summary>The currency of a lower-case code.</summary>
    public static Currency Read(JsonNode code) => Read(code.Text(), code);

    /// <summary>The currency of a lower-case code that names a property.</summary>
    /// <param name="text">The code.</param>
    /// <param name="code">The place that a refusal names.</param>
    public static Currency Read(string text, JsonNode code)
    {
        if (!Currency.TryParse(text.ToUpperInvariant(), out Currency currency) || currency == Currency.None)
        {
            throw code.Refuse("must be a currency code of ISO 4217, such as usd");
        }

        _ = Decimals(currency) ?? throw code.Refuse("is a currency of which Stripe does not say how its amounts are counted");
        return currency;
    }

    /// <summary>An amount in major units.</summary>
    public static decimal Major(decimal amount, Currency currency) => amount / Decimals(currency) switch
    {
        0 => 1m,
        3 => 1000m,
        _ => 100m,
    };

    private static int? Decimals(Currency currency) =>
        WithoutDecimals.Contains(currency.Code) ? 0
        : WithThreeDecimals.Contains(currency.Code) ? 3
        : InHundredthsThoughWithout.Contains(currency.Code) || currency.MinorUnits == 2 ? 2
        : null;
}
