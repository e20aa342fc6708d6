namespace Retention.Metrics;

/// <summary>Brings rows of any order together by customer, and a customer's rows into time order.</summary>
internal static class Grouping
{
    /// <summary>A counting sort: linear, and stable, so rows that come in time order stay in it.</summary>
    /// <param name="customerCount">Customers are numbered from 0 up to this.</param>
    /// <param name="customers">The customer of each row.</param>
    /// <param name="rows">The rows by customer.</param>
    /// <returns>Where each customer's rows start, and where the last end.</returns>
    public static int[] ByCustomer(int customerCount, ReadOnlySpan<int> customers, out int[] rows)
    {
        var offsets = new int[customerCount + 1];
        foreach (int customer in customers)
        {
            offsets[customer + 1]++;
        }

        for (int customer = 0; customer < customerCount; customer++)
        {
            offsets[customer + 1] += offsets[customer];
        }

        int[] next = offsets.AsSpan(0, customerCount).ToArray();
        rows = new int[customers.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[next[customers[row]]++] = row;
        }

        return offsets;
    }

    /// <summary>Sorts one customer's rows by time, unless they are.</summary>
    public static void SortByTime(long[] time, int[] rows, int first, int end)
    {
        for (int i = first + 1; i < end; i++)
        {
            if (time[i] < time[i - 1])
            {
                Array.Sort(time, rows, first, end - first);
                return;
            }
        }
    }
}
