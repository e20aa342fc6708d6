namespace Retention.Metrics.Aggregation;

/// <summary>An aggregate over the rows of customers, in the four steps that databases use.</summary>
/// <remarks>
/// A scan creates one state for each thread and updates it with blocks of customers. The states are then combined and finished. The totals
/// must not depend on which state sees which customer.
/// </remarks>
/// <typeparam name="TColumns">The columns that are scanned.</typeparam>
/// <typeparam name="TState">What one thread accumulates; used by one thread at a time.</typeparam>
/// <typeparam name="TTotals">The totals of all customers.</typeparam>
internal interface IAggregate<TColumns, TState, out TTotals>
    where TState : class
{
    /// <summary>Creates the state before the first customer.</summary>
    TState NewState();

    /// <summary>Adds a block of customers to a state.</summary>
    void Update(TState state, TColumns columns, int firstCustomer, int endCustomer);

    /// <summary>Adds another state to a state; the other is not used afterwards.</summary>
    void Combine(TState state, TState other);

    /// <summary>Turns the state that has seen every customer into totals.</summary>
    TTotals Finish(TState state);
}
