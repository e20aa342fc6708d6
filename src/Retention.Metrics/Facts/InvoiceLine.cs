using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>What an invoice line charges for.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<InvoiceLineKind>))]
public enum InvoiceLineKind
{
    /// <summary>A subscription, for its service period.</summary>
    Recurring,

    /// <summary>Something that is charged once: a set-up fee, goods, a service.</summary>
    OneTime,

    /// <summary>What was used in the period.</summary>
    Usage,

    /// <summary>Tax.</summary>
    Tax,
}

/// <summary>A line of an invoice: what a customer was charged for a subscription over a service period.</summary>
/// <param name="Customer">The customer that is charged.</param>
/// <param name="Subscription">For what.</param>
/// <param name="Start">The start of the service period.</param>
/// <param name="End">The end of the service period, exclusive.</param>
/// <param name="Amount">What is charged for the whole period and all units, after discounts and before tax; a credit is below 0.</param>
[JsonConverter(typeof(InvoiceLineJsonConverter))]
public sealed record InvoiceLine(CustomerId Customer, SubscriptionId Subscription, Instant Start, Instant End, Money Amount)
{
    private readonly InvoiceLineKind kind;

    /// <summary>What the line charges for. Lines that are not recurring are left out of revenue, and counted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public InvoiceLineKind Kind
    {
        get => kind;
        init => kind = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"One of {string.Join(", ", Enum.GetNames<InvoiceLineKind>())}.");
    }

    /// <summary>Whether the line charges or credits a part of a period, because something changed within it.</summary>
    public bool IsProration { get; init; }

    /// <summary>The id of the line. Two lines with different ids add up.</summary>
    public string? LineId { get; init; }

    /// <summary>The product or price of the line. Two lines of different products add up.</summary>
    public string? Product { get; init; }

    /// <summary>How often the amount is charged, where that is known; else it is measured from the service period.</summary>
    public BillingInterval? Interval { get; init; }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(InvoiceLine), PrintMembers);
}
