namespace Retention.Metrics;

/// <content>What was lost.</content>
public sealed partial class RevenueTimeline
{
    /// <summary>Lists the churned and the contracted customers of periods, the largest loss of MRR first.</summary>
    /// <inheritdoc cref="Metrics.MoneyLost" path="/remarks"/>
    /// <param name="periods">The periods.</param>
    /// <param name="valuation">How to value a loss over a lifetime; not at all if left out.</param>
    /// <param name="policy">How movements are netted; the policy of the timeline if left out.</param>
    /// <exception cref="ArgumentException">The function values a loss in another currency.</exception>
    public MoneyLost MoneyLost(ReportingPeriods periods, LifetimeValuation? valuation = null, MetricPolicy? policy = null) =>
        new(Currency, valuation, LargestFirst(periods, RevenueFigure.ChurnMrr, valuation, policy), LargestFirst(periods, RevenueFigure.ContractionMrr, valuation, policy));

    private LostRevenue[] LargestFirst(ReportingPeriods periods, RevenueFigure figure, LifetimeValuation? valuation, MetricPolicy? policy) =>
    [
        .. Explain(periods, figure, policy)
            .OrderByDescending(loss => loss.Amount.AnnualMillionths)
            .ThenBy(loss => loss.Customer)
            .ThenBy(loss => loss.At)
            .Select(loss => new LostRevenue(loss, valuation?.Of(loss))),
    ];
}
