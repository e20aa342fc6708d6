namespace Retention.Metrics;

/// <summary>The kinds of MRR movement.</summary>
internal enum MovementKind
{
    /// <summary>From nothing to something, never having paid before.</summary>
    New,

    /// <summary>From nothing to something, having paid before.</summary>
    Reactivation,

    /// <summary>From nothing to something, having been active all the while.</summary>
    Resumed,

    /// <summary>From something to more.</summary>
    Expansion,

    /// <summary>From something to less, but not to nothing.</summary>
    Contraction,

    /// <summary>From something to nothing.</summary>
    Churn,

    /// <summary>From something to nothing, but still active.</summary>
    Paused,
}

/// <summary>A customer at one end of a stretch of time: what they pay, and whether they are active without paying.</summary>
internal readonly record struct Standing(long Level, bool Idle)
{
    public bool IsActive => Level > 0 || Idle;
}

/// <summary>The rule that names a movement, for everyone who has two standings of one customer.</summary>
internal static class MovementRule
{
    /// <summary>Names the change from one level to another that differs from it.</summary>
    /// <param name="before">The customer before.</param>
    /// <param name="after">The customer after.</param>
    /// <param name="returns">Whether the customer had paid before, not too long ago to count as a return.</param>
    public static MovementKind Of(Standing before, Standing after, bool returns) =>
        before.Level == 0 ? (before.Idle ? MovementKind.Resumed : returns ? MovementKind.Reactivation : MovementKind.New)
        : after.Level == 0 ? (after.Idle ? MovementKind.Paused : MovementKind.Churn)
        : after.Level > before.Level ? MovementKind.Expansion
        : MovementKind.Contraction;
}
