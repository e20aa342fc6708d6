using System.Collections.Immutable;

namespace Retention.Metrics.Testing;

/// <summary>A small portfolio with figures that anybody can check on paper, to hold a pipeline of one's own against.</summary>
/// <remarks>The figures are written down by hand, with the working in the documentation of each portfolio in <see cref="KnownPortfolios"/>; nothing computes them.</remarks>
/// <example><code>
/// KnownPortfolio known = KnownPortfolios.OneLostOfTen;
/// RollForwardRow found = known.Portfolio.Timeline().RollForward(known.RollForwards[0].Period)[0];
/// known.RollForwards[0].Differences(found).Count; // 0
/// </code></example>
public sealed class KnownPortfolio
{
    internal KnownPortfolio(string name, string about, Portfolio portfolio, ImmutableArray<KnownRollForward> rollForwards, ImmutableArray<KnownOrderMetrics> orderMetrics, IExchangeRates? rates = null)
    {
        Name = name;
        About = about;
        Portfolio = portfolio;
        RollForwards = rollForwards;
        OrderMetrics = orderMetrics;
        Rates = rates;
    }

    /// <summary>Its name among the <see cref="KnownPortfolios"/>.</summary>
    public string Name { get; }

    /// <summary>What it shows, in one line.</summary>
    public string About { get; }

    /// <summary>The facts, as a story that can go on.</summary>
    public Portfolio Portfolio { get; }

    /// <summary>What is known of its recurring revenue.</summary>
    public IReadOnlyList<KnownRollForward> RollForwards { get; }

    /// <summary>What is known of its orders.</summary>
    public IReadOnlyList<KnownOrderMetrics> OrderMetrics { get; }

    /// <summary>The exchange rates of a portfolio in several currencies.</summary>
    public IExchangeRates? Rates { get; }

    /// <summary>Computes with this library what is known, under the same period, policy and state of knowledge.</summary>
    /// <param name="known">One of the <see cref="RollForwards"/>.</param>
    /// <exception cref="ArgumentException">The history as it was known then has findings: half of it would be a wrong number.</exception>
    public RollForwardRow Compute(KnownRollForward known)
    {
        ArgumentNullException.ThrowIfNull(known);
        SubscriptionHistory history = known.AsKnownAt is { } instant ? Valid(Portfolio.History.AsKnownAt(instant)) : Portfolio.History;
        return Rates is null
            ? RevenueTimeline.FromHistory(history, known.Policy).RollForward(known.Period)[0]
            : MultiCurrencyTimeline.FromHistory(history, known.Policy).RollForward(known.Period, known.Currency, Rates)[0];
    }

    /// <summary>Computes with this library what is known of orders, under the same period and policy.</summary>
    /// <param name="known">One of the <see cref="OrderMetrics"/>.</param>
    public (OrderMetricsRow Metrics, DayHistogram DaysBetweenOrders) Compute(KnownOrderMetrics known)
    {
        ArgumentNullException.ThrowIfNull(known);
        OrderTimeline orders = Portfolio.OrderTimeline(known.Policy);
        return (orders.Metrics(known.Period)[0], orders.DaysBetweenOrders(known.Period)[0]);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static SubscriptionHistory Valid(HistoryCheck<SubscriptionHistory, SubscriptionFinding> check) =>
        check.Findings.Count == 0 ? check.History : throw new ArgumentException(FormattableString.Invariant($"The history as it was known then has {check.Findings.Count} findings, the first: {check.Findings[0]}"), nameof(check));
}
