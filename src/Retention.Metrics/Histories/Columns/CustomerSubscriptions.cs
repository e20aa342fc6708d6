namespace Retention.Metrics.Histories.Columns;

/// <summary>The subscriptions of each customer, by number, as compressed sparse rows.</summary>
/// <param name="Numbers">The numbers of the customers who have any, rising; <see langword="null"/> where all have.</param>
/// <param name="Offsets">Where the subscriptions of each of these start, and behind them the number of all.</param>
/// <param name="Subscriptions">The numbers of the subscriptions; rising for each customer.</param>
internal sealed record CustomerSubscriptions(int[]? Numbers, int[] Offsets, int[] Subscriptions)
{
    // How many customers of subscriptions are read at once.
    private const int AtOnce = 1 << 10;

    /// <summary>The numbers of the customers who have a subscription, rising.</summary>
    public int[] Customers => Numbers ?? [.. Enumerable.Range(0, Count)];

    /// <summary>How many customers have a subscription.</summary>
    public int Count => Offsets.Length - 2;

    /// <summary>The number of the customer at a place.</summary>
    public int CustomerAt(int place) => Numbers is null ? place : Numbers[place];

    /// <summary>The subscriptions of a customer.</summary>
    /// <param name="place">The place of the customer among those who have any.</param>
    public ReadOnlySpan<int> SubscriptionsOf(int place) => Subscriptions.AsSpan(Offsets[place]..Offsets[place + 1]);

    /// <summary>Groups the subscriptions that are not refused by customer.</summary>
    /// <remarks>Each thread reads all subscriptions in order and counts and writes those of its own range of customers, so the result does not depend on the threads.</remarks>
    /// <param name="facts">The facts.</param>
    /// <param name="execution">How many threads take part.</param>
    public static CustomerSubscriptions Of(CheckedFacts facts, ExecutionOptions execution)
    {
        // Place c + 2 counts the subscriptions of customer c. Then place c + 1 is where the next one of c goes, and at the end where those of c + 1 start.
        int[] next = FreshMemory.Zeros<int>(facts.Tables.Names.Customers + 2);
        int all = facts.Subscriptions;
        var parts = new NumberRanges(next.Length - 2, all, execution);
        int[] customers = new int[parts.Count];
        execution.ForEach(parts.Count, part =>
        {
            NumberRanges.Range range = parts[part];
            int own = 0;
            var read = new int[Math.Min(AtOnce, all)];
            for (int start = 0; start < all; start += read.Length)
            {
                foreach (int customer in Read(start, read))
                {
                    if (range.Has(customer))
                    {
                        own += next[customer + 2]++ == 0 ? 1 : 0;
                    }
                }
            }

            customers[part] = own;
        });

        for (int i = 2; i < next.Length; i++)
        {
            next[i] += next[i - 1];
        }

        int[] grouped = FreshMemory.ToFill<int>(next[^1]);
        execution.ForEach(parts.Count, part =>
        {
            NumberRanges.Range range = parts[part];
            var read = new int[Math.Min(AtOnce, all)];
            for (int start = 0; start < all; start += read.Length)
            {
                ReadOnlySpan<int> some = Read(start, read);
                for (int i = 0; i < some.Length; i++)
                {
                    if (range.Has(some[i]))
                    {
                        grouped[next[some[i] + 1]++] = start + i;
                    }
                }
            }
        });

        return customers.Sum() == next.Length - 2 ? new CustomerSubscriptions(null, next, grouped) : WithoutOthers(next, grouped, customers.Sum());

        // The customers of the next subscriptions; −1 for those that are refused.
        ReadOnlySpan<int> Read(int start, int[] read)
        {
            Span<int> some = read.AsSpan(0, Math.Min(read.Length, all - start));
            facts.CopyCustomers(start, some);
            return some;
        }
    }

    /// <summary>Leaves out the customers who have no subscription.</summary>
    private static CustomerSubscriptions WithoutOthers(int[] starts, int[] grouped, int customers)
    {
        int[] numbers = new int[customers], offsets = new int[customers + 2];
        int place = 0;
        for (int customer = 0; customer < starts.Length - 2; customer++)
        {
            if (starts[customer + 1] > starts[customer])
            {
                numbers[place++] = customer;
                offsets[place] = starts[customer + 1];
            }
        }

        return new CustomerSubscriptions(numbers, offsets, grouped);
    }
}
