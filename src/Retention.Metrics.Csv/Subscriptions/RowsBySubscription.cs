using Retention.Metrics.Buffers;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The rows of a file by subscription.</summary>
/// <param name="rows">The rows of one subscription after another.</param>
/// <param name="offsets">Where those of each start, and behind them twice the number of all.</param>
internal sealed class RowsBySubscription(int[] rows, int[] offsets)
{
    private const int RowsInRange = 1 << 12;

    /// <summary>Partitions rows by subscription; those of one subscription keep their order.</summary>
    /// <remarks>Each thread goes through all rows in order and writes those of its own range of subscriptions.</remarks>
    /// <param name="subscriptions">The subscription of each row; <see langword="null"/> where each row is one of its own.</param>
    /// <param name="count">How many subscriptions there are.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="execution">How many threads take part.</param>
    public static RowsBySubscription Of(ColumnBlocks<int>? subscriptions, int count, int rows, ExecutionOptions execution)
    {
        // Place s + 2 counts the rows of subscription s. Then place s + 1 is where the next row of s goes, and at the end where those of s + 1 start.
        int[] next = FreshMemory.Zeros<int>(count + 2), sorted = FreshMemory.ToFill<int>(rows);
        if (subscriptions is null)
        {
            for (int row = 0; row < sorted.Length; row++)
            {
                (sorted[row], next[row]) = (row, row);
            }

            (next[^2], next[^1]) = (sorted.Length, sorted.Length);
            return new RowsBySubscription(sorted, next);
        }

        var parts = new NumberRanges(count, sorted.Length, execution);
        execution.ForEach(parts.Count, part =>
        {
            NumberRanges.Range own = parts[part];
            for (int row = 0; row < sorted.Length;)
            {
                Span<int> some = subscriptions.From(row, sorted.Length);
                row += some.Length;
                foreach (int subscription in some)
                {
                    if (own.Has(subscription))
                    {
                        next[subscription + 2]++;
                    }
                }
            }
        });

        for (int i = 2; i < next.Length; i++)
        {
            next[i] += next[i - 1];
        }

        parts = parts.OfEqualFacts(next.AsSpan(1));
        execution.ForEach(parts.Count, part =>
        {
            NumberRanges.Range own = parts[part];
            for (int row = 0; row < sorted.Length;)
            {
                foreach (int subscription in subscriptions.From(row, sorted.Length))
                {
                    if (own.Has(subscription))
                    {
                        sorted[next[subscription + 1]++] = row;
                    }

                    row++;
                }
            }
        });
        return new RowsBySubscription(sorted, next);
    }

    /// <summary>The rows of one subscription after another.</summary>
    public int[] Rows { get; private set; } = rows;

    /// <summary>Where those of each start, and behind them twice the number of all.</summary>
    public int[] Offsets { get; private set; } = offsets;

    /// <summary>How many subscriptions there are.</summary>
    public int Count => Offsets.Length - 2;

    /// <summary>Gives the memory back: there are no rows any more.</summary>
    public void Release()
    {
        HugePages.GiveBack(Rows);
        HugePages.GiveBack(Offsets);
        (Rows, Offsets) = ([], []);
    }

    /// <summary>The rows of a subscription.</summary>
    public Span<int> this[int subscription] => Rows.AsSpan(Offsets[subscription]..Offsets[subscription + 1]);

    /// <summary>Where ranges of subscriptions with about equal numbers of rows start, and behind them the number of subscriptions.</summary>
    public int[] Ranges => RowRanges.Of(Offsets.AsSpan(..^1), RowsInRange);
}
