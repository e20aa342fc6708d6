namespace Retention.Metrics.Aggregation;

/// <summary>Counts how many of some bounds an instant has reached.</summary>
internal sealed class ReachedBounds
{
    private readonly long first = long.MaxValue;
    private readonly long last = long.MinValue;
    private readonly int all;
    private readonly PeriodIndex? between;
    private readonly int[] reached = [];

    /// <summary>Counts bounds that do not fall; some may be equal.</summary>
    public ReachedBounds(long[] bounds)
    {
        all = bounds.Length;
        if (all == 0)
        {
            return;
        }

        (first, last) = (bounds[0], bounds[^1]);
        if (first < last)
        {
            int[] lastOfEqual = [.. Enumerable.Range(0, all).Where(i => i == all - 1 || bounds[i + 1] > bounds[i])];
            between = new PeriodIndex([.. lastOfEqual.Select(i => bounds[i])]);
            reached = [.. lastOfEqual.Select(i => i + 1)];
        }
    }

    /// <summary>How many bounds are not after an instant.</summary>
    public int Of(long ticks) => ticks >= last ? all : ticks < first ? 0 : reached[between!.Of(ticks)];
}
