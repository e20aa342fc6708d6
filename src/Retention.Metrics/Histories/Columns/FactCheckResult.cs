namespace Retention.Metrics.Histories.Columns;

/// <summary>What a check of facts found.</summary>
/// <param name="Checked">The facts.</param>
/// <param name="Conflicts">The ids with facts that contradict each other.</param>
/// <param name="Findings">All findings, in their order.</param>
/// <param name="Repeated">How many facts came again.</param>
/// <param name="Superseded">How many facts gave way to one that was recorded later.</param>
internal sealed record FactCheckResult(CheckedFacts Checked, FactConflict[] Conflicts, SubscriptionFindings Findings, int Repeated, int Superseded)
{
    /// <summary>Puts findings into their order: by subscription, instant and kind of the first event.</summary>
    /// <param name="found">The facts.</param>
    /// <param name="conflicts">The ids with facts that contradict each other.</param>
    /// <param name="others">Adds the findings about single subscriptions; those of one in the order in which they were found.</param>
    /// <param name="repeated">How many facts came again.</param>
    /// <param name="superseded">How many facts gave way to one that was recorded later.</param>
    public static FactCheckResult Of(CheckedFacts found, IEnumerable<FactConflict> conflicts, Action<FoundFacts> others, int repeated, int superseded)
    {
        FactConflict[] byId = [.. conflicts.OrderBy(conflict => conflict.EventId, StringComparer.Ordinal)];

        // Findings about one fact stay in the order in which they were found, behind those about its id.
        var all = new FoundFacts(found.Facts.Tables);
        foreach (FactConflict conflict in byId)
        {
            conflict.AddTo(all);
        }

        others(all);
        return new FactCheckResult(
            found,
            byId,
            new SubscriptionFindings(all),
            repeated,
            superseded);
    }

    /// <summary>The check for a caller.</summary>
    /// <param name="execution">How many threads take part; one if left out.</param>
    public HistoryCheck<SubscriptionHistory, SubscriptionFinding> ToCheck(ExecutionOptions? execution = null) => new(
        new SubscriptionHistory(new CustomerLifecycles(Checked, execution)),
        Findings,
        Checked.Count,
        Repeated,
        Superseded,
        Checked.Facts.Count - Checked.Count - Repeated - Superseded);
}
