using System.Globalization;

namespace Retention.Metrics;

/// <summary>Turns rows of any order into revenue columns: grouped by customer, sorted by time, summed to the customer's total.</summary>
internal static class RevenueColumnsBuilder
{
    /// <summary>What a row's amount says.</summary>
    public enum Amounts
    {
        /// <summary>The level of the row's subscription from its instant on.</summary>
        SubscriptionLevel,

        /// <summary>By how much the customer's total changes at its instant.</summary>
        Difference,
    }

    /// <summary>Builds the columns.</summary>
    /// <param name="customerCount">Customers are numbered from 0 up to this.</param>
    /// <param name="customers">The customer of each row.</param>
    /// <param name="subscriptions">The subscription of each row, numbered from 0 across all customers; unused for differences.</param>
    /// <param name="ticks">The instant of each row.</param>
    /// <param name="amounts">The amount of each row, in annual millionths.</param>
    /// <param name="meaning">What the amount says.</param>
    /// <param name="keeps">Whether the row's subscription keeps its customer active at level 0; empty where none does.</param>
    /// <param name="keepsLeads">Whether that holds before the first payment too, because the customer may have paid in another currency.</param>
    public static RevenueColumns Build(int customerCount, ReadOnlySpan<int> customers, ReadOnlySpan<int> subscriptions, ReadOnlySpan<long> ticks, ReadOnlySpan<long> amounts, Amounts meaning, ReadOnlySpan<bool> keeps = default, bool keepsLeads = false)
    {
        int[] offsets = Grouping.ByCustomer(customerCount, customers, out int[] rows);
        var time = new long[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            time[i] = ticks[rows[i]];
        }

        var levelOf = new long[meaning == Amounts.SubscriptionLevel ? SubscriptionCount(subscriptions) : 0];
        var keepsOf = new bool[keeps.IsEmpty ? 0 : levelOf.Length];
        bool[]? idle = keeps.IsEmpty ? null : new bool[rows.Length];
        var level = new long[rows.Length];
        int write = 0;
        for (int customer = 0; customer < customerCount; customer++)
        {
            int first = offsets[customer], end = offsets[customer + 1];
            Grouping.SortByTime(time, rows, first, end);
            offsets[customer] = write;
            long total = 0, written = 0;
            int keeping = 0;
            bool idleWritten = false;
            for (int i = first, next; i < end; i = next)
            {
                long at = time[i];
                for (next = i + 1; next < end && time[next] == at; next++)
                {
                }

                if (meaning == Amounts.SubscriptionLevel && next - i > 1)
                {
                    RequireOneLevelEach(rows.AsSpan(i, next - i), subscriptions, amounts);
                }

                // Added wide: ups and downs of one instant may pass 64 bits on the way to a total that fits.
                Int128 sum = total;
                foreach (int row in rows.AsSpan(i, next - i))
                {
                    sum += meaning == Amounts.Difference ? amounts[row] : Change(subscriptions[row], amounts[row], levelOf);
                    if (idle is not null)
                    {
                        keeping += (keeps[row] ? 1 : 0) - (keepsOf[subscriptions[row]] ? 1 : 0);
                        keepsOf[subscriptions[row]] = keeps[row];
                    }
                }

                total = checked((long)sum);

                // Who has never paid is a lead, not a customer, whatever keeps others.
                bool isIdle = keeping > 0 && total == 0 && (keepsLeads || write > offsets[customer]);
                if (total != written || isIdle != idleWritten)
                {
                    if (idle is not null)
                    {
                        idle[write] = isIdle;
                    }

                    time[write] = at;
                    level[write++] = written = total;
                    idleWritten = isIdle;
                }
            }
        }

        offsets[customerCount] = write;
        Array.Resize(ref time, write);
        Array.Resize(ref level, write);
        if (idle is not null)
        {
            Array.Resize(ref idle, write);
        }

        return new RevenueColumns(offsets, time, level, idle);
    }

    private static long Change(int subscription, long level, long[] levelOf)
    {
        long change = level - levelOf[subscription];
        levelOf[subscription] = level;
        return change;
    }

    private static void RequireOneLevelEach(ReadOnlySpan<int> sameInstant, ReadOnlySpan<int> subscriptions, ReadOnlySpan<long> amounts)
    {
        var seen = new Dictionary<int, int>(sameInstant.Length);
        foreach (int row in sameInstant)
        {
            if (!seen.TryAdd(subscriptions[row], row) && amounts[seen[subscriptions[row]]] != amounts[row])
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Rows {seen[subscriptions[row]]} and {row} give one subscription two levels at one instant; a subscription has one level at an instant."), nameof(amounts));
            }
        }
    }

    private static int SubscriptionCount(ReadOnlySpan<int> subscriptions)
    {
        int most = -1;
        foreach (int subscription in subscriptions)
        {
            most = Math.Max(most, subscription);
        }

        return most + 1;
    }
}
