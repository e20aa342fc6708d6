using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>Orders that can all be true, by customer and instant.</summary>
/// <remarks>
/// Any order of input gives the same history. Orders with an id are harmless to add twice; orders without one are never taken for each
/// other, however alike. An order that was cancelled stays cancelled where all that was recorded later is a refund.
/// </remarks>
/// <example><code>
/// OrderHistory orders =
/// [
///     new("ada", Instant.FromUtc(2026, 1, 5, 9, 0), new Money(30m, Currency.Eur)),
///     new("ada", Instant.FromUtc(2026, 1, 9, 9, 0), new Money(50m, Currency.Eur)),
/// ];
/// orders.Count; // 2
/// </code></example>
[JsonConverter(typeof(OrderHistoryJsonConverter))]
[CollectionBuilder(typeof(OrderHistory), nameof(Create))]
public sealed class OrderHistory : IReadOnlyList<Order>
{
    private readonly RowSet among;
    private readonly Dictionary<int, long> cancelled;
    private readonly Currency? only;
    private readonly Lazy<int[]> sorted;
    private readonly Lazy<(FactInstant First, FactInstant Last)?> bounds;

    private OrderHistory(OrderFacts facts, OrderCheck check)
        : this(facts, check.Among, check.Valid, check.Cancelled, check.Used)
    {
    }

    private OrderHistory(OrderHistory whole, Currency only, RowSet among, RowSet valid)
        : this(whole.Facts, among, valid, whole.cancelled, valid.Count) => this.only = only;

    private OrderHistory(OrderFacts facts, RowSet among, RowSet valid, Dictionary<int, long> cancelled, int count)
    {
        (Facts, this.among, Valid, this.cancelled, Count) = (facts, among, valid, cancelled, count);
        sorted = new Lazy<int[]>(() => SortedOrders.Of(facts, valid, count, OrderOf));
        bounds = new Lazy<(FactInstant, FactInstant)?>(() => facts.BoundsOf(valid));
    }

    /// <summary>How many orders the history holds.</summary>
    public int Count { get; }

    /// <summary>The instant of the first order of all, or <see langword="null"/> where there is none.</summary>
    public Instant? FirstOrder => bounds.Value?.First.ToInstant();

    /// <summary>The instant of the last order of all, or <see langword="null"/> where there is none.</summary>
    public Instant? LastOrder => bounds.Value?.Last.ToInstant();

    /// <summary>An order, in the order of the history. The orders are stored in columns: each access makes an object.</summary>
    public Order this[int index] => OrderOf(sorted.Value.At(index));

    /// <summary>The columns, those of orders that are not valid included.</summary>
    internal OrderFacts Facts { get; }

    /// <summary>The rows of the columns that the history holds.</summary>
    internal RowSet Valid { get; }

    /// <summary>Whether each row of the columns is an order of the history, with the content that the row says.</summary>
    internal bool HoldsAllRows => Count == Facts.Count && cancelled.Count == 0;

    /// <summary>Makes a history of orders that are all valid.</summary>
    /// <param name="orders">The orders, in any order.</param>
    /// <exception cref="InvalidHistoryException">They cannot all be true; the exception lists every finding.</exception>
    public static OrderHistory Create(params ReadOnlySpan<Order> orders) => Required(CheckAll(OrderCollector.Of(orders)));

    /// <inheritdoc cref="Create(ReadOnlySpan{Order})"/>
    public static OrderHistory Create(IEnumerable<Order> orders) => Required(Check(orders));

    /// <inheritdoc cref="Create(ReadOnlySpan{Order})"/>
    /// <param name="orders">The orders, in any order.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static Task<OrderHistory> CreateAsync(IAsyncEnumerable<Order> orders, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return RequireAsync();

