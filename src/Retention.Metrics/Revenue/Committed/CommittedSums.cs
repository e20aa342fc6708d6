namespace Retention.Metrics.Revenue.Committed;

/// <summary>What each period and segment adds up to so far. Not thread-safe.</summary>
/// <param name="cells">Periods times segments.</param>
internal sealed class CommittedSums(int cells)
{
    private readonly CommittedTotals[] totals = new CommittedTotals[cells];

    // The last customer with revenue at risk, plus 1, so that each counts once.
    private readonly int[] lastAtRisk = new int[cells];

    /// <summary>The totals.</summary>
    public ReadOnlySpan<CommittedTotals> Totals => totals;

    /// <summary>Adds a subscription; the subscriptions of a customer are added one after another.</summary>
    /// <param name="cell">The period and segment.</param>
    /// <param name="customer">The place of the customer.</param>
    /// <param name="mrr">What it pays.</param>
    /// <param name="last">What it pays after all that is known.</param>
    /// <param name="ends">Whether it is known to end.</param>
    public void Add(int cell, int customer, long mrr, long last, bool ends)
    {
        ref CommittedTotals one = ref totals[cell];
        bool isAtRisk = ends && mrr > 0;
        bool isFirst = isAtRisk && lastAtRisk[cell] != customer + 1;
        one = one with
        {
            KnownMrr = one.KnownMrr + mrr,
            CommittedMrr = one.CommittedMrr + last,
            AtRiskMrr = one.AtRiskMrr + (isAtRisk ? mrr : 0),
            AtRiskSubscriptions = one.AtRiskSubscriptions + (isAtRisk ? 1 : 0),
            AtRiskCustomers = one.AtRiskCustomers + (isFirst ? 1 : 0),
        };
        if (isFirst)
        {
            lastAtRisk[cell] = customer + 1;
        }
    }

    /// <summary>Adds a subscription that is left out, since what is known of it cannot all be true.</summary>
    public void AddLeftOut(int cell) => totals[cell] = totals[cell] with { LeftOutSubscriptions = totals[cell].LeftOutSubscriptions + 1 };

    /// <summary>Adds the sums of other customers.</summary>
    public void Add(CommittedSums other)
    {
        for (int cell = 0; cell < totals.Length; cell++)
        {
            totals[cell] += other.totals[cell];
        }
    }
}
