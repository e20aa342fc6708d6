namespace Retention.Metrics.Timelines.Building;

/// <summary>What a row's amount says.</summary>
internal enum RevenueAmounts
{
    /// <summary>The level of the row's subscription from its instant on.</summary>
    SubscriptionLevel,

    /// <summary>By how much the customer's total changes at its instant.</summary>
    Difference,
}

/// <summary>Turns the rows of a customer into the instants at which their total changes, and the total after each.</summary>
/// <remarks>
/// A subscription number with the top bit set keeps its customer active at level 0. A total of 0 with the customer active is written as
/// <see cref="IdleLevel"/>.
/// </remarks>
/// <param name="amounts">What an amount says.</param>
/// <param name="keepsLeads">Whether a subscription keeps its customer before the first payment too, because that may have been in another currency.</param>
/// <param name="owners">Who holds each subscription, and whether rows contradict each other; the caller finds out which.</param>
internal sealed class CustomerTotals(RevenueAmounts amounts, bool keepsLeads, SubscriptionOwners owners) : ICustomerReducer
{
    public const long IdleLevel = -1;
    public const int Keeps = int.MinValue;

    // Up to here the row of a subscription before another is found by looking back.
    private const int FewRows = 32;

    private readonly Dictionary<int, int> lastRows = [];

    private int[] previous = [];

    public int Reduce(Span<LedgerRow> rows)
    {
        int customer = rows.IsEmpty ? 0 : rows[0].Customer;
        try
        {
            ToDifferences(rows);
            return ToTotals(rows);
        }
        catch (OverflowException problem)
        {
            throw new CustomerOverflowException(customer, problem);
        }
    }

    private int ToTotals(Span<LedgerRow> rows)
    {
        long total = 0, written = 0;
        int write = 0, keeping = 0;
        for (int i = 0; i < rows.Length;)
        {
            long at = rows[i].Ticks;
            if (i + 1 == rows.Length || rows[i + 1].Ticks != at)
            {
                total = checked(total + rows[i].Amount);
                keeping += rows[i++].Customer;
            }
            else
            {
                // Added wide: ups and downs of one instant may pass 64 bits on the way to a total that fits.
                Int128 sum = total;
                for (; i < rows.Length && rows[i].Ticks == at; i++)
                {
                    sum += rows[i].Amount;
                    keeping += rows[i].Customer;
                }

                total = checked((long)sum);
            }

            // Who has never paid is a lead, not a customer, whatever keeps others.
            long level = keeping > 0 && total == 0 && (keepsLeads || write > 0) ? IdleLevel : total;
            if (level != written)
            {
                rows[write].Ticks = at;
                rows[write++].Amount = written = level;
            }
        }

        return write;
    }

    /// <summary>Replaces levels by differences, and the customer, which all rows share, by how many more subscriptions keep them.</summary>
    private void ToDifferences(Span<LedgerRow> rows)
    {
        if (amounts == RevenueAmounts.Difference)
        {
            foreach (ref LedgerRow row in rows)
            {
                row.Customer = 0;
            }

            return;
        }

        LinkPrevious(rows);
        int repeats = 0;
        for (int i = rows.Length - 1; i >= 0; i--)
        {
            ref LedgerRow row = ref rows[i];
            int before = previous[i], keeps = row.Subscription < 0 ? 1 : 0;
            if (before < 0)
            {
                owners.Take(row.Subscription & ~Keeps, row.Customer);
                row.Customer = keeps;
                continue;
            }

            ref readonly LedgerRow last = ref rows[before];
            if (last.Ticks == row.Ticks)
            {
                if (last.Amount == row.Amount)
                {
                    repeats++;
                }
                else
                {
                    owners.ReportConflict(row.Subscription & ~Keeps);
                }
            }

            row.Amount -= last.Amount;
            row.Customer = keeps - (last.Subscription < 0 ? 1 : 0);
        }

        if (repeats > 0)
        {
            owners.CountRepeats(repeats);
        }
    }

    /// <summary>Finds, for each row, the last before it of the same subscription.</summary>
    private void LinkPrevious(ReadOnlySpan<LedgerRow> rows)
    {
        if (previous.Length < rows.Length)
        {
            previous = new int[Math.Max(FewRows, rows.Length * 2)];
        }

        if (rows.Length > FewRows)
        {
            lastRows.Clear();
            for (int i = 0; i < rows.Length; i++)
            {
                int subscription = rows[i].Subscription & ~Keeps;
                previous[i] = lastRows.TryGetValue(subscription, out int before) ? before : -1;
                lastRows[subscription] = i;
            }

            return;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            int before = i - 1;
            while (before >= 0 && ((rows[before].Subscription ^ rows[i].Subscription) & ~Keeps) != 0)
            {
                before--;
            }

            previous[i] = before;
        }
    }
}
