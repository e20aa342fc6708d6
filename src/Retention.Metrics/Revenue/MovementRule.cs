namespace Retention.Metrics.Revenue;

/// <summary>The rule that names a movement from two states of one customer.</summary>
internal static class MovementRule
{
    /// <summary>Names the change from one level to another that differs from it.</summary>
    /// <param name="before">The customer before.</param>
    /// <param name="after">The customer after.</param>
    /// <param name="returns">Whether the customer had paid before, within the reactivation window.</param>
    public static MovementKind Of(CustomerState before, CustomerState after, bool returns) =>
        before.Level == 0 ? (before.ActiveAtZero ? MovementKind.Resumed : returns ? MovementKind.Reactivation : MovementKind.New)
        : after.Level == 0 ? (after.ActiveAtZero ? MovementKind.Paused : MovementKind.Churn)
        : after.Level > before.Level ? MovementKind.Expansion
        : MovementKind.Contraction;
}
