using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>Reads a row of the engine in the reference's terms.</summary>
internal static class Reading
{
    public static ReferenceRow Of(RollForwardRow row) => new()
    {
        Opening = row.OpeningMrr.Annual.Amount,
        New = row.NewMrr.Annual.Amount,
        Reactivation = row.ReactivationMrr.Annual.Amount,
        Expansion = row.ExpansionMrr.Annual.Amount,
        Contraction = row.ContractionMrr.Annual.Amount,
        Churn = row.ChurnMrr.Annual.Amount,
        Resumed = row.ResumedMrr.Annual.Amount,
        Paused = row.PausedMrr.Annual.Amount,
        Closing = row.ClosingMrr.Annual.Amount,
        OpeningCustomers = row.OpeningCustomers,
        NewCustomers = row.NewCustomers,
        ReactivatedCustomers = row.ReactivatedCustomers,
        ExpandedCustomers = row.ExpandedCustomers,
        ContractedCustomers = row.ContractedCustomers,
        ChurnedCustomers = row.ChurnedCustomers,
        ClosingCustomers = row.ClosingCustomers,
        NeverRetainedCustomers = row.NeverRetainedCustomers,
    };
}
