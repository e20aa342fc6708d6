namespace Harbour.Billing.Books;

/// <summary>What happened to a contract; rows are added, never changed.</summary>
public sealed class ContractChange
{
    public long Id { get; set; }

    public int ContractId { get; set; }

    public Contract Contract { get; set; } = null!;

    public ChangeKind Kind { get; set; }

    public DateTime EffectiveUtc { get; set; }

    /// <summary>When the office typed it in.</summary>
    public DateTime EnteredUtc { get; set; }

    /// <summary>What a berth costs from here on; of a signature and a new price.</summary>
    public decimal? BerthPrice { get; set; }

    public int Berths { get; set; } = 1;

    public BillingCycle Cycle { get; set; }

    public decimal PercentOff { get; set; }

    public DateTime? PercentOffUntilUtc { get; set; }

    /// <summary>The last day paid for, of a notice.</summary>
    public DateTime? EndsUtc { get; set; }

    public string? Cause { get; set; }
}

public enum ChangeKind
{
    TrialOpened,
    Signed,
    Repriced,
    LaidUp,
    Relaunched,
    NoticeGiven,
    NoticeWithdrawn,
    Terminated,
}

public enum BillingCycle
{
    Monthly,
    Quarterly,
    Yearly,
}
