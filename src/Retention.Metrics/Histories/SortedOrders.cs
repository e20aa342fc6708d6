namespace Retention.Metrics.Histories;

/// <summary>The rows of a history by customer and instant, as a permutation.</summary>
internal static class SortedOrders
{
    /// <summary>Sorts rows: customers by their ids, which are compared once each, then the few rows of each customer.</summary>
    /// <param name="facts">The columns.</param>
    /// <param name="valid">The rows to sort.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="orderAt">The order of a row, for rows of one tick.</param>
    public static int[] Of(OrderFacts facts, RowSet valid, int count, Func<int, Order> orderAt)
    {
        var rowsOf = new int[facts.CustomerCount];
        foreach (int row in valid.Rows())
        {
            rowsOf[facts.Customers[row]]++;
        }

        int[] customers = [.. Enumerable.Range(0, facts.CustomerCount).Where(customer => rowsOf[customer] > 0)];
        CustomerId[] names = Array.ConvertAll(customers, facts.CustomerOf);
        Array.Sort(names, customers);
        int[] starts = new int[facts.CustomerCount], ends = new int[facts.CustomerCount];
        int start = 0;
        foreach (int customer in customers)
        {
            starts[customer] = ends[customer] = start;
            start += rowsOf[customer];
        }

        int[] sorted = new int[count];
        foreach (int row in valid.Rows())
        {
            sorted[ends[facts.Customers[row]]++] = row;
        }

        foreach (int customer in customers)
        {
            sorted.AsSpan(starts[customer], rowsOf[customer]).Sort(Compare);
        }

        return sorted;

        int Compare(int x, int y)
        {
            int order = facts.Ticks[x].CompareTo(facts.Ticks[y]);
            order = order != 0 || x == y ? order : OrderHistory.Compare(orderAt(x), orderAt(y));
            return order != 0 ? order : x.CompareTo(y);
        }
    }
}
