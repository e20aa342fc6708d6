namespace Acme.Billing.Data;

public sealed class Plan
{
    public int Id { get; set; }

    public required string Code { get; set; }

    /// <summary>The price of a seat for new subscriptions; the agreed price is in <see cref="SubscriptionChange.SeatPrice"/>.</summary>
    public decimal ListPrice { get; set; }
}
