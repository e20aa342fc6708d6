namespace Acme.Billing.Data;

/// <summary>A single sale, not a subscription: set-up, a day of training.</summary>
public sealed class Order
{
    public int Id { get; set; }

    public required string Number { get; set; }

    public int CustomerId { get; set; }

    public Customer Customer { get; set; } = null!;

    public DateTime PlacedUtc { get; set; }

    public decimal Net { get; set; }

    /// <summary>The sum of all refunds.</summary>
    public decimal Refunded { get; set; }

    public bool Cancelled { get; set; }
}
