using System.Numerics;
using System.Runtime.CompilerServices;

namespace Retention.Metrics.Revenue;

/// <summary>One amount for each kind of movement, in annual millionths.</summary>
[InlineArray(RollForwardFigure.MovementCount)]
internal struct MovementAmounts : IEquatable<MovementAmounts>, IAdditionOperators<MovementAmounts, MovementAmounts, MovementAmounts>
{
    private Int128 first;

    /// <summary>The amount of a kind.</summary>
    public readonly Int128 Of(RevenueFigure kind) => this[Index(kind)];

    /// <summary>Adds the amounts of other customers.</summary>
    public static MovementAmounts operator +(MovementAmounts left, MovementAmounts right)
    {
        left.Add(in right);
        return left;
    }

    /// <summary>Adds an amount to a kind.</summary>
    public void Add(RevenueFigure kind, Int128 amount) => this[Index(kind)] += amount;

    /// <summary>Adds the amounts of other customers.</summary>
    public void Add(in MovementAmounts other)
    {
        for (int kind = 0; kind < RollForwardFigure.MovementCount; kind++)
        {
            this[kind] += other[kind];
        }
    }

    /// <summary>The same amounts but for one.</summary>
    public readonly MovementAmounts With(RevenueFigure kind, Int128 amount)
    {
        MovementAmounts changed = this;
        changed[Index(kind)] = amount;
        return changed;
    }

    /// <inheritdoc/>
    public readonly bool Equals(MovementAmounts other) => ((ReadOnlySpan<Int128>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is MovementAmounts other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (Int128 amount in this)
        {
            hash.Add(amount);
        }

        return hash.ToHashCode();
    }

    // An index that is out of range is refused by the array.
    private static int Index(RevenueFigure kind) => unchecked(kind - RevenueFigure.NewMrr);
}
