namespace Retention.Metrics.Signals;

/// <summary>The groups of the highest churn.</summary>
internal static class HighestChurn
{
    /// <summary>The groups, the highest churn rate first.</summary>
    public static SignalGroup[] Of(ChurnBySignal learned, int groups) => groups >= 1 && groups <= learned.Groups.Count
        ? [.. learned.Whole.ByChurn().Take(groups)]
        : throw new ArgumentOutOfRangeException(nameof(groups), groups, FormattableString.Invariant($"The number of groups must be between 1 and {learned.Groups.Count}."));
}
