namespace Retention.Metrics.Tests.Reference;

/// <summary>One period of a roll-forward: annual amounts and customers.</summary>
internal sealed record ReferenceRow
{
    public decimal Opening { get; init; }

    public decimal New { get; init; }

    public decimal Reactivation { get; init; }

    public decimal Expansion { get; init; }

    public decimal Contraction { get; init; }

    public decimal Churn { get; init; }

    public decimal Resumed { get; init; }

    public decimal Paused { get; init; }

    public decimal Closing { get; init; }

    public long OpeningCustomers { get; init; }

    public long NewCustomers { get; init; }

    public long ReactivatedCustomers { get; init; }

    public long ExpandedCustomers { get; init; }

    public long ContractedCustomers { get; init; }

    public long ChurnedCustomers { get; init; }

    public long ClosingCustomers { get; init; }

    public long NeverRetainedCustomers { get; init; }

    /// <summary>Σ over the opening customers of min(m0, m1), and of m1.</summary>
    public decimal Kept { get; init; }

    public decimal KeptAndGained { get; init; }

    public decimal? Gross => Opening == 0m ? null : Kept / Opening;

    public decimal? Net => Opening == 0m ? null : KeptAndGained / Opening;

    public decimal? CustomerChurn => OpeningCustomers == 0 ? null : (decimal)ChurnedCustomers / OpeningCustomers;
}
