namespace Retention.Metrics.Revenue.Committed;

/// <summary>Known facts of customers with facts that share an id: which of them holds is decided among those that are known.</summary>
internal sealed class RevisedFacts
{
    private readonly PartitionedFacts known;
    private readonly FactVersions versions;
    private readonly HashSet<int> refused;
    private readonly FoundFacts findings;
    private readonly FactStep[] steps;

    /// <summary>Decides which facts hold.</summary>
    public RevisedFacts(PartitionedFacts known)
    {
        this.known = known;
        versions = FactVersions.Resolve(known);
        refused = [.. versions.Conflicts.SelectMany(conflict => conflict.Select(fact => fact.Subscription))];
        findings = new FoundFacts(known.Tables);
        steps = new FactStep[known.Count];
    }

    /// <summary>The places of the customers of a history with facts that share an id with others.</summary>
    public static HashSet<int> CustomersOf(CheckedFacts facts, CustomerSubscriptions customers)
    {
        HashSet<int> found = [];
        HashSet<int> ids = [];
        if (!facts.Tables.Details.HasEventIds)
        {
            return found;
        }

        foreach (int subscription in customers.Subscriptions)
        {
            foreach (FactRow row in facts.LeftOutOf(subscription))
            {
                _ = ids.Add(facts.Tables.Details.EventIdOf(row.Place));
            }
        }

        for (int place = 0; place < customers.Count && ids.Count > 0; place++)
        {
            foreach (int subscription in customers.SubscriptionsOf(place))
            {
                foreach (ref readonly FactRow row in facts.Facts.Rows.AsSpan(facts.Facts.RowsOf(subscription)))
                {
                    if (ids.Contains(facts.Tables.Details.EventIdOf(row.Place)))
                    {
                        _ = found.Add(place);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Lets what is known of a subscription be read.</summary>
    /// <returns>Whether something is known, can all be true together, and is in the currency.</returns>
    public bool Take(KnownSubscription reader, int subscription, Currency currency)
    {
        findings.Clear();
        int held = FactCheck.Check(subscription, known, versions.LeavesOut, steps, findings, refused);
        if (held == 0)
        {
            return false;
        }

        int first = known.Offsets[subscription];
        foreach (ref readonly FactRow row in known.Rows.AsSpan(first, held))
        {
            if (row.Content.SetsPrice && known.Tables.Prices.CurrencyOf(row.Content.Index) != currency)
            {
                return false; // recorded in another currency first: unlike currencies do not add
            }
        }

        reader.Take(subscription, known.Rows.AsSpan(first, held), steps.AsSpan(first, held));
        return true;
    }

    /// <summary>Whether something is known of a subscription that is not read.</summary>
    public bool IsLeftOut(int subscription)
    {
        bool any = refused.Contains(subscription);
        foreach (ref readonly FactRow row in known.Rows.AsSpan(known.RowsOf(subscription)))
        {
            any |= !row.Content.IsLeftOut;
        }

        return any;
    }
}
