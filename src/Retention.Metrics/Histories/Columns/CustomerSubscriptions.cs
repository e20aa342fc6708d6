namespace Retention.Metrics.Histories.Columns;

/// <summary>The subscriptions of each customer, by number, as compressed sparse rows.</summary>
/// <param name="Customers">The numbers of the customers who have any, rising.</param>
/// <param name="Offsets">Where the subscriptions of each of these start, and the number of all.</param>
/// <param name="Subscriptions">The numbers of the subscriptions; rising for each customer.</param>
internal sealed record CustomerSubscriptions(int[] Customers, int[] Offsets, int[] Subscriptions)
{
    /// <summary>The subscriptions of a customer.</summary>
    /// <param name="place">The place of the customer in <see cref="Customers"/>.</param>
    public ReadOnlySpan<int> SubscriptionsOf(int place) => Subscriptions.AsSpan(Offsets[place]..Offsets[place + 1]);

    /// <summary>Groups subscriptions by customer.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="subscriptions">The numbers of the subscriptions, rising; those that are not refused if left out.</param>
    public static CustomerSubscriptions Of(CheckedFacts facts, int[]? subscriptions)
    {
        var next = new int[facts.Tables.Names.Customers + 1];
        int count = 0;
        for (int i = 0, all = subscriptions?.Length ?? facts.Subscriptions; i < all; i++)
        {
            int subscription = subscriptions is null ? i : subscriptions[i];
            if (facts.Held[subscription] > 0)
            {
                next[facts.CustomerOf(subscription)]++;
                count++;
            }
        }

        int customers = next.Length - 1 - next.AsSpan(0, next.Length - 1).Count(0);
        int[] numbers = new int[customers], offsets = new int[customers + 1], grouped = new int[count];
        int place = 0, start = 0;
        for (int customer = 0; customer < next.Length - 1; customer++)
        {
            if (next[customer] > 0)
            {
                numbers[place] = customer;
                (next[customer], start) = (start, start + next[customer]);
                offsets[++place] = start;
            }
        }

        for (int i = 0, all = subscriptions?.Length ?? facts.Subscriptions; i < all; i++)
        {
            int subscription = subscriptions is null ? i : subscriptions[i];
            if (facts.Held[subscription] > 0)
            {
                grouped[next[facts.CustomerOf(subscription)]++] = subscription;
            }
        }

        return new CustomerSubscriptions(numbers, offsets, grouped);
    }
}
