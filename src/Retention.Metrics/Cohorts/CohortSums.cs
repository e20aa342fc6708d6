using System.Numerics;

namespace Retention.Metrics.Cohorts;

/// <summary>The sums of an aggregate: those of the initial totals and those of the cells, of all segments, stored as <see cref="CohortLayout"/> says.</summary>
internal sealed class CohortSums<TSum>(CohortLayout layout)
    where TSum : struct, IAdditionOperators<TSum, TSum, TSum>
{
    public TSum[] Initial { get; } = new TSum[layout.Segments * layout.Shape.Rows];

    public TSum[] Cells { get; } = new TSum[layout.Segments * layout.Shape.Cells];

    /// <summary>Adds the sums of other customers.</summary>
    public void Add(CohortSums<TSum> other)
    {
        AddAll(Initial, other.Initial);
        AddAll(Cells, other.Cells);
    }

    private static void AddAll(TSum[] to, TSum[] from)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }
}
