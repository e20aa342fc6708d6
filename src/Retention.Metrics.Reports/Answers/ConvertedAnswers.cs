namespace Retention.Metrics.Reports.Answers;

/// <summary>Answers of revenue in several currencies, converted at the rates of each period.</summary>
/// <param name="RollForward">The roll-forward.</param>
/// <param name="TrailingYear">The trailing year.</param>
/// <param name="RollForwardBySegment">The roll-forward of each segment.</param>
/// <param name="TrailingYearBySegment">The trailing year of each segment.</param>
internal sealed record ConvertedAnswers(
    RollForward RollForward, TrailingRetention TrailingYear, BySegment<RollForward>? RollForwardBySegment, BySegment<TrailingRetention>? TrailingYearBySegment);
