using NodaTime;
using Retention.Metrics;

namespace Harbour.Billing.Figures;

/// <summary>What the contract service publishes; a message comes at least once, and in any order.</summary>
public abstract record ContractMessage(Guid MessageId, string Contract, string Account, DateTimeOffset At, DateTimeOffset Published)
{
    public sealed record Signed(Guid MessageId, string Contract, string Account, DateTimeOffset At, DateTimeOffset Published, int Berths, decimal BerthPrice)
        : ContractMessage(MessageId, Contract, Account, At, Published);

    public sealed record BerthsChanged(Guid MessageId, string Contract, string Account, DateTimeOffset At, DateTimeOffset Published, int Berths, decimal BerthPrice)
        : ContractMessage(MessageId, Contract, Account, At, Published);

    public sealed record Terminated(Guid MessageId, string Contract, string Account, DateTimeOffset At, DateTimeOffset Published)
        : ContractMessage(MessageId, Contract, Account, At, Published);
}

/// <summary>Collects messages, and knows at any time what they come to.</summary>
public sealed class ContractFeed
{
    private readonly List<SubscriptionEvent> facts = [];

    #region billing-messages
    public void Handle(ContractMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var contract = new Subscription(message.Contract, message.Account);
        Instant at = Instant.FromDateTimeOffset(message.At);
        SubscriptionEvent fact = message switch
        {
            ContractMessage.Signed signed => contract.Starts(at, RecurringPrice.Monthly(signed.BerthPrice, OurDefinition.Currency, signed.Berths)),
            ContractMessage.BerthsChanged changed => contract.ChangesPrice(at, RecurringPrice.Monthly(changed.BerthPrice, OurDefinition.Currency, changed.Berths)),
            ContractMessage.Terminated => contract.Ends(at),
            _ => throw new InvalidOperationException($"Message {message.MessageId} is a {message.GetType().Name}, which nothing here understands."),
        };
        facts.Add(fact with { EventId = $"{message.MessageId}", RecordedAt = Instant.FromDateTimeOffset(message.Published) });
    }

    /// <summary>What is known by now. A message that came twice counts once; what still waits for a message of before is a finding, not a figure.</summary>
    public HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check() => SubscriptionHistory.Check(facts);
    #endregion
}
