using Retention.Metrics;

namespace Acme.Metrics;

/// <summary>The events that the application was sent, in the place of a database.</summary>
public sealed class EventStore
{
    private readonly Lock gate = new();

    public SubscriptionHistory History { get; private set; } = SubscriptionHistory.Create();

    /// <summary>Keeps the events if all of them can be true, together with those before.</summary>
    public HistoryCheck<SubscriptionHistory, SubscriptionFinding> Add(IEnumerable<SubscriptionEvent> events)
    {
        lock (gate)
        {
            HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check([.. History, .. events]);
            History = check.Findings.Count == 0 ? check.History : History;
            return check;
        }
    }
}
