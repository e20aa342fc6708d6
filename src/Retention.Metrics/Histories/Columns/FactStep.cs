namespace Retention.Metrics.Histories.Columns;

/// <summary>What the replay of a subscription gave at one fact: one byte, from which all steps of its life follow.</summary>
/// <param name="Bits">3 bits for the state, and one for each of the rest.</param>
internal readonly record struct FactStep(byte Bits)
{
    private const int StateMask = 7;
    private const int PastDueBit = 1 << 3;
    private const int PendingBit = 1 << 4;
    private const int StepBit = 1 << 5;
    private const int EndsAfterBit = 1 << 6;

    /// <summary>The subscription runs, no payment is outstanding and no cancellation is requested.</summary>
    public static readonly FactStep Runs = new(LifecycleState.Running, isPastDue: false, cancellationPending: false);

    /// <summary>The subscription has ended.</summary>
    public static readonly FactStep HasEnded = new(LifecycleState.Ended, isPastDue: false, cancellationPending: false);

    public FactStep(LifecycleState state, bool isPastDue, bool cancellationPending)
        : this((byte)((int)state | StepBit | (isPastDue ? PastDueBit : 0) | (cancellationPending ? PendingBit : 0)))
    {
    }

    /// <summary>Whether the fact is a step; after an end some facts change nothing.</summary>
    public bool IsStep => (Bits & StepBit) != 0;

    /// <summary>The state from the fact on.</summary>
    public LifecycleState State => (LifecycleState)(Bits & StateMask);

    /// <summary>Whether a payment is outstanding.</summary>
    public bool IsPastDue => (Bits & PastDueBit) != 0;

    /// <summary>Whether a cancellation is requested and not in effect yet.</summary>
    public bool CancellationPending => (Bits & PendingBit) != 0;

    /// <summary>Whether the cancellation that was scheduled last takes effect between this fact and the next: a step of its own.</summary>
    public bool EndsAfter => (Bits & EndsAfterBit) != 0;

    public FactStep WithEndAfter() => new((byte)(Bits | EndsAfterBit));
}
