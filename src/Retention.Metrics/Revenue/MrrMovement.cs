namespace Retention.Metrics;

/// <summary>The kinds of MRR movement.</summary>
public enum MovementKind
{
    /// <summary>From nothing to something, never having paid before.</summary>
    New,

    /// <summary>From nothing to something, having paid before.</summary>
    Reactivation,

    /// <summary>From something to more.</summary>
    Expansion,

    /// <summary>From something to less, but not to nothing.</summary>
    Contraction,

    /// <summary>From something to nothing.</summary>
    Churn,
}

/// <summary>The rule that names a movement, for everyone who has two levels of one customer.</summary>
internal static class MovementRule
{
    /// <summary>Names the change from one level to another that differs from it.</summary>
    public static MovementKind Of(long before, long after, bool paidBefore) =>
        before == 0 ? (paidBefore ? MovementKind.Reactivation : MovementKind.New)
        : after == 0 ? MovementKind.Churn
        : after > before ? MovementKind.Expansion
        : MovementKind.Contraction;
}
