using NodaTime;

namespace Retention.Metrics.Reports;

/// <summary>What each customer pays in each currency at any instant, under one policy.</summary>
internal sealed class CustomerBalances
{
    private readonly RevenueTimeline[] parts;
    private readonly Dictionary<(CustomerId Customer, Currency Currency), (RevenueTimeline Part, int Number)> numbers = [];
    private readonly ILookup<CustomerId, Currency> currencies;
    private readonly HashSet<CustomerId> known;

    public CustomerBalances(SubscriptionHistory history, MetricPolicy policy)
    {
        parts = [.. history.ByCurrency().Select(part => RevenueTimeline.FromHistory(part.Value, policy))];
        foreach (RevenueTimeline part in parts)
        {
            for (int number = 0; number < part.CustomerCount; number++)
            {
                numbers.Add((part.CustomerAt(number), part.Currency), (part, number));
            }
        }

        currencies = numbers.Keys.ToLookup(key => key.Customer, key => key.Currency);
        known = [.. numbers.Keys.Select(key => key.Customer)];
    }

    public bool Knows(CustomerId customer) => known.Contains(customer);

    public IEnumerable<Currency> CurrenciesOf(CustomerId customer) => currencies[customer];

    /// <summary>Who pays something after everything before an instant.</summary>
    public Dictionary<(CustomerId, Currency), Money> At(Instant instant)
    {
        long ticks = instant.ToUnixTimeTicks();
        var paying = new Dictionary<(CustomerId, Currency), Money>();
        foreach (RevenueTimeline part in parts)
        {
            for (int number = 0; number < part.CustomerCount; number++)
            {
                if (part.Columns.LevelAt(number, ticks) is > 0 and var level)
                {
                    paying.Add((part.CustomerAt(number), part.Currency), Monthly(level, part.Currency));
                }
            }
        }

        return paying;
    }

    /// <summary>What a customer pays after everything before an instant.</summary>
    public Money At(CustomerId customer, Currency currency, Instant instant) => numbers.TryGetValue((customer, currency), out (RevenueTimeline Part, int Number) own)
        ? Monthly(own.Part.Columns.LevelAt(own.Number, instant.ToUnixTimeTicks()), currency)
        : Money.Zero(currency);

    /// <summary>All that a customer pays at some time between two instants.</summary>
    public IEnumerable<Money> Within(CustomerId customer, Currency currency, Instant from, Instant to)
    {
        yield return At(customer, currency, from);
        if (!numbers.TryGetValue((customer, currency), out (RevenueTimeline Part, int Number) own))
        {
            yield break;
        }

        RevenueColumns columns = own.Part.Columns;
        long first = from.ToUnixTimeTicks(), last = to.ToUnixTimeTicks();
        for (int row = columns.Offsets[own.Number]; row < columns.Offsets[own.Number + 1]; row++)
        {
            if (columns.Time[row] >= first && columns.Time[row] <= last)
            {
                yield return Monthly(columns.Level[row], currency);
            }
        }
    }

    private static Money Monthly(long level, Currency currency) => new RecurringRevenue(level, currency).Monthly;
}
