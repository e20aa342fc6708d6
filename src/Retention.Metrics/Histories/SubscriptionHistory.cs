using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Subscription events that can all be true together, in their one order.</summary>
/// <remarks>
/// <para>Any order of input gives the same history: by customer, subscription and instant, and within an instant by recorded instant or,
/// where those are missing, by kind.</para>
/// <para>A scheduled cancellation ends its subscription at its effective instant unless it is revoked; an end at that instant, or up to 24 hours
/// after it, adds nothing. Payments that fail or are made good after an end change nothing.</para>
/// </remarks>
/// <example><code>
/// var ada = Subscription.Of("ada");
/// SubscriptionHistory history =
/// [
///     ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
///     ada.Ends(Instant.FromUtc(2026, 3, 5, 0, 0), ChurnReason.Voluntary),
/// ];
/// history.Count; // 2
/// </code></example>
[JsonConverter(typeof(SubscriptionHistoryJsonConverter))]
[CollectionBuilder(typeof(SubscriptionHistory), nameof(Create))]
public sealed class SubscriptionHistory : IReadOnlyList<SubscriptionEvent>
{
    private readonly Lazy<(FactInstant First, FactInstant Last)?> bounds;
    private readonly Lazy<FactInstant?> knownUpTo;

    internal SubscriptionHistory(CustomerLifecycles lifecycles)
        : this(lifecycles, partCurrency: null, new(() => BoundsOf(lifecycles.Facts)))
    {
    }

    private SubscriptionHistory(CustomerLifecycles lifecycles, Currency? partCurrency, Lazy<(FactInstant First, FactInstant Last)?> bounds)
    {
        Lifecycles = lifecycles;
        PartCurrency = partCurrency;
        this.bounds = bounds;
        knownUpTo = new(() => lifecycles.Facts.Tables.Details.HasRecorded ? KnownUpToOf(lifecycles) : bounds.Value?.Last);
    }

    /// <summary>How many events the history holds.</summary>
    public int Count => Lifecycles.Count;

    /// <summary>The instant of the first event of all, or <see langword="null"/> where there is none.</summary>
    public Instant? FirstEvent => bounds.Value?.First.ToInstant();

    /// <summary>The instant of the last event of all, or <see langword="null"/> where there is none.</summary>
    /// <remarks>A cancellation that takes effect later, and the end of a discount, are no events.</remarks>
    public Instant? LastEvent => bounds.Value?.Last.ToInstant();

    /// <summary>The last instant at which something took effect or, of what takes effect later than it was recorded, was recorded; <see langword="null"/> where there is nothing.</summary>
    /// <remarks>What takes effect after it is scheduled.</remarks>
    public Instant? KnownUpTo => knownUpTo.Value?.ToInstant();

    /// <summary>An event, in the order of the history. The first access by index sorts the subscriptions; each makes the event anew.</summary>
    public SubscriptionEvent this[int index] => Lifecycles.EventAt(index);

    /// <summary>The events and what the replay of each subscription gave, for all that read the history.</summary>
    internal CustomerLifecycles Lifecycles { get; }

    /// <summary>The currency of a history that has only the subscriptions in one of several currencies; <see langword="null"/> of one that has every valid subscription of its facts.</summary>
    internal Currency? PartCurrency { get; }

    /// <summary>Makes a history of events that are all valid.</summary>
    /// <param name="events">The events, in any order.</param>
    /// <exception cref="InvalidHistoryException">They cannot all be true; the exception lists every finding.</exception>
    public static SubscriptionHistory Create(params ReadOnlySpan<SubscriptionEvent> events) => Valid(Check(EventCollector.Of(events)));

    /// <inheritdoc cref="Create(ReadOnlySpan{SubscriptionEvent})"/>
    public static SubscriptionHistory Create(IEnumerable<SubscriptionEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Valid(Check(EventCollector.Of(events)));
    }

    /// <summary>Lists what is wrong with events, beside the history of every subscription that is valid.</summary>
    /// <remarks>A subscription with a finding is left out whole: half a history would be a wrong number.</remarks>
    /// <param name="events">The events, in any order.</param>
    public static HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check(IEnumerable<SubscriptionEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Check(EventCollector.Of(events));
    }

