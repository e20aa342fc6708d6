using NodaTime;
using Retention.Metrics;

namespace Acme.Billing.Reporting;

/// <summary>A message of the subscription service. The queue delivers each at least once, in any order.</summary>
public abstract record SubscriptionMessage(Guid MessageId, string Subscription, string Customer, DateTimeOffset At, DateTimeOffset Published)
{
    public sealed record Started(Guid MessageId, string Subscription, string Customer, DateTimeOffset At, DateTimeOffset Published, int Seats, decimal SeatPrice)
        : SubscriptionMessage(MessageId, Subscription, Customer, At, Published);

    public sealed record SeatsChanged(Guid MessageId, string Subscription, string Customer, DateTimeOffset At, DateTimeOffset Published, int Seats, decimal SeatPrice)
        : SubscriptionMessage(MessageId, Subscription, Customer, At, Published);

    public sealed record Ended(Guid MessageId, string Subscription, string Customer, DateTimeOffset At, DateTimeOffset Published)
        : SubscriptionMessage(MessageId, Subscription, Customer, At, Published);
}

/// <summary>Collects messages as facts.</summary>
public sealed class SubscriptionMessageHandler
{
    private readonly List<SubscriptionEvent> facts = [];

    #region billing-messages
    public void Handle(SubscriptionMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var subscription = new Facts.Subscription(message.Subscription, message.Customer);
        Instant at = Instant.FromDateTimeOffset(message.At);
        SubscriptionEvent fact = message switch
        {
            SubscriptionMessage.Started started => subscription.Starts(at, RecurringPrice.Monthly(started.SeatPrice, MetricSettings.Currency, started.Seats)),
            SubscriptionMessage.SeatsChanged changed => subscription.ChangesPrice(at, RecurringPrice.Monthly(changed.SeatPrice, MetricSettings.Currency, changed.Seats)),
            SubscriptionMessage.Ended => subscription.Ends(at),
            _ => throw new InvalidOperationException($"Message {message.MessageId} has the unknown type {message.GetType().Name}."),
        };
        facts.Add(fact with { EventId = $"{message.MessageId}", RecordedAt = Instant.FromDateTimeOffset(message.Published) });
    }

    /// <summary>The history of all messages so far. A repeated message counts once; a message without the ones before it is a finding.</summary>
    public HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check() => SubscriptionHistory.Check(facts);
    #endregion
}
