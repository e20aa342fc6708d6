namespace Retention.Metrics.Cohorts;

/// <summary>The sums of the initial orders and the cells of all segments, and the revenue of each segment before the first period.</summary>
internal sealed class OrderCohortState<TRevenue>(CohortLayout layout)
    where TRevenue : struct, IAmountSum<TRevenue>
{
    public CohortSums<OrderCohortSum<TRevenue>> Sums { get; } = new(layout);

    public TRevenue[] Before { get; } = new TRevenue[layout.Segments];

    /// <summary>Adds the sums of other customers.</summary>
    public void Add(OrderCohortState<TRevenue> other)
    {
        Sums.Add(other.Sums);
        for (int segment = 0; segment < Before.Length; segment++)
        {
            Before[segment] = Before[segment].Plus(other.Before[segment]);
        }
    }
}
