namespace Retention.Metrics.Revenue;

/// <summary>The kinds of MRR movement; the value of a kind is its index in <see cref="MovementAmounts"/>.</summary>
internal enum MovementKind
{
    /// <summary>From zero, never having paid before.</summary>
    New,

    /// <summary>From zero, having paid before.</summary>
    Reactivation,

    /// <summary>From zero, having been active at zero revenue.</summary>
    Resumed,

    /// <summary>From a level to a higher one.</summary>
    Expansion,

    /// <summary>From a level to a lower one above zero.</summary>
    Contraction,

    /// <summary>To zero.</summary>
    Churn,

    /// <summary>To zero, but still active.</summary>
    Paused,
}
