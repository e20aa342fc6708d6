using System.Runtime.CompilerServices;

namespace Retention.Metrics.Revenue;

/// <summary>One amount for each kind of movement, in annual millionths.</summary>
[InlineArray(Count)]
internal struct MovementAmounts
{
    public const int Count = (int)MovementKind.Paused + 1;

    private Int128 first;

    /// <summary>Adds an amount to a kind.</summary>
    public void Add(MovementKind kind, Int128 amount) => this[(int)kind] += amount;

    /// <summary>Adds the amounts of other customers.</summary>
    public void Add(in MovementAmounts other)
    {
        for (int kind = 0; kind < Count; kind++)
        {
            this[kind] += other[kind];
        }
    }

    /// <summary>The amount of a kind.</summary>
    public readonly Int128 Of(MovementKind kind) => this[(int)kind];
}
