using System.Runtime.InteropServices;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Sums up what the subscriptions of one customer after another pay, in memory of its own. Not thread-safe.</summary>
/// <param name="customers">The subscriptions of each customer.</param>
/// <param name="levels">What each subscription pays.</param>
/// <param name="keepsLeads">Whether a subscription keeps its customer before the first payment too.</param>
internal sealed class HistoryTotals(CustomerSubscriptions customers, SubscriptionLevels levels, bool keepsLeads)
{
    // How many subscriptions before one is read the memory is asked for it: first for where its facts are, then for these.
    private const int SubscriptionsAhead = 24;
    private const int SubscriptionsSoon = 12;

    private readonly List<SubscriptionLevel> own = [];
    private readonly CustomerTotals totals = new(RevenueAmounts.SubscriptionLevel, keepsLeads, new SubscriptionOwners(0));
    private LedgerRow[] rows = new LedgerRow[16];
    private LedgerRow[] spare = [];

    /// <summary>The changes of a customer's total: instants and the total after each. They hold until the next customer.</summary>
    /// <param name="place">The place of the customer.</param>
    public ReadOnlySpan<LedgerRow> Of(int place)
    {
        PrefetchBehind(place);
        ReadOnlySpan<int> subscriptions = customers.SubscriptionsOf(place);
        if (subscriptions.Length == 1)
        {
            own.Clear();
            levels.AddTo(own, subscriptions[0]);
            return OfOne();
        }

        int count = 0, number = 0;
        foreach (int subscription in subscriptions)
        {
            own.Clear();
            levels.AddTo(own, subscription);
            Reserve(count + own.Count);
            foreach (ref readonly SubscriptionLevel level in CollectionsMarshal.AsSpan(own))
            {
                rows[count++] = new LedgerRow { Ticks = level.From, Amount = level.Annual, Customer = place, Subscription = number | (level.KeepsCustomer ? CustomerTotals.Keeps : 0) };
            }

            number++;
        }

        Span<LedgerRow> all = rows.AsSpan(0, count);
        TimeSort.Sort(all, ref spare);
        return all[..totals.Reduce(all)];
    }

    /// <summary>The changes of a customer with one subscription: those of its level.</summary>
    private ReadOnlySpan<LedgerRow> OfOne()
    {
        Reserve(own.Count);
        long written = 0;
        int write = 0;
        foreach (ref readonly SubscriptionLevel level in CollectionsMarshal.AsSpan(own))
        {
            long amount = level.KeepsCustomer && level.Annual == 0 && (keepsLeads || write > 0) ? CustomerTotals.IdleLevel : level.Annual;
            if (amount != written)
            {
                rows[write++] = new LedgerRow { Ticks = level.From, Amount = written = amount };
            }
        }

        return rows.AsSpan(0, write);
    }

    /// <summary>Asks the memory for as many subscriptions as a customer has, some behind theirs: the facts of a customer's later subscriptions are anywhere.</summary>
    private void PrefetchBehind(int place)
    {
        int[] all = customers.Subscriptions;
        int end = Math.Min(customers.Offsets[place + 1], all.Length - SubscriptionsAhead);
        for (int i = customers.Offsets[place]; i < end; i++)
        {
            levels.Facts.PrefetchPlace(all[i + SubscriptionsAhead]);
            levels.Facts.PrefetchFacts(all[i + SubscriptionsSoon]);
        }
    }

    private void Reserve(int count)
    {
        if (rows.Length < count)
        {
            Array.Resize(ref rows, count * 2);
        }
    }
}
