namespace Retention.Metrics.Reports.Answers;

/// <summary>How far the data cover a period.</summary>
internal enum PeriodState
{
    /// <summary>The period has ended by the end of the data.</summary>
    Complete,

    /// <summary>The data end within it.</summary>
    ToDate,

    /// <summary>It begins after the end of the data: its figures are what is already scheduled.</summary>
    Upcoming,
}
