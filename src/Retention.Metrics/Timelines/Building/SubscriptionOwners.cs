using System.Collections.Concurrent;

namespace Retention.Metrics.Timelines.Building;

/// <summary>The customer who owns each subscription, collected by several threads, and whether any row contradicts another.</summary>
/// <param name="subscriptions">Subscriptions are numbered from 0 up to this; 0 where it is known that each has one customer.</param>
/// <param name="keepsRepeats">Whether the rows are kept where some repeat another, as they are where some contradict another.</param>
internal sealed class SubscriptionOwners(int subscriptions, bool keepsRepeats = false)
{
    private readonly int[] owners = new int[subscriptions];
    private readonly ConcurrentBag<int> contradicted = [];
    private int repeats;

    public bool HasConflict => !contradicted.IsEmpty;

    /// <summary>Whether the rows are still needed.</summary>
    public bool KeepsRows => HasConflict || (keepsRepeats && repeats > 0);

    /// <summary>The subscriptions with rows that contradict each other.</summary>
    public IReadOnlySet<int> Contradicted => contradicted.ToHashSet();

    /// <summary>How many rows say the same as another.</summary>
    public int Repeats => repeats;

    /// <summary>Notes that a customer holds a subscription; each customer does so once.</summary>
    public void Take(int subscription, int customer)
    {
        if (owners.Length > 0 && Interlocked.CompareExchange(ref owners[subscription], customer + 1, 0) != 0)
        {
            contradicted.Add(subscription);
        }
    }

    /// <summary>Notes that a subscription has two levels at one instant.</summary>
    public void ReportConflict(int subscription) => contradicted.Add(subscription);

    /// <summary>Counts rows that give a subscription the level at an instant that another row gives it too.</summary>
    public void CountRepeats(int rows) => Interlocked.Add(ref repeats, rows);

    /// <summary>Finds the first row that contradicts one before it.</summary>
    /// <returns>The two rows, and whether they are of two customers, or else of two levels.</returns>
    public static (int Earlier, int Later, bool OfTwoCustomers) FirstConflict(RowStore rows)
    {
        var holderOf = new Dictionary<int, (int Customer, int Row)>();
        var levelAt = new Dictionary<(int, long), (long Level, int Row)>();
        int at = 0;
        foreach (ArraySegment<LedgerRow> block in rows.Blocks())
        {
            foreach (LedgerRow row in block)
            {
                int subscription = row.Subscription & ~CustomerTotals.Keeps;
                if (!holderOf.TryAdd(subscription, (row.Customer, at)) && holderOf[subscription].Customer != row.Customer)
                {
                    return (holderOf[subscription].Row, at, true);
                }

                if (!levelAt.TryAdd((subscription, row.Ticks), (row.Amount, at)) && levelAt[(subscription, row.Ticks)].Level != row.Amount)
                {
                    return (levelAt[(subscription, row.Ticks)].Row, at, false);
                }

                at++;
            }
        }

        throw new InvalidOperationException("No row contradicts another.");
    }
}
