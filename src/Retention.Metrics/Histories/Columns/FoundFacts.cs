namespace Retention.Metrics.Histories.Columns;

/// <summary>Collects findings. Events are made of the facts in them alone.</summary>
internal sealed class FoundFacts(FactTables tables)
{
    // Many findings can have a fact in common: its event is made once.
    private (int Place, SubscriptionEvent Event)? lastShared;

    public List<SubscriptionFinding> All { get; } = [];

    public int Count => All.Count;

    public void Add(FindingKind kind, string message, int subscription, in FactRow row) =>
        All.Add(new SubscriptionFinding(kind, message, [tables.EventOf(subscription, row)], [row.Place]) { Subscription = subscription });

    /// <summary>Adds a finding about a fact and an earlier one.</summary>
    public void Add(FindingKind kind, string message, int subscription, in FactRow earlier, in FactRow row)
    {
        if (lastShared?.Place != earlier.Place)
        {
            lastShared = (earlier.Place, tables.EventOf(subscription, earlier));
        }

        All.Add(new SubscriptionFinding(kind, message, [lastShared.Value.Event, tables.EventOf(subscription, row)], [earlier.Place, row.Place]) { Subscription = subscription });
    }
}
