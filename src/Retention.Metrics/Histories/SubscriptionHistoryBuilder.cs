using NodaTime;

namespace Retention.Metrics;

/// <summary>Takes subscription events one by one, from a reader or a query that streams, and makes a history of them: without an object for an event.</summary>
/// <remarks>
/// <para>The methods are named after the events of <see cref="SubscriptionEvent"/>. Any order of calls gives the same history.</para>
/// <para><b>Cost:</b> 16 bytes an event while events come, 33 more while they are checked, of which 17 stay, and the tables of keys and prices. Recorded instants
/// take 8 bytes and ids of events 4, where there are any. Checking is linear but for events of one instant, and uses all cores.</para>
/// <para><b>Keys:</b> as in <see cref="RevenueTimelineBuilder{TCustomer, TSubscription}"/>. The id of a customer or subscription is the text of its key.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
/// <example><code>
/// var builder = new SubscriptionHistoryBuilder&lt;Guid, long&gt;();
/// foreach (var contract in contracts)
/// {
///     builder.Started(contract.Customer, contract.Number, contract.From, RecurringPrice.Monthly(contract.Monthly, Currency.Eur));
///     if (contract.Until is { } end)
///     {
///         builder.Ended(contract.Customer, contract.Number, end, ChurnReason.Voluntary);
///     }
/// }
///
/// SubscriptionHistory history = builder.Build();
/// </code></example>
/// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
/// <typeparam name="TSubscription">The caller's key of a subscription.</typeparam>
public sealed class SubscriptionHistoryBuilder<TCustomer, TSubscription>
    where TCustomer : notnull
    where TSubscription : notnull
{
    private readonly AsyncRanges ranges = new();
    private FactKeys<TCustomer, TSubscription> keys;
    private FactCollector facts;

    /// <summary>A builder without events.</summary>
    public SubscriptionHistoryBuilder()
    {
        keys = new();
        facts = new(keys);
    }

    /// <summary>How many events were added since the last history was made.</summary>
    public int Count => facts.Count;

    /// <summary>Adds the start of a trial.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank.</exception>
    public void TrialStarted(TCustomer customer, TSubscription subscription, Instant at, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, new FactContent(FactKind.TrialStarted), recordedAt, eventId);

    /// <summary>Adds a start: the subscription recurs at a price from then on.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="price">What it charges from then on.</param>
    /// <param name="discount">What is off the price, if anything.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank.</exception>
    public void Started(TCustomer customer, TSubscription subscription, Instant at, RecurringPrice price, Discount? discount = null, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, Priced(FactKind.Started, price, discount), recordedAt, eventId);

    /// <summary>Adds another price, quantity, interval or discount.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="price">What it charges from then on.</param>
    /// <param name="discount">What is off the price, if anything.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank.</exception>
    public void PriceChanged(TCustomer customer, TSubscription subscription, Instant at, RecurringPrice price, Discount? discount = null, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, Priced(FactKind.PriceChanged, price, discount), recordedAt, eventId);

    /// <summary>Adds a pause.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank.</exception>
    public void Paused(TCustomer customer, TSubscription subscription, Instant at, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, new FactContent(FactKind.Paused), recordedAt, eventId);

    /// <summary>Adds the end of a pause.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank.</exception>
    public void Resumed(TCustomer customer, TSubscription subscription, Instant at, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, new FactContent(FactKind.Resumed), recordedAt, eventId);

    /// <summary>Adds a payment that failed.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank.</exception>
    public void PaymentFailed(TCustomer customer, TSubscription subscription, Instant at, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, new FactContent(FactKind.PaymentFailed), recordedAt, eventId);

    /// <summary>Adds that a failed payment was made good.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank.</exception>
    public void PaymentRecovered(TCustomer customer, TSubscription subscription, Instant at, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, new FactContent(FactKind.PaymentRecovered), recordedAt, eventId);

    /// <summary>Adds a cancellation that was requested and takes effect later, unless it is revoked.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="effectiveAt">When it takes effect.</param>
    /// <param name="reason">Why.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank, or the reason says that no subscription ended.</exception>
    public void CancellationScheduled(TCustomer customer, TSubscription subscription, Instant at, Instant effectiveAt, ChurnReason reason = default, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, facts.Schedule(effectiveAt, reason.OfAnEnd(nameof(reason))), recordedAt, eventId);

    /// <summary>Adds that a requested cancellation was withdrawn.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank.</exception>
    public void CancellationRevoked(TCustomer customer, TSubscription subscription, Instant at, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, new FactContent(FactKind.CancellationRevoked), recordedAt, eventId);

    /// <summary>Adds an end.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="reason">Why.</param>
    /// <param name="recordedAt">When it became known, if that is recorded.</param>
    /// <param name="eventId">An id of the event, if it has one.</param>
    /// <exception cref="ArgumentException">A key or the id of the event is blank, or the reason says that no subscription ended.</exception>
    public void Ended(TCustomer customer, TSubscription subscription, Instant at, ChurnReason reason = default, Instant? recordedAt = null, string? eventId = null) =>
        Add(customer, subscription, at, facts.End(reason.OfAnEnd(nameof(reason))), recordedAt, eventId);

    /// <summary>Adds events as they are read from a query, a queue or any other stream.</summary>
    /// <remarks>A cancellation or an exception stops between two rows. The builder then lacks rows, and refuses to build.</remarks>
    /// <typeparam name="TRow">A row of the stream.</typeparam>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="add">Adds a row to the builder that it is given, which is this one.</param>
    /// <param name="cancellation">Stops reading; also given to the stream.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task AddRangeAsync<TRow>(IAsyncEnumerable<TRow> rows, Action<SubscriptionHistoryBuilder<TCustomer, TSubscription>, TRow> add, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(add);
        return ranges.AddAsync(rows, row => add(this, row), cancellation);
    }

    /// <summary>Makes a history of the events, and lets go of them: the builder is empty again.</summary>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="InvalidHistoryException">They cannot all be true; the exception lists every finding.</exception>
    /// <exception cref="InvalidOperationException">A range of rows was not added to its end.</exception>
    public SubscriptionHistory Build(ExecutionOptions? execution = null) => SubscriptionHistory.Valid(Check(execution));

    /// <summary>Lists what is wrong with the events, beside the history of every subscription that is valid, and lets go of them: the builder is empty again.</summary>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="InvalidOperationException">A range of rows was not added to its end.</exception>
    public HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check(ExecutionOptions? execution = null)
    {
        ranges.RequireComplete();
        FactCollector taken = facts;
        keys = new();
        facts = new(keys);
        return SubscriptionHistory.Check(taken, execution);
    }

    private FactContent Priced(FactKind kind, RecurringPrice price, Discount? discount)
    {
        ArgumentNullException.ThrowIfNull(price);
        return facts.Price(kind, price, discount);
    }

    private void Add(TCustomer customer, TSubscription subscription, Instant at, FactContent content, Instant? recordedAt, string? eventId)
    {
        _ = SubscriptionEvent.NotBlank(eventId, nameof(eventId));
        int numbered = keys.NumberOf(subscription);
        int place = facts.Add(numbered, keys.NumberOf(customer, facts.Tables.OwnerOf(numbered)), FactInstant.Of(at), content);
        if (recordedAt is { } recorded)
        {
            facts.SetRecorded(place, recorded);
        }

        if (eventId is not null)
        {
            facts.SetEventId(place, keys.NumberOfEvent(eventId));
        }
    }

    /// <summary>How many facts were added.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} facts");
}
