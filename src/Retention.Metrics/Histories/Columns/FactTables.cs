namespace Retention.Metrics.Histories.Columns;

/// <summary>A cancellation that was scheduled: when it takes effect, and why.</summary>
internal readonly record struct ScheduledEnd(FactInstant EffectiveAt, int Reason);

/// <summary>Everything that the rows of facts refer to by number. Adding to it changes nothing of what was there before.</summary>
internal sealed class FactTables(IFactNames names)
{
    private readonly Dictionary<ChurnReason, int> reasonNumbers = [];
    private readonly List<ChurnReason> reasons = [];
    private int lastReason = -1;

    /// <summary>The ids.</summary>
    public IFactNames Names { get; } = names;

    /// <summary>The prices.</summary>
    public FactPrices Prices { get; } = new();

    /// <summary>The scheduled cancellations.</summary>
    public ColumnBlocks<ScheduledEnd> Schedules { get; } = new();

    /// <summary>What few facts have.</summary>
    public FactDetails Details { get; } = new();

    /// <summary>By subscription the customer of its first fact plus 1; 0 where there is no fact of it.</summary>
    private ColumnBlocks<int> Owners { get; } = new(inSmallBlocks: true);

    /// <summary>The reason of a number.</summary>
    public ChurnReason ReasonOf(int number) => reasons[number];

    /// <summary>The number of a reason.</summary>
    public int NumberOf(ChurnReason reason)
    {
        if (lastReason >= 0 && reasons[lastReason] == reason)
        {
            return lastReason;
        }

        if (!reasonNumbers.TryGetValue(reason, out int number))
        {
            number = reasons.Count;
            reasons.Add(reason);
            reasonNumbers.Add(reason, number);
        }

        return lastReason = number;
    }

    /// <summary>The index of a scheduled cancellation.</summary>
    public int Schedule(FactInstant effectiveAt, ChurnReason reason)
    {
        Schedules.Add(new ScheduledEnd(effectiveAt, NumberOf(reason)));
        return Schedules.Count - 1;
    }

    /// <summary>The customer of the first fact of a subscription; −1 where there is none.</summary>
    public int OwnerOf(int subscription) => Owners.ValueOrDefault(subscription) - 1;

    /// <summary>Reads the customers of the first facts of subscriptions one after another; −1 where there is none.</summary>
    /// <param name="first">The first of the subscriptions.</param>
    /// <param name="owners">Where their customers go.</param>
    public void CopyOwners(int first, Span<int> owners)
    {
        int known = Math.Clamp(Owners.Count - first, 0, owners.Length);
        owners[known..].Fill(-1);
        for (int read = 0; read < known;)
        {
            foreach (int owner in Owners.From(first + read, first + known))
            {
                owners[read++] = owner - 1;
            }
        }
    }

    /// <summary>Notes the customer of a fact.</summary>
    public void SetCustomer(int place, int subscription, int customer)
    {
        int owner = OwnerOf(subscription);
        if (owner < 0)
        {
            Owners.Set(subscription, customer + 1);
        }
        else if (owner != customer)
        {
            Details.SetCustomer(place, customer);
        }
    }

    /// <summary>Notes the customer of the first fact of each subscription, −1 for none: none has been noted yet.</summary>
    public void SetOwners(ReadOnlySpan<int> owners)
    {
        foreach (int owner in owners)
        {
            Owners.Add(owner + 1);
        }
    }

    /// <summary>The customer of a fact.</summary>
    public int CustomerOf(int subscription, int place) => Details.CustomerOf(place, OwnerOf(subscription));

    /// <summary>Makes an event of a fact.</summary>
    public SubscriptionEvent EventOf(int subscription, in FactRow row)
    {
        SubscriptionId id = Names.SubscriptionOf(subscription);
        CustomerId customer = Names.NameOf(CustomerOf(subscription, row.Place));
        NodaTime.Instant at = Details.At(row).ToInstant();
        NodaTime.Instant? recorded = Details.RecordedAt(row.Place)?.ToInstant();
        string? eventId = Details.EventIdOf(row.Place) is >= 0 and var number ? Names.EventIdOf(number) : null;
        int index = row.Content.Index;
        switch (row.Content.Kind)
        {
            case FactKind.TrialStarted:
                return new SubscriptionEvent.TrialStarted(id, customer, at) { RecordedAt = recorded, EventId = eventId };
            case FactKind.Started:
                return new SubscriptionEvent.Started(id, customer, at, Prices[index], Prices.DiscountOf(index)) { RecordedAt = recorded, EventId = eventId };
            case FactKind.PriceChanged:
                return new SubscriptionEvent.PriceChanged(id, customer, at, Prices[index], Prices.DiscountOf(index)) { RecordedAt = recorded, EventId = eventId };
            case FactKind.Paused:
                return new SubscriptionEvent.Paused(id, customer, at) { RecordedAt = recorded, EventId = eventId };
            case FactKind.Resumed:
                return new SubscriptionEvent.Resumed(id, customer, at) { RecordedAt = recorded, EventId = eventId };
            case FactKind.PaymentFailed:
                return new SubscriptionEvent.PaymentFailed(id, customer, at) { RecordedAt = recorded, EventId = eventId };
            case FactKind.PaymentRecovered:
                return new SubscriptionEvent.PaymentRecovered(id, customer, at) { RecordedAt = recorded, EventId = eventId };
            case FactKind.CancellationScheduled:
                ScheduledEnd end = Schedules[index];
                return new SubscriptionEvent.CancellationScheduled(id, customer, at, end.EffectiveAt.ToInstant(), ReasonOf(end.Reason)) { RecordedAt = recorded, EventId = eventId };
            case FactKind.CancellationRevoked:
                return new SubscriptionEvent.CancellationRevoked(id, customer, at) { RecordedAt = recorded, EventId = eventId };
            default:
                return new SubscriptionEvent.Ended(id, customer, at, ReasonOf(index)) { RecordedAt = recorded, EventId = eventId };
        }
    }
}
