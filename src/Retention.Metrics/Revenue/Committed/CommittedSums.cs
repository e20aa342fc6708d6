namespace Retention.Metrics.Revenue.Committed;

/// <summary>What each period and segment adds up to so far. Not thread-safe.</summary>
/// <param name="segments">How many segments there are.</param>
/// <param name="periods">How many periods there are; the cells of a segment are those of its periods.</param>
internal sealed class CommittedSums(int segments, int periods)
{
    private readonly Int128[] known = new Int128[segments * periods];
    private readonly Int128[] committed = new Int128[segments * periods];
    private readonly Int128[] atRisk = new Int128[segments * periods];
    private readonly long[] customers = new long[segments * periods];
    private readonly long[] subscriptions = new long[segments * periods];
    private readonly long[] leftOut = new long[segments * periods];

    // Changes of revenue that is known and committed alike, in the first period that closes with them.
    private readonly Int128[] changes = new Int128[segments * periods];

    // The last customer with revenue at risk, plus 1, so that each counts once.
    private readonly int[] lastAtRisk = new int[segments * periods];

    /// <summary>Adds a change of revenue of which nothing was known ahead: it is in the closing and committed revenue of a period and of all after it.</summary>
    public void AddChange(int cell, long change) => changes[cell] += change;

    /// <summary>Adds a subscription; the subscriptions of a customer are added one after another.</summary>
    /// <param name="cell">The period and segment.</param>
    /// <param name="customer">The place of the customer.</param>
    /// <param name="mrr">What it pays.</param>
    /// <param name="last">What it pays after all that is known.</param>
    /// <param name="ends">Whether it is known to end.</param>
    public void Add(int cell, int customer, long mrr, long last, bool ends)
    {
        known[cell] += mrr;
        committed[cell] += last;
        if (!ends || mrr == 0)
        {
            return;
        }

        atRisk[cell] += mrr;
        subscriptions[cell]++;
        if (lastAtRisk[cell] != customer + 1)
        {
            lastAtRisk[cell] = customer + 1;
            customers[cell]++;
        }
    }

    /// <summary>Adds a subscription that is left out, since what is known of it cannot all be true.</summary>
    public void AddLeftOut(int cell) => leftOut[cell]++;

    /// <summary>Adds the sums of other customers.</summary>
    public void Add(CommittedSums other)
    {
        for (int cell = 0; cell < known.Length; cell++)
        {
            known[cell] += other.known[cell];
            committed[cell] += other.committed[cell];
            atRisk[cell] += other.atRisk[cell];
            customers[cell] += other.customers[cell];
            subscriptions[cell] += other.subscriptions[cell];
            leftOut[cell] += other.leftOut[cell];
            changes[cell] += other.changes[cell];
        }
    }

    /// <summary>The totals of the periods of a segment.</summary>
    public CommittedTotals[] TotalsOf(int segment)
    {
        var totals = new CommittedTotals[periods];
        Int128 level = 0;
        for (int period = 0; period < periods; period++)
        {
            int cell = (segment * periods) + period;
            level += changes[cell];
            totals[period] = new CommittedTotals
            {
                KnownMrr = known[cell] + level,
                CommittedMrr = committed[cell] + level,
                AtRiskMrr = atRisk[cell],
                AtRiskCustomers = customers[cell],
                AtRiskSubscriptions = subscriptions[cell],
                LeftOutSubscriptions = leftOut[cell],
            };
        }

        return totals;
    }
}
