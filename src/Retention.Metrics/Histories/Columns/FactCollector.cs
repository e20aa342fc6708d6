using NodaTime;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Collects facts in columns, in any order. The ids are numbered by the caller.</summary>
/// <param name="names">The ids behind the numbers.</param>
/// <param name="expected">How many facts there will be, where that is known; else 0.</param>
internal sealed class FactCollector(IFactNames names, int expected = 0)
{
    /// <summary>What the rows refer to.</summary>
    public FactTables Tables { get; } = new(names);

    /// <summary>The rows in the order in which they were added.</summary>
    public AddedFacts Rows { get; } = new(expected);

    /// <summary>How many facts there are.</summary>
    public int Count => Rows.Count;

    /// <summary>Adds a fact.</summary>
    /// <returns>Its place: the number of facts added before.</returns>
    public int Add(int subscription, int customer, FactInstant at, FactContent content)
    {
        Tables.SetCustomer(Rows.Count, subscription, customer);
        return Add(subscription, at, content);
    }

    /// <summary>Adds a fact of which the customer has been noted.</summary>
    /// <inheritdoc cref="Add(int, int, FactInstant, FactContent)" path="/returns"/>
    public int Add(int subscription, FactInstant at, FactContent content)
    {
        int place = Rows.Count;
        Rows.Add(new AddedFact(at.Ticks, subscription, content));
        if (at.Nanos != 0)
        {
            Tables.Details.SetNanos(place, at.Nanos);
        }

        return place;
    }

    /// <summary>Sets by how much an instant is beyond its tick.</summary>
    public void SetNanos(int place, int nanos) => Tables.Details.SetNanos(place, nanos);

    /// <summary>Sets when a fact became known.</summary>
    public void SetRecorded(int place, Instant recordedAt) => Tables.Details.SetRecorded(place, FactInstant.Of(recordedAt));

    /// <summary>Sets the id of a fact, which the caller has numbered.</summary>
    public void SetEventId(int place, int number) => Tables.Details.SetEventId(place, number);

    /// <summary>The content of a fact that sets a price.</summary>
    public FactContent Price(FactKind kind, RecurringPrice price, Discount? discount) => new(kind, Tables.Prices.Of(price, discount));

    /// <summary>The content of the end of a subscription.</summary>
    public FactContent End(ChurnReason reason) => new(FactKind.Ended, Tables.NumberOf(reason));

    /// <summary>The content of a scheduled cancellation.</summary>
    public FactContent Schedule(Instant effectiveAt, ChurnReason reason) => new(FactKind.CancellationScheduled, Tables.Schedule(FactInstant.Of(effectiveAt), reason));

    /// <summary>The content of an event.</summary>
    public FactContent ContentOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => Price(FactKind.Started, started.Price, started.Discount),
        SubscriptionEvent.PriceChanged changed => Price(FactKind.PriceChanged, changed.Price, changed.Discount),
        SubscriptionEvent.Ended ended => End(ended.Reason),
        SubscriptionEvent.PaymentFailed => new FactContent(FactKind.PaymentFailed),
        SubscriptionEvent.PaymentRecovered => new FactContent(FactKind.PaymentRecovered),
        SubscriptionEvent.CancellationScheduled scheduled => Schedule(scheduled.EffectiveAt, scheduled.Reason),
        SubscriptionEvent.CancellationRevoked => new FactContent(FactKind.CancellationRevoked),
        SubscriptionEvent.TrialStarted => new FactContent(FactKind.TrialStarted),
        SubscriptionEvent.Paused => new FactContent(FactKind.Paused),
        _ => new FactContent(FactKind.Resumed),
    };
}
