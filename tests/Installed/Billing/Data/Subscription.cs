namespace Acme.Billing.Data;

/// <summary>One customer's subscription to a plan.</summary>
public sealed class Subscription
{
    public int Id { get; set; }

    public required string Number { get; set; }

    public int CustomerId { get; set; }

    public Customer Customer { get; set; } = null!;

    public int PlanId { get; set; }

    public Plan Plan { get; set; } = null!;

    public List<SubscriptionChange> Changes { get; } = [];
}
