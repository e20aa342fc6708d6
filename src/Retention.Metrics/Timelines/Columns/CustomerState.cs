namespace Retention.Metrics.Timelines.Columns;

/// <summary>The state of a customer at an instant: the level of revenue, and whether the customer is active at zero revenue.</summary>
internal readonly record struct CustomerState(long Level, bool ActiveAtZero)
{
    public bool IsActive => Level > 0 || ActiveAtZero;
}
