using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Input;

/// <summary>A portfolio in several currencies: in one at given rates, or one part for each.</summary>
internal static class CurrencyParts
{
    /// <summary>The portfolio of each currency, with its code; the portfolio itself, without a code, where there is one currency at most.</summary>
    /// <remarks>Every part has the span of the facts of all, so that all parts are reported over the same periods.</remarks>
    public static IReadOnlyList<(string? Currency, Portfolio Portfolio)> Of(Portfolio portfolio)
    {
        if (portfolio.Conversion is not null)
        {
            return [(null, portfolio)];
        }

        var subscriptions = portfolio.Subscriptions?.PerCurrency().ToDictionary(part => part.Key, part => part.Value);
        var orders = portfolio.Orders?.PerCurrency().ToDictionary(part => part.Key, part => part.Value);
        Currency[] currencies = [.. (subscriptions?.Keys ?? Enumerable.Empty<Currency>()).Union(orders?.Keys ?? Enumerable.Empty<Currency>()).OrderBy(currency => currency.Code, StringComparer.Ordinal)];
        return currencies.Length < 2
            ? [(null, portfolio)]
            : [.. currencies.Select(currency => ((string?)currency.Code, portfolio with
            {
                Subscriptions = subscriptions is null ? null : subscriptions.GetValueOrDefault(currency) ?? SubscriptionHistory.Create(),
                Orders = orders is null ? null : orders.GetValueOrDefault(currency) ?? OrderHistory.Create(),
                SpanOfAll = portfolio.Span,
                DataEndOfAll = portfolio.DataEnd,
            }))];
    }

    /// <summary>All facts in the currency of the report: subscriptions at the rates of one instant, each order at the rates of its own.</summary>
    public static Portfolio AtConstantRates(Portfolio portfolio, Settings settings)
    {
        if (portfolio.Conversion is not { } conversion || portfolio.Span is not { } span)
        {
            return portfolio;
        }

        Instant at = InstantOfRates(span, settings);
        return portfolio with
        {
            Subscriptions = portfolio.Subscriptions?.AtConstantRates(conversion.Currency, conversion.Rates, at),
            Orders = portfolio.Orders?.AtRatesOfOrders(conversion.Currency, conversion.Rates),
        };
    }

    /// <summary>The instant of constant rates: the last that is reported on, which is the end of the data or of the last period, whichever is earlier.</summary>
    public static Instant InstantOfRates(Interval facts, Settings settings)
    {
        Instant last = settings.AsOf ?? facts.End;
        return settings.To is { } to && settings.Calendar.Containing(to)[0].End is var end && end < last ? end : last;
    }

    /// <summary>Says at which rates amounts are converted; <see langword="null"/> where none are.</summary>
    public static string? RatesOf(Portfolio portfolio, Settings settings) => portfolio is { Conversion: { } conversion, Span: { } span }
        ? $"{conversion.Currency} at the rates of {LocalDatePattern.Iso.Format(settings.DayOf(InstantOfRates(span, settings)))}{(portfolio.Orders is null ? "" : "; each order at the rates of its day")}"
        : null;
}
