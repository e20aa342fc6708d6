using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What makes facts impossible together.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<FindingKind>))]
public enum FindingKind
{
    /// <summary>A subscription or trial starts that is live already.</summary>
    StartedWhileLive,

    /// <summary>A price changes, a pause or a cancellation is reported of a subscription that is not live, or a payment of one that never started.</summary>
    ChangedWhileNotLive,

    /// <summary>A pause of a subscription that is not running, or a resumption of one that is not paused.</summary>
    PausedOrResumedOutOfTurn,

    /// <summary>An end of a subscription that is not live; up to 24 hours after a scheduled cancellation took effect an end confirms it.</summary>
    EndedWhileNotLive,

    /// <summary>An end that lies before the first start, or a cancellation that takes effect before it was requested.</summary>
    EndBeforeStart,

    /// <summary>A cancellation is revoked where none is pending.</summary>
    RevokedWithoutCancellation,

    /// <summary>One subscription under two customers.</summary>
    MovedToAnotherCustomer,

    /// <summary>One id with two contents, and no later recorded instant to decide which is valid.</summary>
    ConflictingDuplicate,

    /// <summary>One subscription, or one order and its refund, in two currencies.</summary>
    CurrencyChanged,

    /// <summary>Two prices of one subscription at one instant, and no recorded instants to decide which is the last.</summary>
    TwoPricesAtOneInstant,

    /// <summary>A price below 0.</summary>
    NegativePrice,

    /// <summary>An amount of which a year does not fit into 64 bits of millionths.</summary>
    PriceOverflow,

    /// <summary>An amount with more than six decimals.</summary>
    PriceTooPrecise,

    /// <summary>An order with an amount below 0.</summary>
    NegativeOrder,

    /// <summary>A refund below 0.</summary>
    NegativeRefund,

    /// <summary>A refund above its order.</summary>
    RefundAboveOrder,
}

/// <summary>A reason why facts cannot be true together, with the facts.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("a check, such as SubscriptionHistory.Check")]
public abstract class Finding : IJsonAnswer
{
    private protected Finding(FindingKind kind, string message)
    {
        Kind = kind;
        Message = message;
    }

    /// <summary>The kind of trouble.</summary>
    public FindingKind Kind { get; }

    /// <summary>What is wrong, with ids, instants and values, in one line.</summary>
    public string Message { get; }

    /// <summary>The kind and the message, with the facts it is about: their rows in the input where these are known, and their ids.</summary>
    public override string ToString() => FormattableString.Invariant($"{Kind}: {Message}{(Facts is { Length: > 0 } facts ? $" ({facts})" : "")}");

    /// <summary>The offending facts, each by what identifies it.</summary>
    private protected abstract string Facts { get; }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("kind", Kind);
        json.Add("message", Message);
        WriteFacts(json);
    }

    private protected abstract void WriteFacts(JsonAnswerWriter json);
}

/// <summary>A reason why a subscription cannot be what its events say; the subscription is left out whole.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SubscriptionHistory.Check")]
public sealed class SubscriptionFinding : Finding
{
    internal SubscriptionFinding(FindingKind kind, string message, IReadOnlyList<SubscriptionEvent> events, int[] places)
        : base(kind, message)
    {
        Events = events;
        Places = places;
    }

    /// <summary>The offending events.</summary>
    public IReadOnlyList<SubscriptionEvent> Events { get; }

    /// <summary>The place of each of the events in the input.</summary>
    internal int[] Places { get; }

    private protected override string Facts => string.Join("; ", Events.Select((one, i) => FormattableString.Invariant(
        $"{(i < Places.Length && Places[i] >= 0 ? FormattableString.Invariant($"row {Places[i] + 1}, ") : "")}{(one.EventId is { } id ? $"event {id}, " : "")}subscription {one.Subscription}")));

    private protected override void WriteFacts(JsonAnswerWriter json)
    {
        json.AddAll("rows", Places.Where(place => place >= 0), static (writer, place) => writer.WriteNumberValue(place + 1));
        json.AddAll("events", Events, SubscriptionEventJson.Write);
    }
}

/// <summary>A reason why an order cannot be what it says; the order is left out.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderHistory.Check")]
public sealed class OrderFinding : Finding
{
    internal OrderFinding(FindingKind kind, string message, IReadOnlyList<Order> orders)
        : base(kind, message) => Orders = orders;

    /// <summary>The offending orders.</summary>
    public IReadOnlyList<Order> Orders { get; }

    private protected override string Facts => string.Join("; ", Orders.Select(order => order.Id is { } id ? FormattableString.Invariant($"order {id}") : FormattableString.Invariant($"order of {order.Customer}")));

    private protected override void WriteFacts(JsonAnswerWriter json) => json.AddAll("orders", Orders, OrderJsonConverter.Instance.WriteValue);
}
