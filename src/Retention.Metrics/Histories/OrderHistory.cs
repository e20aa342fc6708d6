using System.Collections;
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
    private readonly Order[] facts;
    private readonly Order[] orders;

    private OrderHistory(Order[] facts, Order[] orders)
    {
        this.facts = facts;
        this.orders = orders;
    }

    /// <summary>How many orders the history holds.</summary>
    public int Count => orders.Length;

    /// <summary>An order, in the order of the history.</summary>
    public Order this[int index] => orders.At(index);

    internal ReadOnlySpan<Order> Orders => orders;

    /// <summary>Makes a history of orders that are all valid.</summary>
    /// <param name="orders">The orders, in any order.</param>
    /// <exception cref="InvalidHistoryException">They cannot all be true; the exception lists every finding.</exception>
    public static OrderHistory Create(params ReadOnlySpan<Order> orders) => Valid(CheckAll(orders.ToArray()));

    /// <inheritdoc cref="Create(ReadOnlySpan{Order})"/>
    public static OrderHistory Create(IEnumerable<Order> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return Valid(CheckAll([.. orders]));
    }

    /// <summary>Lists what is wrong with orders, beside the history of those that are valid.</summary>
    /// <param name="orders">The orders, in any order.</param>
    public static HistoryCheck<OrderHistory, OrderFinding> Check(IEnumerable<Order> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return CheckAll([.. orders]);
    }

    /// <summary>The history as it was known at an instant: without what was recorded later.</summary>
    /// <remarks>An order without a recorded instant counts as known from the instant it was placed.</remarks>
    /// <param name="instant">What was recorded at it or before is known.</param>
    public HistoryCheck<OrderHistory, OrderFinding> AsKnownAt(Instant instant) =>
        CheckAll([.. facts.Where(fact => (fact.RecordedAt ?? fact.OrderedAt) <= instant)]);

    /// <inheritdoc/>
    public IEnumerator<Order> GetEnumerator() => ((IEnumerable<Order>)orders).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The orders, and behind them the facts of the same ids that they repeat or supersede.</summary>
    internal Order[] ValidFacts()
    {
        var ids = orders.Select(order => order.Id).Where(id => id is not null).ToHashSet();
        var held = new HashSet<Order>(orders, ReferenceEqualityComparer.Instance);
        Order[] all = [.. orders, .. facts.Where(fact => ids.Contains(fact.Id) && !held.Contains(fact))];
        HistoryCheck<OrderHistory, OrderFinding> check = CheckAll(all);
        return check.Findings.Count == 0 && check.History.SequenceEqual(orders) ? all : orders;
    }

    private static OrderHistory Valid(HistoryCheck<OrderHistory, OrderFinding> check) =>
        check.Findings.Count == 0 ? check.History : throw new InvalidHistoryException(check.Findings);

    private static HistoryCheck<OrderHistory, OrderFinding> CheckAll(Order[] facts)
    {
        if (Array.Exists(facts, fact => fact is null))
        {
            throw new ArgumentException(FormattableString.Invariant($"Order {Array.IndexOf(facts, null)} is null; a history is made of orders."), nameof(facts));
        }

        if (Array.FindIndex(facts, fact => fact.Customer == default) is var nameless and >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"Order {nameless} names no customer; an id is a text that is not empty."), nameof(facts));
        }

        (List<Order> holding, List<Order[]> conflicts, int repeated, int superseded) =
            LatestRecorded.Resolve(facts, fact => fact.Id?.Value, fact => fact.RecordedAt, fact => fact with { RecordedAt = null });
        var findings = new List<OrderFinding>();
        foreach (Order[] conflict in conflicts)
        {
            findings.Add(new OrderFinding(FindingKind.ConflictingDuplicate, FormattableString.Invariant($"order {conflict[0].Id} comes with {conflict.Select(order => order with { RecordedAt = null }).Distinct().Count()} contents, and none is recorded last"), conflict));
        }

        var cancelled = new CancelledOrderVersions(superseded > 0 ? facts : []);
        var valid = new List<Order>(holding.Count);
        foreach (Order order in holding)
        {
            if (Problem(order) is { } problem)
            {
                findings.Add(new OrderFinding(problem.Kind, Describe(order, problem.Message), [order]));
            }
            else
            {
                valid.Add(cancelled.Of(order));
            }
        }

        findings.Sort(static (x, y) => Compare(x.Orders[0], y.Orders[0]));
        valid.Sort(Compare);
        return new(new OrderHistory(facts, [.. valid]), findings, valid.Count, repeated, superseded, facts.Length - valid.Count - repeated - superseded);
    }

    /// <summary>What is wrong with an order, and which order it is.</summary>
    internal static string Describe(Order order, string problem) =>
        FormattableString.Invariant($"order {order.Id?.Value ?? "without id"} of customer {order.Customer} at {InstantPattern.ExtendedIso.Format(order.OrderedAt)}: {problem}");

    /// <summary>What makes an order impossible by itself, or nothing.</summary>
    internal static (FindingKind Kind, string Message)? Problem(Order order)
    {
        if (order.Amount.Amount < 0m)
        {
            return (FindingKind.NegativeOrder, FormattableString.Invariant($"the amount {order.Amount.InFull} is negative; an order is 0 or more, and money given back is a refund"));
        }

        if (order.Refund.Currency != order.Amount.Currency)
        {
            return (FindingKind.CurrencyChanged, FormattableString.Invariant($"the refund {order.Refund.InFull} is not in the currency of its order, {order.Amount.InFull}"));
        }

        if (order.Refund.Amount < 0m)
        {
            return (FindingKind.NegativeRefund, FormattableString.Invariant($"the refund {order.Refund.InFull} is negative; a refund is between 0 and its order"));
        }

        if (order.Refund.Amount > order.Amount.Amount)
        {
            return (FindingKind.RefundAboveOrder, FormattableString.Invariant($"the refund {order.Refund.InFull} is above its order, {order.Amount.InFull}"));
        }

        if (!RecurringRevenue.TryMillionths(order.Amount.Amount, out Int128 millionths) || !RecurringRevenue.TryMillionths(order.Refund.Amount, out _))
        {
            return (FindingKind.PriceTooPrecise, FormattableString.Invariant($"the amount {order.Amount.Amount} or its refund has more than six decimals"));
        }

        return millionths <= long.MaxValue ? null : (FindingKind.PriceOverflow, FormattableString.Invariant($"the amount {order.Amount.Amount} does not fit; it must be below 9,223,372,036,854.775807"));
    }

    private static int Compare(Order x, Order y)
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
}
