using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>What became of an order.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>It is valid, perhaps with a part refunded.</summary>
    Completed,

    /// <summary>It was called off.</summary>
    Cancelled,

    /// <summary>It was refunded whole, unless the refunded amount says how much.</summary>
    Refunded,
}

/// <summary>One order of a customer.</summary>
/// <remarks>An <see cref="OrderHistory"/> refuses negative amounts, refunds above their order and more than six decimals.</remarks>
/// <param name="Customer">Who ordered.</param>
/// <param name="OrderedAt">When; a refund counts in this instant's period too.</param>
/// <param name="Amount">What was charged; 0 is an order too.</param>
[JsonConverter(typeof(OrderJsonConverter))]
public sealed record Order(CustomerId Customer, Instant OrderedAt, Money Amount)
{
    private readonly OrderStatus status;

    /// <summary>The order's id. With one, adding the order twice is harmless; without, it is an order of its own however alike.</summary>
    /// <exception cref="ArgumentException">It is <see langword="default"/>, which names no order.</exception>
    public OrderId? Id
    {
        get;
        init => field = value != default(OrderId) ? value : throw new ArgumentException("The id of an order is blank; expected a text that is not blank, or null where an order has no id.", nameof(value));
    }

    /// <summary>What became of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public OrderStatus Status
    {
        get => status;
        init => status = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Completed, Cancelled or Refunded.");
    }

    /// <summary>How much was paid back, 0 or more; left out, it is the whole amount of a refunded order and 0 of any other.</summary>
    public Money? Refunded { get; init; }

    /// <summary>When this state of the order was recorded; a later one of the same id takes its place.</summary>
    public Instant? RecordedAt { get; init; }

    /// <summary>How much was paid back.</summary>
    internal Money Refund => Refunded ?? (Status == OrderStatus.Refunded ? Amount : Money.Zero(Amount.Currency));
}
