using NodaTime;

namespace Retention.Metrics.Revenue;

/// <summary>Keeps the customers who pay most, and the sum of all. Of equals, the smaller id is the larger customer.</summary>
internal sealed class LargestCustomers(RevenueTimeline timeline, int most)
{
    // The smallest of those kept is first and is replaced by a larger one.
    private readonly PriorityQueue<int, (long Level, int Customer)> kept = new(Comparer<(long Level, int Customer)>.Create((left, right) =>
        left.Level != right.Level ? left.Level.CompareTo(right.Level) : timeline.CustomerAt(right.Customer).CompareTo(timeline.CustomerAt(left.Customer))));

    private Int128 total;
    private int paying;

    /// <summary>Adds a customer who pays.</summary>
    public void Add(int customer, long level)
    {
        total += level;
        paying++;
        if (kept.Count < most)
        {
            kept.Enqueue(customer, (level, customer));
        }
        else
        {
            _ = kept.EnqueueDequeue(customer, (level, customer));
        }
    }

    /// <summary>Makes the answer; nothing is kept afterwards.</summary>
    public RevenueConcentration ToAnswer(Instant at)
    {
        var found = new CustomerRevenue[kept.Count];
        for (int place = found.Length - 1; place >= 0; place--)
        {
            _ = kept.TryDequeue(out int customer, out (long Level, int Customer) rank);
            found[place] = new CustomerRevenue(timeline.CustomerAt(customer), new RecurringRevenue(rank.Level, timeline.Currency));
        }

        return new RevenueConcentration(at, most, found, new RecurringRevenue(total, timeline.Currency), paying);
    }
}
