namespace Retention.Metrics;

/// <summary>The revenue that a timeline has lost.</summary>
public static class LostRevenueExtensions
{
    /// <summary>Lists the churned and the contracted customers of periods, the largest loss of MRR first.</summary>
    /// <inheritdoc cref="Metrics.LostRevenue" path="/remarks"/>
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="valuation">The value of a loss over a lifetime; none if left out.</param>
    /// <param name="policy">How movements are netted; the policy of the timeline if left out.</param>
    /// <exception cref="ArgumentException">The function values a loss in another currency.</exception>
    public static LostRevenue LostRevenue(this RevenueTimeline timeline, ReportingPeriods periods, LifetimeValuation? valuation = null, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return Metrics.LostRevenue.Of(timeline.Currency, timeline.Explain(periods, RevenueFigure.ChurnMrr, policy), timeline.Explain(periods, RevenueFigure.ContractionMrr, policy), valuation);
    }
}
