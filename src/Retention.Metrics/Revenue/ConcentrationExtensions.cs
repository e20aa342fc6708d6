using NodaTime;

namespace Retention.Metrics;

/// <summary>The customers who pay most.</summary>
public static class ConcentrationExtensions
{
    /// <summary>Finds the customers who pay most at an instant, and the share of the recurring revenue they hold.</summary>
    /// <inheritdoc cref="RevenueConcentration" path="/remarks"/>
    /// <param name="timeline">The timeline.</param>
    /// <param name="instant">When; the end of a period for its closing MRR.</param>
    /// <param name="largest">How many customers, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="largest"/> is below 1.</exception>
    public static RevenueConcentration ConcentrationAt(this RevenueTimeline timeline, Instant instant, int largest)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, 1);
        long ticks = instant.ToUnixTimeTicks();
        Int128 total = 0;
        int paying = 0;
        var order = Comparer<(long Level, int Customer)>.Create((left, right) =>
            left.Level != right.Level ? left.Level.CompareTo(right.Level) : timeline.CustomerAt(right.Customer).CompareTo(timeline.CustomerAt(left.Customer)));

        // The smallest of those kept is first and is replaced by a larger one.
        var kept = new PriorityQueue<int, (long Level, int Customer)>(order);
        for (int customer = 0; customer < timeline.CustomerCount; customer++)
        {
            long level = timeline.Columns.LevelAt(customer, ticks);
            if (level == 0)
            {
                continue;
            }

            total += level;
            paying++;
            if (kept.Count < largest)
            {
                kept.Enqueue(customer, (level, customer));
            }
            else
            {
                kept.EnqueueDequeue(customer, (level, customer));
            }
        }

        var found = new CustomerRevenue[kept.Count];
        for (int place = found.Length - 1; place >= 0; place--)
        {
            kept.TryDequeue(out int customer, out (long Level, int Customer) rank);
            found[place] = new CustomerRevenue(timeline.CustomerAt(customer), new RecurringRevenue(rank.Level, timeline.Currency));
        }

        return new RevenueConcentration(Array.AsReadOnly(found), new RecurringRevenue(total, timeline.Currency), paying);
    }
}
