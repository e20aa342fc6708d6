using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The rows of a file by subscription.</summary>
/// <param name="Rows">The rows of one subscription after another.</param>
/// <param name="Offsets">Where those of each start, and behind them twice the number of all.</param>
internal sealed record RowsBySubscription(int[] Rows, int[] Offsets)
{
    private const int RowsInRange = 1 << 14;

    /// <summary>How many subscriptions there are.</summary>
    public int Count => Offsets.Length - 2;

    /// <summary>The rows of a subscription.</summary>
    public Span<int> this[int subscription] => Rows.AsSpan(Offsets[subscription]..Offsets[subscription + 1]);

    /// <summary>Where ranges of subscriptions with about equal numbers of rows start, and behind them the number of subscriptions.</summary>
    public int[] Ranges => RowRanges.Of(Offsets.AsSpan(..^1), RowsInRange);
}
