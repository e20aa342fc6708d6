namespace Retention.Metrics;

/// <summary>What a month's report says of recurring revenue, answered together.</summary>
/// <example><code>
/// RevenueReport report = timeline.Report(quarter);
/// report.RollForward[2].ClosingMrr.Monthly;   // 20.00 EUR
/// report.TrailingYear[2].NetRevenueRetention; // 0/0 = undefined
/// report.Cohorts[0].Size;                     // 2
/// </code></example>
public sealed class RevenueReport
{
    internal RevenueReport(RollForward rollForward, TrailingRetention trailingYear, RevenueCohortTable cohorts) =>
        (RollForward, TrailingYear, Cohorts) = (rollForward, trailingYear, cohorts);

    /// <summary>How revenue and customers got from the start to the end of each period.</summary>
    public RollForward RollForward { get; }

    /// <summary>Retention over the twelve months up to the end of each period.</summary>
    public TrailingRetention TrailingYear { get; }

    /// <summary>What became of those who first paid in each period.</summary>
    public RevenueCohortTable Cohorts { get; }
}
