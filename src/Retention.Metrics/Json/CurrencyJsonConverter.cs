namespace Retention.Metrics;

/// <summary>A currency in JSON: its code, <c>"EUR"</c>.</summary>
public sealed class CurrencyJsonConverter : TextJsonConverter<Currency>
{
    internal override string TextOf(Currency value) => value.Code;

    internal override Currency OfText(string text) => Currency.Of(text);
}
