using NodaTime;

namespace Retention.Metrics.Churn;

/// <summary>Who churned in periods, and what the periods opened with, for each segment or for all customers.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ChurnReading
{
    private readonly ChurnAnalysis analysis;
    private readonly Segmented<ChurnAnalysis>? segmented;
    private readonly Dictionary<Instant, int> numbers;

    /// <summary>A reading of an analysis.</summary>
    /// <param name="analysis">The history and its timeline.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="segmented">The analysis by segment; nothing for all customers.</param>
    public ChurnReading(ChurnAnalysis analysis, ReportingPeriods periods, Segmented<ChurnAnalysis>? segmented = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        this.analysis = analysis;
        this.segmented = segmented;
        Periods = periods;
        numbers = periods.Select((period, number) => (period.Start, number)).ToDictionary(entry => entry.Start, entry => entry.number);
        Churned = analysis.Timeline.Explain(periods, RevenueFigure.ChurnedCustomers, analysis.Policy);
        ChurnMrr = analysis.Timeline.Explain(periods, RevenueFigure.ChurnMrr, analysis.Policy);
    }

    public ReportingPeriods Periods { get; }

    /// <summary>The number of segments; 1 for all customers.</summary>
    public int Segments => segmented?.Segments.Segments.Length ?? 1;

    /// <summary>The churned customers, by customer, then by period.</summary>
    public IEnumerable<MrrContribution> Churned { get; private set; }

    /// <summary>The churned revenue, by customer, then by period.</summary>
    public IEnumerable<MrrContribution> ChurnMrr { get; private set; }

    /// <summary>The customers at the start of each period, by customer, then by period; read anew each time, because there can be many.</summary>
    public IEnumerable<MrrContribution> Opening => analysis.Timeline.Explain(Periods, RevenueFigure.OpeningCustomers, analysis.Policy);

    /// <summary>The roll-forward of each segment, or of all customers.</summary>
    public IReadOnlyList<RollForward> RollForwards => segmented is null
        ? [analysis.Timeline.RollForward(Periods, analysis.Policy)]
        : [.. new Segmented<RevenueTimeline>(analysis.Timeline, segmented.Segmentation, segmented.Segments).RollForward(Periods, analysis.Policy).Select(one => one.Value)];

    /// <summary>Keeps the churn in memory, for several answers.</summary>
    public ChurnReading Keep()
    {
        (Churned, ChurnMrr) = ([.. Churned], [.. ChurnMrr]);
        return this;
    }

    /// <summary>The position of a customer's segment.</summary>
    public int SegmentOf(CustomerId customer) => segmented?.NumberOf(customer) ?? 0;

    /// <summary>The index of the period of a contribution.</summary>
    public int PeriodOf(MrrContribution contribution) => numbers[contribution.Period.Start];
}
