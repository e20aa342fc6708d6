namespace Retention.Metrics.Revenue;

/// <summary>The rule that names a movement from two states of one customer.</summary>
internal static class MovementRule
{
    /// <summary>Names the change from one level to another that differs from it.</summary>
    /// <param name="before">The customer before.</param>
    /// <param name="after">The customer after.</param>
    /// <param name="returns">Whether the customer had paid before, within the reactivation window.</param>
    public static RevenueFigure Of(CustomerState before, CustomerState after, bool returns) =>
        before.Level == 0 ? (before.ActiveAtZero ? RevenueFigure.ResumedMrr : returns ? RevenueFigure.ReactivationMrr : RevenueFigure.NewMrr)
        : after.Level == 0 ? (after.ActiveAtZero ? RevenueFigure.PausedMrr : RevenueFigure.ChurnMrr)
        : after.Level > before.Level ? RevenueFigure.ExpansionMrr
        : RevenueFigure.ContractionMrr;
}
