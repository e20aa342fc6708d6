using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>A period in several currencies, in plain LINQ: each customer's native levels, converted at the rates that the period asks for.</summary>
internal static class ReferenceCurrencies
{
    /// <summary>The row at the rates of its movements, and what exchange rates add to its closing.</summary>
    public static (ReferenceRow Row, decimal Fx) Of(IReadOnlyList<SubscriptionEvent> events, Instant start, Instant end, DateTimeZone zone, MetricPolicy policy, Func<Currency, Instant, decimal> rate)
    {
        Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>> together = ReferenceCustomerStates.Of(events, policy);
        var parts = events.GroupBy(one => one.Subscription).GroupBy(life => CurrencyOf(life))
            .ToDictionary(part => part.Key, part => ReferenceCustomerStates.Of(part.SelectMany(life => life), policy));
        var converted = new Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>>();
        decimal fx = 0m;
        foreach ((CustomerId customer, SortedDictionary<Instant, ReferenceCustomerState> states) in together)
        {
            Currency[] currencies = [.. parts.Keys.Where(currency => parts[currency].ContainsKey(customer))];
            converted[customer] = new(states.ToDictionary(
                one => one.Key,
                one => one.Value with { Level = currencies.Sum(currency => In(Native(currency, one.Key, inclusive: true), OfMovements(currency))) }));
            fx += currencies.Sum(currency => In(Native(currency, end, inclusive: false), rate(currency, end)) - In(Native(currency, end, inclusive: false), OfMovements(currency)));

            // At r0 what is held at the start, at r1 what is not.
            decimal OfMovements(Currency currency) => rate(currency, Native(currency, start, inclusive: false) > 0m ? start : end);

            decimal Native(Currency currency, Instant at, bool inclusive) => parts[currency][customer].LastOrDefault(one => one.Key < at || (inclusive && one.Key == at)).Value.Level;
        }

        return (ReferencePolicies.Of(converted, start, end, zone, policy), fx);
    }

    /// <summary>Half-even to a millionth, and never to nothing.</summary>
    private static decimal In(decimal native, decimal rate) => native == 0m ? 0m : Math.Max(0.000001m, Math.Round(native * rate, 6, MidpointRounding.ToEven));

    private static Currency CurrencyOf(IEnumerable<SubscriptionEvent> life) =>
        life.Select(one => (one as SubscriptionEvent.Started)?.Price ?? (one as SubscriptionEvent.PriceChanged)?.Price).OfType<RecurringPrice>().Select(price => price.Amount.Currency).FirstOrDefault();
}
