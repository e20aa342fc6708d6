using System.Collections.Concurrent;

namespace Retention.Metrics.Aggregation;

/// <summary>Any number of aggregates that are computed in one scan of the columns.</summary>
internal sealed class AggregatePlan<TColumns>
{
    private readonly List<Func<Action<TColumns, int, int>>> newUpdates = [];

    /// <summary>Adds an aggregate.</summary>
    /// <returns>Its totals, available when the plan has been run.</returns>
    public Planned<TTotals> Add<TState, TTotals>(IAggregate<TColumns, TState, TTotals> aggregate)
        where TState : class
        where TTotals : class
    {
        var states = new ConcurrentQueue<TState>();
        newUpdates.Add(() =>
        {
            TState state = aggregate.NewState();
            states.Enqueue(state);
            return (columns, first, end) => aggregate.Update(state, columns, first, end);
        });
        return new Planned<TTotals>(() => aggregate.Finish(Combined(aggregate, states)));
    }

    /// <summary>Creates the states of one thread.</summary>
    /// <returns>The step that updates all of them with a block, one after another while the block is in the cache.</returns>
    public Action<TColumns, int, int> NewUpdate()
    {
        Action<TColumns, int, int>[] updates = [.. newUpdates.Select(create => create())];
        return updates.Length == 1
            ? updates[0]
            : (columns, first, end) =>
            {
                foreach (Action<TColumns, int, int> update in updates)
                {
                    update(columns, first, end);
                }
            };
    }

    private static TState Combined<TState, TTotals>(IAggregate<TColumns, TState, TTotals> aggregate, ConcurrentQueue<TState> states)
        where TState : class
    {
        if (!states.TryDequeue(out TState? combined))
        {
            throw new InvalidOperationException("The totals are read before the plan is run.");
        }

        while (states.TryDequeue(out TState? other))
        {
            aggregate.Combine(combined, other);
        }

        return combined;
    }
}

/// <summary>A value that is computed from the totals of a plan once the plan has been run.</summary>
internal sealed class Planned<TResult>(Func<TResult> compute)
    where TResult : class
{
    private TResult? result;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The plan has not been run.</exception>
    public TResult Result => result ??= compute();
}
