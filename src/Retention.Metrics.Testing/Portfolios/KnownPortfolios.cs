using System.Collections.Immutable;

namespace Retention.Metrics.Testing;

/// <summary>Twelve small portfolios with figures that anybody can check on paper.</summary>
/// <remarks>
/// Amounts in the workings are monthly. "Undefined" is what a rate is that has nothing to be divided by. Figures not mentioned are 0 or undefined.
/// </remarks>
public static partial class KnownPortfolios
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownPortfolio> All =>
    [
        OneWhoStays, OneLostOfTen, NegativeChurn, ComeAndGone, Reactivation, Pause, TwoSubscriptions, PricesOfEveryKind, SeveralCurrencies, LateNews, RepeatBuyers, FiveCustomers,
    ];

    private static KnownPortfolio Known(string name, string about, Portfolio portfolio, Func<Portfolio, ImmutableArray<KnownRollForward>> rollForwards, IExchangeRates? rates = null) =>
        new(name, about, portfolio, rollForwards(portfolio), [], rates);

    private static KnownPortfolio KnownOrders(string name, string about, Portfolio portfolio, Func<Portfolio, ImmutableArray<KnownOrderMetrics>> orderMetrics) =>
        new(name, about, portfolio, [], orderMetrics(portfolio));
}
