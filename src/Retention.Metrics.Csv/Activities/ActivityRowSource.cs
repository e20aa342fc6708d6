using Retention.Metrics.Histories;
using Retention.Metrics.Timelines.Building;

namespace Retention.Metrics.Csv.Activities;

/// <summary>The activities of a file as rows, read from its columns without an object for each.</summary>
/// <param name="file">The columns.</param>
/// <param name="valid">The rows that are an activity.</param>
/// <param name="used">How many of them there are.</param>
internal sealed class ActivityRowSource(ActivityReader file, RowSet valid, long used) : IRowSource
{
    private readonly bool all = used == file.Ticks.Count;

    public int Count => file.Ticks.Count;

    public void CountInto(int[] buckets, int shift, int fromRow, int endRow)
    {
        for (int row = fromRow; row < endRow; row++)
        {
            if (all || valid[row])
            {
                buckets[file.Customers[row] >> shift]++;
            }
        }
    }

    public void ScatterInto<TTarget>(TTarget to, int[] next, int shift, int fromRow, int endRow)
        where TTarget : struct, IRowTarget
    {
        for (int row = fromRow; row < endRow; row++)
        {
            if (all || valid[row])
            {
                int customer = file.Customers[row];
                var activity = new LedgerRow { Ticks = file.Ticks[row], Amount = file.QuantityOf(row), Customer = customer, Subscription = file.KindOf(row) };
                to.Put(next[customer >> shift]++, activity);
            }
        }
    }
}
