using NodaTime;

namespace Retention.Metrics;

/// <summary>Facts in several currencies: one part for each, or all in one currency at given rates.</summary>
public static class CurrencyExtensions
{
    /// <summary>Divides a history into one for each currency, by code. A subscription that never had a price is in the first.</summary>
    /// <remarks><b>Cost:</b> linear in the subscriptions; the columns of the events are shared.</remarks>
    /// <param name="history">The history, of any number of currencies.</param>
    public static IReadOnlyList<KeyValuePair<Currency, SubscriptionHistory>> PerCurrency(this SubscriptionHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return [.. history.ByCurrency()];
    }

    /// <summary>Divides orders into one history for each currency, by code.</summary>
    /// <remarks><b>Cost:</b> one pass over the orders for each currency; the columns of the orders are shared.</remarks>
    /// <param name="history">The orders, of any number of currencies.</param>
    public static IReadOnlyList<KeyValuePair<Currency, OrderHistory>> PerCurrency(this OrderHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return [.. history.ByCurrency()];
    }

    /// <summary>The same subscriptions with every price in one currency at the rates of one instant: constant currency.</summary>
    /// <remarks>Each price and each amount off is rounded half-even to six decimals; one above 0 is at least a millionth.</remarks>
    /// <param name="history">The history, of any number of currencies.</param>
    /// <param name="currency">The currency wanted.</param>
    /// <param name="rates">Where rates come from; asked once for each currency.</param>
    /// <param name="at">The instant of the rates.</param>
    /// <exception cref="ArgumentException">A rate is not above 0.</exception>
    /// <exception cref="InvalidHistoryException">A price is too large in the currency.</exception>
    public static SubscriptionHistory AtConstantRates(this SubscriptionHistory history, Currency currency, IExchangeRates rates, Instant at)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(rates);
        var known = new Dictionary<Currency, decimal>();
        var prices = new Dictionary<(RecurringPrice, Discount?), (RecurringPrice, Discount?)>();
        return SubscriptionHistory.Create(history.Select(Converted));

        SubscriptionEvent Converted(SubscriptionEvent one)
        {
            switch (one)
            {
                case SubscriptionEvent.Started started:
                    (RecurringPrice price, Discount? discount) = PriceOf(started.Price, started.Discount);
                    return started with { Price = price, Discount = discount };
                case SubscriptionEvent.PriceChanged changed:
                    (RecurringPrice changedPrice, Discount? changedDiscount) = PriceOf(changed.Price, changed.Discount);
                    return changed with { Price = changedPrice, Discount = changedDiscount };
                default:
                    return one;
            }
        }

        (RecurringPrice Price, Discount? Discount) PriceOf(RecurringPrice price, Discount? discount)
        {
            if (!prices.TryGetValue((price, discount), out (RecurringPrice, Discount?) converted))
            {
                prices.Add((price, discount), converted = (price with { Amount = In(price.Amount) }, discount?.AmountOff is { } off ? Discount.Amount(In(off), discount.Until) : discount));
            }

            return converted;
        }

        Money In(Money money)
        {
            if (money.Currency != currency && money.Amount == 0m)
            {
                return Money.Zero(currency);
            }

            if (!known.TryGetValue(money.Currency, out decimal rate))
            {
                known.Add(money.Currency, rate = ExchangeRate.Of(rates, money.Currency, currency, at).Value);
            }

            return RoundedIn(currency, money, rate);
        }
    }

    /// <summary>The same orders in one currency, each with its refund at the rate of the order's own instant.</summary>
    /// <remarks>Each amount is rounded half-even to six decimals. A refund has the rate of its order, because it counts in the order's period.</remarks>
    /// <param name="history">The orders, of any number of currencies.</param>
    /// <param name="currency">The currency wanted.</param>
    /// <param name="rates">Where rates come from; asked for every order.</param>
    /// <exception cref="ArgumentException">A rate is not above 0.</exception>
    /// <exception cref="InvalidHistoryException">An amount is too large in the currency.</exception>
    public static OrderHistory AtRatesOfOrders(this OrderHistory history, Currency currency, IExchangeRates rates)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(rates);
        return OrderHistory.Create(history.Select(order =>
        {
            Money amount = order.Amount;
            decimal rate = amount.Amount == 0m ? 1m : ExchangeRate.Of(rates, amount.Currency, currency, order.OrderedAt).Value;
            return order with { Amount = RoundedIn(currency, amount, rate), Refunded = order.Refunded is { } refund ? RoundedIn(currency, refund, rate) : null };
        }));
    }

    /// <summary>An amount above 0 is at least a millionth: a rate must not turn a customer into a lost one.</summary>
    private static Money RoundedIn(Currency currency, Money money, decimal rate)
    {
        const decimal Millionth = 0.000001m;
        decimal converted = money.Currency == currency ? money.Amount : Math.Round(money.Amount * rate, 6, MidpointRounding.ToEven);
        return new Money(money.Amount > 0m ? Math.Max(Millionth, converted) : converted, currency);
    }
}