        async Task<OrderHistory> RequireAsync() => Required(CheckAll(await OrderCollector.OfAsync(orders, cancellation).ConfigureAwait(false)));
    }

    /// <summary>Lists what is wrong with orders, beside the history of those that are valid.</summary>
    /// <param name="orders">The orders, in any order.</param>
    public static HistoryCheck<OrderHistory, OrderFinding> Check(IEnumerable<Order> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return CheckAll(OrderCollector.Of(orders, ExecutionOptions.Default));
    }

    /// <inheritdoc cref="Check(IEnumerable{Order})"/>
    /// <param name="orders">The orders, in any order.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static Task<HistoryCheck<OrderHistory, OrderFinding>> CheckAsync(IAsyncEnumerable<Order> orders, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return ResultAsync();

        async Task<HistoryCheck<OrderHistory, OrderFinding>> ResultAsync() => CheckAll(await OrderCollector.OfAsync(orders, cancellation).ConfigureAwait(false));
    }

    /// <summary>The history as it was known at an instant: without what was recorded later.</summary>
    /// <remarks>An order without a recorded instant counts as known from the instant it was placed.</remarks>
    /// <param name="instant">What was recorded at it or before is known.</param>
    public HistoryCheck<OrderHistory, OrderFinding> AsKnownAt(Instant instant)
    {
        RowSet known = among.Copy();
        foreach (int row in among.Rows())
        {
            known[row] = Facts.KnownFrom(row) <= instant;
        }

        return Result(Facts, OrderCheck.Of(Facts, known));
    }

    /// <inheritdoc/>
    public IEnumerator<Order> GetEnumerator() => sorted.Value.Select(OrderOf).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The history of columns that were checked.</summary>
    internal static OrderHistory Of(OrderFacts facts, OrderCheck check) => new(facts, check);

    /// <summary>Checks columns.</summary>
    internal static HistoryCheck<OrderHistory, OrderFinding> CheckAll(OrderFacts facts) => Result(facts, OrderCheck.Of(facts, RowSet.All(facts.Count)));

    /// <summary>The history divided by currency; the columns are shared.</summary>
    internal IEnumerable<KeyValuePair<Currency, OrderHistory>> ByCurrency()
    {
        if ((only ?? Facts.Table.OnlyCurrency) is { } one && among.Count > 0)
        {
            return [KeyValuePair.Create(one, this)];
        }

        return RowsByCurrency().OrderBy(part => part.Key.Code, StringComparer.Ordinal)
            .Select(part => KeyValuePair.Create(part.Key, new OrderHistory(this, part.Key, part.Value.Among, part.Value.Valid)));
    }

    /// <summary>The one currency of the orders; <see langword="null"/> where there are none or several.</summary>
    internal Currency? OnlyCurrency()
    {
        Currency[] found = [.. ByCurrency().Where(part => part.Value.Count > 0).Select(part => part.Key)];
        return found.Length == 1 ? found[0] : null;
    }

    /// <summary>The rows that the history holds, in the order of the columns.</summary>
    internal IEnumerable<int> Rows() => Valid.Rows();

    /// <summary>The bits of the content of a row that the history holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long ContentOf(int row) => cancelled.Count > 0 && cancelled.TryGetValue(row, out long changed) ? changed : Facts.Contents[row];

    /// <summary>The history, if nothing is wrong.</summary>
    internal static OrderHistory Required(HistoryCheck<OrderHistory, OrderFinding> check) =>
        check.Findings.Count == 0 ? check.History : throw new InvalidHistoryException(check.Findings);

    /// <summary>The orders, and behind them the facts of the same ids that they repeat or supersede.</summary>
    internal Order[] ValidFacts()
    {
        if (Facts.Ids is not { } ids)
        {
            return [.. this];
        }

        var valid = Rows().Select(row => ids[row]).ToHashSet();
        _ = valid.Remove(OrderFacts.NoId);
        Order[] orders = [.. this], all = [.. orders, .. among.Rows().Where(row => valid.Contains(ids[row]) && (!Valid[row] || cancelled.ContainsKey(row))).Select(row => Facts.OrderAt(row))];
        HistoryCheck<OrderHistory, OrderFinding> again = Check(all);
        return again.Findings.Count == 0 && again.History.SequenceEqual(orders) ? all : orders;
    }

    /// <summary>The rows of each currency: of each word of 64 rows, all of one currency at a time.</summary>
    private Dictionary<Currency, (RowSet Among, RowSet Valid)> RowsByCurrency()
    {
        var parts = new Dictionary<Currency, (RowSet Among, RowSet Valid)>();
        ReadOnlySpan<ulong> words = among.Words;
        for (int word = 0; word < words.Length; word++)
        {
            for (ulong left = words[word]; left != 0;)
            {
                Span<long> contents = Facts.Contents.From(word * RowSet.BitsInWord, Math.Min(Facts.Count, (word + 1) * RowSet.BitsInWord));
                Currency currency = Facts.Table.CurrencyOf(contents[BitOperations.TrailingZeroCount(left)]);
                if (!parts.TryGetValue(currency, out (RowSet Among, RowSet Valid) part))
                {
                    parts.Add(currency, part = (RowSet.None(Facts.Count), RowSet.None(Facts.Count)));
                }

                ulong own = left & Facts.Table.InCurrency(currency, contents);
                (part.Among.Words[word], part.Valid.Words[word]) = (own, own & Valid.Words[word]);
                left ^= own;
            }
        }

        return parts;
    }

    private static HistoryCheck<OrderHistory, OrderFinding> Result(OrderFacts facts, OrderCheck check) => new(
        new OrderHistory(facts, check),
        new OrderFindings(facts, check.Problems),
        check.Used,
        check.Repeated,
        check.Superseded,
        check.Read - check.Used - check.Repeated - check.Superseded);

    private Order OrderOf(int row) => Facts.OrderAt(row, ContentOf(row));

    /// <summary>What is wrong with an order, and which order it is.</summary>
    internal static FormattableString Describe(Order order, FormattableString problem) =>
        $"order {order.Id?.Value ?? "without id"} of customer {order.Customer} at {InstantPattern.ExtendedIso.Format(order.OrderedAt)}: {problem}";

    /// <summary>What makes an order impossible by itself, or nothing.</summary>
    internal static (FindingKind Kind, FormattableString Message)? Problem(Order order)
    {
        if (order.Amount.Amount < 0m)
        {
            return (FindingKind.NegativeOrder, $"the amount {order.Amount.InFull} is negative; an order is 0 or more, and money given back is a refund");
        }

        if (order.Refund.Currency != order.Amount.Currency)
        {
            return (FindingKind.CurrencyChanged, $"the refund {order.Refund.InFull} is not in the currency of its order, {order.Amount.InFull}");
        }

        if (order.Refund.Amount < 0m)
        {
            return (FindingKind.NegativeRefund, $"the refund {order.Refund.InFull} is negative; a refund is between 0 and its order");
        }

        if (order.Refund.Amount > order.Amount.Amount)
        {
            return (FindingKind.RefundAboveOrder, $"the refund {order.Refund.InFull} is above its order, {order.Amount.InFull}");
        }

        if (!RecurringRevenue.TryMillionths(order.Amount.Amount, out Int128 millionths) || !RecurringRevenue.TryMillionths(order.Refund.Amount, out _))
        {
            return (FindingKind.PriceTooPrecise, $"the amount {order.Amount.Amount} or its refund has more than six decimals");
        }

        return millionths <= long.MaxValue ? null : (FindingKind.PriceOverflow, $"the amount {order.Amount.Amount} does not fit; it must be below 9,223,372,036,854.775807");
    }

    /// <summary>The order of the history.</summary>
    internal static int Compare(Order x, Order y)
    {
        int order = x.Customer.CompareTo(y.Customer);
        order = order != 0 ? order : x.OrderedAt.CompareTo(y.OrderedAt);
        order = order != 0 ? order : Nullable.Compare(x.Id, y.Id);
        order = order != 0 ? order : x.Amount.Amount.CompareTo(y.Amount.Amount);
        order = order != 0 ? order : x.Status.CompareTo(y.Status);
        order = order != 0 ? order : x.Refund.Amount.CompareTo(y.Refund.Amount);

        // Alike in every figure, but not the same facts: only so that any order of input gives one history.
        order = order != 0 ? order : string.CompareOrdinal(x.Amount.Currency.Code, y.Amount.Currency.Code);
        order = order != 0 ? order : (x.Refunded is null).CompareTo(y.Refunded is null);
        return order != 0 ? order : Nullable.Compare(x.RecordedAt, y.RecordedAt);
    }

    /// <summary>How many orders there are.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} orders");
}
