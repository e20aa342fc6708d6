namespace Acme.Billing.Data;

/// <summary>A customer who pays us.</summary>
public sealed class Customer
{
    public int Id { get; set; }

    public required string Number { get; set; }

    public required string Name { get; set; }

    public string? Country { get; set; }

    public List<Subscription> Subscriptions { get; } = [];

    public List<Order> Orders { get; } = [];
}
