namespace Acme.Billing.Data;

/// <summary>A row of the revenue ledger, written by the nightly job: what a subscription pays a month from an instant on.</summary>
public sealed class LedgerEntry
{
    public long Id { get; set; }

    public int CustomerId { get; set; }

    public int SubscriptionId { get; set; }

    public DateTime FromUtc { get; set; }

    public long MonthlyCents { get; set; }
}
