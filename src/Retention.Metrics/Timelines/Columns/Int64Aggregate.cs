namespace Retention.Metrics.Timelines.Columns;

/// <summary>An aggregate over revenue columns with a state of 64-bit sums.</summary>
internal abstract class Int64Aggregate<TState, TTotals> : IAggregate<RevenueColumns, TState, TTotals>
    where TState : Int64Accumulator
{
    public abstract TState NewState();

    public void Update(TState state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        for (int from = firstCustomer, to; from < endCustomer; from = to)
        {
            to = from + state.Reserve(endCustomer - from, columns.HighestLevel);
            UpdateInt64(state, columns, from, to);
        }
    }

    public void Combine(TState state, TState other)
    {
        state.Flush();
        other.Flush();
        CombineFlushed(state, other);
    }

    public TTotals Finish(TState state)
    {
        state.Flush();
        return FinishFlushed(state);
    }

    /// <summary>Adds so few customers that no 64-bit sum can overflow.</summary>
    protected abstract void UpdateInt64(TState state, RevenueColumns columns, int firstCustomer, int endCustomer);

    /// <summary>Adds the 128-bit sums of another state.</summary>
    protected abstract void CombineFlushed(TState state, TState other);

    /// <summary>Turns the 128-bit sums into totals.</summary>
    protected abstract TTotals FinishFlushed(TState state);
}
