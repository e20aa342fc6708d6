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

    /// <summary>Lists the churned and the contracted customers of each segment; the segments pool to the total.</summary>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="valuation">The value of a loss over a lifetime; none if left out.</param>
    /// <param name="policy">How movements are netted; the policy of the timeline if left out.</param>
    /// <exception cref="ArgumentException">The function values a loss in another currency.</exception>
    public static BySegment<LostRevenue> LostRevenue(this Segmented<RevenueTimeline> timeline, ReportingPeriods periods, LifetimeValuation? valuation = null, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        RevenueTimeline whole = timeline.Timeline;
        return PerSegment(timeline, whole.Currency, whole.Explain(periods, RevenueFigure.ChurnMrr, policy), whole.Explain(periods, RevenueFigure.ContractionMrr, policy), valuation);
    }

    /// <summary>Lists the churned and the contracted customers who pay in several currencies, at the rates of the roll-forward.</summary>
    /// <param name="timeline">The timeline of several currencies.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="currency">The currency of all figures.</param>
    /// <param name="rates">Where rates come from.</param>
    /// <param name="valuation">The value of a loss over a lifetime; none if left out.</param>
    /// <param name="policy">How movements are netted; the policy of the timeline if left out.</param>
    /// <exception cref="ArgumentException">A rate is not above 0, or the function values a loss in another currency.</exception>
    public static LostRevenue LostRevenue(
        this MultiCurrencyTimeline timeline, ReportingPeriods periods, Currency currency, IExchangeRates rates, LifetimeValuation? valuation = null, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return Metrics.LostRevenue.Of(
            currency, timeline.Explain(periods, currency, rates, RevenueFigure.ChurnMrr, policy), timeline.Explain(periods, currency, rates, RevenueFigure.ContractionMrr, policy), valuation);
    }

    /// <summary>Lists the churned and the contracted customers of each segment who pay in several currencies; the segments pool to the total.</summary>
    /// <inheritdoc cref="LostRevenue(MultiCurrencyTimeline, ReportingPeriods, Currency, IExchangeRates, LifetimeValuation?, MetricPolicy?)"/>
    public static BySegment<LostRevenue> LostRevenue(
        this Segmented<MultiCurrencyTimeline> timeline, ReportingPeriods periods, Currency currency, IExchangeRates rates, LifetimeValuation? valuation = null, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        MultiCurrencyTimeline whole = timeline.Timeline;
        return PerSegment(
            timeline, currency, whole.Explain(periods, currency, rates, RevenueFigure.ChurnMrr, policy), whole.Explain(periods, currency, rates, RevenueFigure.ContractionMrr, policy), valuation);
    }

    private static BySegment<LostRevenue> PerSegment<TTimeline>(
        Segmented<TTimeline> timeline, Currency currency, IEnumerable<MrrContribution> churned, IEnumerable<MrrContribution> contracted, LifetimeValuation? valuation)
        where TTimeline : class
    {
        ILookup<int, MrrContribution> churnedOf = churned.ToLookup(loss => timeline.NumberOf(loss.Customer)), contractedOf = contracted.ToLookup(loss => timeline.NumberOf(loss.Customer));
        return timeline.Answer(
            [.. timeline.Segments.Segments.Select((_, segment) => Metrics.LostRevenue.Of(currency, churnedOf[segment], contractedOf[segment], valuation))], static (left, right) => left.Merge(right));
    }
}
