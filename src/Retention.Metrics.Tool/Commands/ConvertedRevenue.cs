using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands;

/// <summary>Revenue in several currencies, reported in one at the rates of the ends of each period.</summary>
internal sealed class ConvertedRevenue
{
    /// <summary>The line under a report.</summary>
    public const string Note = "movements at the rates of the start of each period, closing at those of its end; the exchange rate effect is the difference; each order at the rates of its day";

    private readonly MultiCurrencyTimeline timeline;
    private readonly Conversion conversion;

    private ConvertedRevenue(MultiCurrencyTimeline timeline, Conversion conversion, RevenueTimeline atConstantRates)
    {
        this.timeline = timeline;
        this.conversion = conversion;
        AtConstantRates = atConstantRates;
    }

    /// <summary>Who pays when; its amounts are at the rates of the last instant.</summary>
    public RevenueTimeline AtConstantRates { get; }

    /// <summary>The revenue of a portfolio, where it is to be converted.</summary>
    public static ConvertedRevenue? Of(Portfolio portfolio, Settings settings)
    {
        if (portfolio is not { Subscriptions: { } subscriptions, Conversion: { } conversion, Span: { } span })
        {
            return null;
        }

        var timeline = MultiCurrencyTimeline.FromHistory(subscriptions, settings.Policy.Policy);
        return new ConvertedRevenue(timeline, conversion, timeline.AtConstantRates(conversion.Currency, conversion.Rates, CurrencyParts.InstantOfRates(span, settings)));
    }

    public RollForward RollForward(ReportingPeriods periods) => timeline.RollForward(periods, conversion.Currency, conversion.Rates);

    public BySegment<RollForward> RollForward(ReportingPeriods periods, Segmentation segmentation) => timeline.By(segmentation).RollForward(periods, conversion.Currency, conversion.Rates);

    public IEnumerable<MrrContribution> Explain(ReportingPeriods periods, RevenueFigure figure) => timeline.Explain(periods, conversion.Currency, conversion.Rates, figure);

    public TrailingRetention TrailingYear(ReportingPeriods periods) => timeline.TrailingYear(periods, conversion.Currency, conversion.Rates);

    public BySegment<TrailingRetention> TrailingYear(ReportingPeriods periods, Segmentation segmentation) => timeline.By(segmentation).TrailingYear(periods, conversion.Currency, conversion.Rates);
}
