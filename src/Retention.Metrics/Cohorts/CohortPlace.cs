namespace Retention.Metrics.Cohorts;

/// <summary>The place of a cell in a cohort table.</summary>
/// <param name="Column">The number of periods after the cohort's first column.</param>
/// <param name="Period">The period; nothing where cohorts are pooled.</param>
internal readonly record struct CohortPlace(int Column, ReportingPeriod? Period);
