using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests;

/// <summary>A portfolio with subscriptions priced in one currency each, and rates that differ from instant to instant.</summary>
internal sealed record CurrencyPortfolio(SubscriptionScenario Portfolio, ImmutableArray<Currency> Currencies, ImmutableArray<decimal> Rates)
{
    private static readonly Currency[] Known = [Currency.Eur, Currency.Usd, Currency.Gbp];

    public static Arbitrary<CurrencyPortfolio> Any { get; } = With(0.5m, 0.9m, 1m, 1.1m, 1.2345m, 0.0000001m, 150m);

    /// <summary>At whole rates no converted amount is rounded.</summary>
    public static Arbitrary<CurrencyPortfolio> AtWholeRates { get; } = With(1m, 2m, 3m, 150m);

    public ReportingPeriods Periods => Portfolio.Periods;

    public SubscriptionHistory History => SubscriptionHistory.Create(Events);

    public ImmutableArray<SubscriptionEvent> Events { get; } = [.. Portfolio.Events.Select(one => In(one, Currencies[one.Subscription.Value.Sum(letter => letter) % Currencies.Length]))];

    public RateTable Table(decimal scale = 1m) => new((currency, at) => scale * RateOf(currency, at));

    /// <summary>Rates into euros: another one for each currency and each instant, the euro's own being 1.</summary>
    public decimal RateOf(Currency currency, Instant at) =>
        currency == Currency.Eur ? 1m : Rates[(int)(((ulong)at.ToUnixTimeTicks() + currency.Code[0]) % (ulong)Rates.Length)];

    public override string ToString() => $"{string.Join(' ', Currencies)} at {string.Join(' ', Rates)}: {Portfolio}";

    private static Arbitrary<CurrencyPortfolio> With(params decimal[] rates) => Arb.From(
        from portfolio in Testing.Any.SubscriptionScenario.Generator
        from currencies in Gen.Elements(Known).ListOf(4)
        from count in Gen.Choose(1, 7)
        from chosen in Gen.Elements(rates).ListOf(count)
        select new CurrencyPortfolio(portfolio, [.. currencies], [.. chosen]),
        one => Testing.Any.SubscriptionScenario.Shrinker(one.Portfolio).Select(smaller => new CurrencyPortfolio(smaller, one.Currencies, one.Rates)));

    private static SubscriptionEvent In(SubscriptionEvent one, Currency currency) => one switch
    {
        SubscriptionEvent.Started started => started with { Price = In(started.Price, currency), Discount = In(started.Discount, currency) },
        SubscriptionEvent.PriceChanged changed => changed with { Price = In(changed.Price, currency), Discount = In(changed.Discount, currency) },
        _ => one,
    };

    private static RecurringPrice In(RecurringPrice price, Currency currency) => price with { Amount = currency.Amount(price.Amount.Amount) };

    private static Discount? In(Discount? discount, Currency currency) => discount?.AmountOff is { } off ? Discount.Amount(currency.Amount(off.Amount), discount.Until) : discount;
}

/// <summary>Rates into one currency by a rule.</summary>
internal sealed class RateTable(Func<Currency, Instant, decimal> rate) : IExchangeRates
{
    public decimal Rate(Currency from, Currency to, Instant at) => rate(from, at);
}