    /// <inheritdoc cref="Check(IEnumerable{SubscriptionEvent})"/>
    /// <param name="events">The events, in any order.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    public static HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check(IEnumerable<SubscriptionEvent> events, ExecutionOptions execution)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(execution);
        return Check(EventCollector.Of(events, execution), execution);
    }

    /// <summary>Makes a history of events that are all valid, and that come one by one from a query or a stream.</summary>
    /// <remarks><b>Cost:</b> an event that was read is not kept; its row in the columns is.</remarks>
    /// <param name="events">The events, in any order.</param>
    /// <param name="cancellation">Stops reading and checking.</param>
    /// <exception cref="InvalidHistoryException">They cannot all be true; the exception lists every finding.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Task<SubscriptionHistory> CreateAsync(IAsyncEnumerable<SubscriptionEvent> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return ValidAsync();

        async Task<SubscriptionHistory> ValidAsync() => Valid(await CheckAsync(events, cancellation).ConfigureAwait(false));
    }

    /// <summary>Lists what is wrong with events that come one by one, beside the history of every subscription that is valid.</summary>
    /// <inheritdoc cref="Check(IEnumerable{SubscriptionEvent})" path="/remarks"/>
    /// <param name="events">The events, in any order.</param>
    /// <param name="cancellation">Stops reading and checking.</param>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Task<HistoryCheck<SubscriptionHistory, SubscriptionFinding>> CheckAsync(IAsyncEnumerable<SubscriptionEvent> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return ResultAsync();

        async Task<HistoryCheck<SubscriptionHistory, SubscriptionFinding>> ResultAsync() =>
            Check(await EventCollector.OfAsync(events, cancellation).ConfigureAwait(false), ExecutionOptions.Default with { Cancellation = cancellation });
    }

    /// <summary>The history as it was known at an instant: without what was recorded later.</summary>
    /// <remarks>An event without a recorded instant counts as known from the instant it takes effect.</remarks>
    /// <param name="instant">What was recorded at it or before is known.</param>
    public HistoryCheck<SubscriptionHistory, SubscriptionFinding> AsKnownAt(Instant instant) =>
        Check(Lifecycles.Facts.Facts.KnownAt(FactInstant.Of(instant), PartCurrency is null ? null : RisingSubscriptions()), ExecutionOptions.Default);

    /// <summary>The subscriptions of the history as they were known when a period ended: see <see cref="PartitionedFacts.KnownByEndOf"/>.</summary>
    internal HistoryCheck<SubscriptionHistory, SubscriptionFinding> AsKnownByEndOf(Instant end, ExecutionOptions execution) =>
        Check(Lifecycles.Facts.Facts.KnownByEndOf(FactInstant.Of(end), RisingSubscriptions()), execution);

    /// <inheritdoc/>
    public IEnumerator<SubscriptionEvent> GetEnumerator() => Lifecycles.Events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The history cut by currency; a subscription that never had a price is in the first.</summary>
    internal IReadOnlyList<KeyValuePair<Currency, SubscriptionHistory>> ByCurrency(ExecutionOptions? execution = null)
    {
        if (Count == 0)
        {
            return [];
        }

        CheckedFacts facts = Lifecycles.Facts;
        if ((PartCurrency ?? facts.Facts.OnlyCurrency()) is { } only)
        {
            return [KeyValuePair.Create(only, this)];
        }

        execution ??= ExecutionOptions.Default;
        var currencies = SubscriptionCurrencies.Of(facts, execution);
        return [.. CurrencyPartition.Of(Lifecycles.ByNumber, currencies, execution).Select((subscriptions, part) => KeyValuePair.Create(currencies.Parts[part], PartOf(subscriptions, part)))];

        SubscriptionHistory PartOf(CustomerSubscriptions subscriptions, int part)
        {
            CurrencyTotal total = currencies.TotalOf(part);
            return new(new CustomerLifecycles(facts, subscriptions, total.Events), currencies.Parts[part], new((total.First, total.Last)));
        }
    }

    private int[] RisingSubscriptions() => [.. Lifecycles.ByNumber.Subscriptions.Order()];

    /// <summary>The events, and behind them the facts of their subscriptions that they repeat or supersede, in the order of the input.</summary>
    internal SubscriptionEvent[] ValidFacts()
    {
        CheckedFacts facts = Lifecycles.Facts;
        var leftOut = new List<LocatedFact>();
        foreach (int subscription in Lifecycles.ByNumber.Subscriptions)
        {
            foreach (FactRow row in facts.LeftOutOf(subscription))
            {
                leftOut.Add(new LocatedFact(subscription, row));
            }
        }

        SubscriptionEvent[] events = [.. Lifecycles.Events];
        if (leftOut.Count == 0)
        {
            return events;
        }

        SubscriptionEvent[] all = [.. events, .. leftOut.OrderBy(fact => fact.Row.Place).Select(fact => facts.Tables.EventOf(fact.Subscription, fact.Row))];
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = Check(all);

        // Facts that were refused can supersede others; without them these would be found anew.
        return check.Findings.Count == 0 && check.History.SequenceEqual(events) ? all : events;
    }

    private static (FactInstant First, FactInstant Last)? BoundsOf(CheckedFacts facts)
    {
        const int AtOnce = 1 << 14;
        if (facts.Count == 0)
        {
            return null;
        }

        var parts = new (FactInstant First, FactInstant Last)[(facts.Subscriptions + AtOnce - 1) / AtOnce];
        ExecutionOptions.Default.ForEach(parts.Length, part =>
        {
            FactInstant first = new(long.MaxValue, 0), last = new(long.MinValue, 0);
            for (int subscription = part * AtOnce; subscription < Math.Min((part + 1) * AtOnce, facts.Subscriptions); subscription++)
            {
                ReadOnlySpan<FactRow> rows = facts.RowsOf(subscription);
                if (!rows.IsEmpty)
                {
                    FactInstant begins = facts.Tables.Details.At(rows[0]), ends = facts.Tables.Details.At(rows[^1]);
                    (first, last) = (begins < first ? begins : first, ends > last ? ends : last);
                }
            }

            parts[part] = (first, last);
        });
        return (parts.Min(part => part.First), parts.Max(part => part.Last));
    }

    private static FactInstant? KnownUpToOf(CustomerLifecycles lifecycles)
    {
        FactDetails details = lifecycles.Facts.Tables.Details;
        FactInstant? last = null;
        foreach (int subscription in lifecycles.ByNumber.Subscriptions)
        {
            foreach (ref readonly FactRow row in lifecycles.Facts.RowsOf(subscription))
            {
                FactInstant at = details.At(row);
                FactInstant known = details.RecordedAt(row.Place) is { } recorded && recorded < at ? recorded : at;
                last = last > known ? last : known;
            }
        }

        return last;
    }

    /// <summary>Checks facts that were collected in columns.</summary>
    internal static HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check(FactCollector facts, ExecutionOptions? execution = null)
    {
        execution ??= ExecutionOptions.Default;
        return Check(PartitionedFacts.Of(facts, execution.Stage(0, 0.4)), execution.Stage(0.4, 1));
    }

    /// <summary>Checks facts that are partitioned by subscription.</summary>
    internal static HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check(PartitionedFacts facts, ExecutionOptions execution) => FactCheck.Run(facts, execution).ToCheck(execution with { Progress = null });

    internal static SubscriptionHistory Valid(HistoryCheck<SubscriptionHistory, SubscriptionFinding> check) =>
        check.Findings.Count == 0 ? check.History : throw new InvalidHistoryException(check.Findings);

    /// <summary>The price that an event sets, if it sets one.</summary>
    internal static (RecurringPrice Price, Discount? Discount)? PriceOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => (started.Price, started.Discount),
        SubscriptionEvent.PriceChanged changed => (changed.Price, changed.Discount),
        _ => null,
    };

    internal static FindingKind KindOf(PriceProblem problem) => problem switch
    {
        PriceProblem.Negative => FindingKind.NegativePrice,
        PriceProblem.OtherCurrency => FindingKind.CurrencyChanged,
        PriceProblem.TooPrecise => FindingKind.PriceTooPrecise,
        _ => FindingKind.PriceOverflow,
    };

    /// <summary>How many events there are.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} events");
}
