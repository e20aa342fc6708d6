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
        Metrics.MoneyLost.Of(Currency, Explain(periods, RevenueFigure.ChurnMrr, policy), Explain(periods, RevenueFigure.ContractionMrr, policy), valuation);
}
