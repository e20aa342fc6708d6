namespace Retention.Metrics.Tool.Figures;

/// <summary>A cohort some periods after its own: of subscribers, of buyers or of active customers.</summary>
/// <param name="Column">How many periods after.</param>
/// <param name="Period">The period; none where cohorts are pooled.</param>
/// <param name="Size">How many members there are.</param>
/// <param name="Revenue">What became of them, if they are subscribers.</param>
/// <param name="Orders">What became of them, if they are buyers.</param>
internal sealed record CohortPoint(int Column, ReportingPeriod? Period, long Size, RevenueCohortCell? Revenue, OrderCohortCell? Orders)
{
    /// <summary>What became of them, if their first activity makes the cohort.</summary>
    public ActivityCohortCell? Activity { get; private init; }

    public static CohortPoint? Of(ActivityCohortCell? cell) => cell is null ? null : new(cell.Column, cell.Period, (long)cell.CustomerRetention.Denominator, null, null) { Activity = cell };

    public static CohortPoint? Of(RevenueCohortCell? cell) => cell is null ? null : new(cell.Column, cell.Period, (long)cell.CustomerRetention.Denominator, cell, null);

    public static CohortPoint? Of(OrderCohortCell? cell) => cell is null ? null : new(cell.Column, cell.Period, (long)cell.CustomerRetention.Denominator, null, cell);
}

/// <summary>A cohort with its columns.</summary>
/// <param name="Segment">The segment it is a part of.</param>
/// <param name="Name">The period of its members' first payment, order or activity; <c>all</c> for the weighted average.</param>
/// <param name="Size">How many members there are.</param>
/// <param name="Points">Column by column; <see langword="null"/> while a period has not ended.</param>
internal sealed record CohortFigures(string Segment, string Name, long Size, IReadOnlyList<CohortPoint?> Points)
{
    public static IEnumerable<CohortFigures> Of(string segment, RevenueCohortTable table) =>
    [
        .. table.Select(cohort => new CohortFigures(segment, cohort.Period!.Name, cohort.Size, [.. cohort.Select(CohortPoint.Of)])),
        new CohortFigures(segment, PeriodFigures.Everyone, table.Sum(cohort => cohort.Size), [.. table.Average.Select(CohortPoint.Of)]),
    ];

    public static IEnumerable<CohortFigures> Of(string segment, ActivityCohortTable table) =>
    [
        .. table.Select(cohort => new CohortFigures(segment, cohort.Period!.Name, cohort.Size, [.. cohort.Select(CohortPoint.Of)])),
        new CohortFigures(segment, PeriodFigures.Everyone, table.Sum(cohort => cohort.Size), [.. table.Average.Select(CohortPoint.Of)]),
    ];

    public static IEnumerable<CohortFigures> Of(string segment, OrderCohortTable table) =>
    [
        .. table.Select(cohort => new CohortFigures(segment, cohort.Period!.Name, cohort.Size, [.. cohort.Select(CohortPoint.Of)])),
        new CohortFigures(segment, PeriodFigures.Everyone, table.Sum(cohort => cohort.Size), [.. table.Average.Select(CohortPoint.Of)]),
    ];
}
