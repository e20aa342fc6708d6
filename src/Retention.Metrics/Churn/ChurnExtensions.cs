namespace Retention.Metrics;

/// <summary>Why, when and after what customers churned, for each segment, and all of it in one report.</summary>
public static class ChurnExtensions
{
    /// <summary>Divides the customers of an analysis into segments; every split of the churn is given for each segment.</summary>
    /// <example><code>
    /// BySegment&lt;ChurnByReason&gt; byPlan = ChurnAnalysis.Of(history).By(Segmentation.By(customers, "plan")).ByReason(march);
    /// byPlan[new Segment("pro")][0].Of(ChurnKind.Voluntary).ChurnedCustomers; // 1: Ada
    /// byPlan.Total[0].Of(ChurnKind.Voluntary).ChurnedCustomers;               // 2: Ada and Bo
    /// </code></example>
    /// <param name="analysis">The analysis.</param>
    /// <param name="segmentation">The segments.</param>
    public static Segmented<ChurnAnalysis> By(this ChurnAnalysis analysis, Segmentation segmentation)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(segmentation);
        return new Segmented<ChurnAnalysis>(analysis, segmentation, segmentation.Over(analysis.Timeline));
    }

    /// <summary>Splits the churn of each segment by reason; the segments pool to the total.</summary>
    /// <param name="analysis">The analysis by segment.</param>
    /// <param name="periods">The periods.</param>
    public static BySegment<ChurnByReason> ByReason(this Segmented<ChurnAnalysis> analysis, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return analysis.Answer(analysis.Timeline.ByReason(new ChurnReading(analysis.Timeline, periods, analysis)), static (left, right) => left.Merge(right));
    }

    /// <summary>Splits the churn of each segment by tenure; the segments pool to the total.</summary>
    /// <param name="analysis">The analysis by segment.</param>
    /// <param name="periods">The periods; months give a hazard a month.</param>
    public static BySegment<ChurnByTenure> ByTenure(this Segmented<ChurnAnalysis> analysis, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return analysis.Answer(analysis.Timeline.ByTenure(new ChurnReading(analysis.Timeline, periods, analysis)), static (left, right) => left.Merge(right));
    }

    /// <summary>Splits the churn of each segment by what came before; the segments pool to the total.</summary>
    /// <param name="analysis">The analysis by segment.</param>
    /// <param name="periods">The periods; their zone decides when terms end.</param>
    /// <param name="window">How far back to look, and at which marks.</param>
    public static BySegment<ChurnByTrigger> ByTrigger(this Segmented<ChurnAnalysis> analysis, ReportingPeriods periods, TriggerWindow window)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return analysis.Answer(analysis.Timeline.ByTrigger(new ChurnReading(analysis.Timeline, periods, analysis), window), static (left, right) => left.Merge(right));
    }

    /// <summary>Computes the renewals of each segment; the segments pool to the total.</summary>
    /// <param name="analysis">The analysis by segment.</param>
    /// <param name="periods">The periods; their zone decides when terms end.</param>
    public static BySegment<Renewals> Renewals(this Segmented<ChurnAnalysis> analysis, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return analysis.Answer(analysis.Timeline.Renewals(new ChurnReading(analysis.Timeline, periods, analysis)), static (left, right) => left.Merge(right));
    }

    /// <summary>Computes every split of the churn together, which reads who churned once: the same figures as each alone.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="periods">The periods; their zone decides when terms end.</param>
    /// <param name="window">How far back to look for what came before; 30 days if left out.</param>
    public static ChurnReport Report(this ChurnAnalysis analysis, ReportingPeriods periods, TriggerWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return Reports(analysis, new ChurnReading(analysis, periods), window)[0];
    }

    /// <summary>Computes every split of the churn together for each segment; the segments pool to the total.</summary>
    /// <param name="analysis">The analysis by segment.</param>
    /// <param name="periods">The periods; their zone decides when terms end.</param>
    /// <param name="window">How far back to look for what came before; 30 days if left out.</param>
    public static BySegment<ChurnReport> Report(this Segmented<ChurnAnalysis> analysis, ReportingPeriods periods, TriggerWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return analysis.Answer(Reports(analysis.Timeline, new ChurnReading(analysis.Timeline, periods, analysis), window), static (left, right) => left.Merge(right));
    }

    private static ChurnReport[] Reports(ChurnAnalysis analysis, ChurnReading reading, TriggerWindow? window)
    {
        _ = reading.Keep();
        ChurnByReason[] byReason = analysis.ByReason(reading);
        ChurnByTenure[] byTenure = analysis.ByTenure(reading);
        ChurnByTrigger[] byTrigger = analysis.ByTrigger(reading, window ?? TriggerWindow.OfDays(30));
        Renewals[] renewals = analysis.Renewals(reading);
        return [.. byReason.Select((one, segment) => new ChurnReport(one, byTenure[segment], byTrigger[segment], renewals[segment]))];
    }
}
