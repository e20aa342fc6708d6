namespace Acme.Billing.Data;

/// <summary>A change of a subscription. Rows are added, never updated.</summary>
public sealed class SubscriptionChange
{
    public long Id { get; set; }

    public int SubscriptionId { get; set; }

    public Subscription Subscription { get; set; } = null!;

    public ChangeKind Kind { get; set; }

    public DateTime EffectiveUtc { get; set; }

    /// <summary>When the row was entered.</summary>
    public DateTime EnteredUtc { get; set; }

    /// <summary>The price of a seat from this change on; of a start and of a plan change.</summary>
    public decimal? SeatPrice { get; set; }

    public int Seats { get; set; } = 1;

    public BillingCycle Cycle { get; set; }

    public decimal PercentOff { get; set; }

    public DateTime? PercentOffUntilUtc { get; set; }

    /// <summary>The end of the last period paid for; of a requested cancellation.</summary>
    public DateTime? EndsUtc { get; set; }

    /// <summary>Why the customer cancels; "unpaid" after failed payments.</summary>
    public string? Reason { get; set; }
}

public enum ChangeKind
{
    TrialStarted,
    Started,
    PlanChanged,
    Paused,
    Resumed,
    CancellationRequested,
    CancellationWithdrawn,
    Ended,
}

public enum BillingCycle
{
    Monthly,
    Quarterly,
    Yearly,
}
