namespace Retention.Metrics.Rivals.Data;

/// <summary>A log in columns. Orders have no subscriptions; an amount is the MRR after an event, or that of an order, in minor units.</summary>
internal sealed class LogColumns
{
    public LogColumns(int count, bool hasSubscriptions)
    {
        Customer = new int[count];
        Subscription = new int[hasSubscriptions ? count : 0];
        Second = new long[count];
        Amount = new long[count];
    }

    public int Count => Customer.Length;

    /// <summary>Ids from 1 on, with hardly a gap.</summary>
    public int[] Customer { get; }

    /// <summary>Ids from 1 on, with hardly a gap.</summary>
    public int[] Subscription { get; }

    /// <summary>Seconds since 1970.</summary>
    public long[] Second { get; }

    public long[] Amount { get; }

    public int HighestCustomer { get; private set; }

    public int HighestSubscription { get; private set; }

    public bool IsByCustomer { get; private set; }

    public LogColumns WithBounds()
    {
        HighestCustomer = Customer.Max();
        HighestSubscription = Subscription.Length == 0 ? 0 : Subscription.Max();
        return this;
    }

    /// <summary>The same rows grouped by customer, those of each still in time order.</summary>
    public LogColumns ByCustomer()
    {
        var grouped = new LogColumns(Count, Subscription.Length > 0) { IsByCustomer = true };
        var next = new int[HighestCustomer + 2];
        foreach (int customer in Customer)
        {
            next[customer + 1]++;
        }

        for (int customer = 1; customer < next.Length; customer++)
        {
            next[customer] += next[customer - 1];
        }

        for (int row = 0; row < Count; row++)
        {
            int to = next[Customer[row]]++;
            grouped.Customer[to] = Customer[row];
            grouped.Second[to] = Second[row];
            grouped.Amount[to] = Amount[row];
            if (Subscription.Length > 0)
            {
                grouped.Subscription[to] = Subscription[row];
            }
        }

        return grouped.WithBounds();
    }

    /// <summary>Where to cut the rows for so many threads: anywhere in time order, between customers where they are grouped.</summary>
    public int[] Cuts(int threads)
    {
        var cuts = new int[threads + 1];
        cuts[threads] = Count;
        for (int thread = 1; thread < threads; thread++)
        {
            int row = (int)((long)Count * thread / threads);
            while (row < Count && Customer[row] == Customer[row - 1])
            {
                row++;
            }

            cuts[thread] = row;
        }

        return cuts;
    }
}
