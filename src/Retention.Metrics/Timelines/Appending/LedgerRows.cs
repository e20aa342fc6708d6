namespace Retention.Metrics.Timelines.Appending;

/// <summary>The rows behind a timeline that is appended to: those of the base, grouped by customer and sorted by time, and newer ones.</summary>
/// <param name="Rows">The rows of the base.</param>
/// <param name="Offsets">Where the rows of each customer start.</param>
/// <param name="Newer">The newer rows.</param>
internal sealed record LedgerRows(LedgerRow[] Rows, int[] Offsets, NewerRows Newer)
{
    // Rows beside the base cost every reader a copy; grouping all of them anew costs every append.
    private const int PartOfBase = 4;

    public static LedgerRows None { get; } = new([], [0], NewerRows.None);

    public int Count => Rows.Length + Newer.Rows.Length;

    /// <summary>Whether there are so many newer rows that all are to be grouped anew.</summary>
    public bool IsToBeGrouped => Newer.Rows.Length > Rows.Length / PartOfBase;

    /// <summary>Groups all rows anew.</summary>
    public LedgerRows Grouped(int customers, ExecutionOptions execution)
    {
        PartitionedRows partitioned = PartitionedRows.Of(RowStore.Of(Rows, Newer.Rows), customers, execution.Stage(0, 0.4));
        GroupedRows grouped = CustomerGrouping.Group(partitioned, static () => default(UnreducedRows), execution.Stage(0.4, 1));
        return new LedgerRows(grouped.Rows, CustomerRows.Of(grouped.Lengths, keepAll: true).Offsets, NewerRows.None);
    }

    /// <summary>The columns of the base; <see langword="null"/> where rows contradict each other.</summary>
    public RevenueColumns? Columns(ExecutionOptions execution)
    {
        var known = new SubscriptionOwners(0);
        var offsets = new int[Offsets.Length];
        long[] time = GC.AllocateUninitializedArray<long>(Rows.Length), level = GC.AllocateUninitializedArray<long>(Rows.Length);
        _ = CustomerSplit.Run(Offsets, execution, (first, end) =>
        {
            var totals = new CustomerRecomputation(known);
            for (int customer = first; customer < end; customer++)
            {
                Span<LedgerRow> own = totals.Of(Of(customer), []);
                for (int i = 0; i < own.Length; i++)
                {
                    time[Offsets[customer] + i] = own[i].Ticks;
                    level[Offsets[customer] + i] = own[i].Amount;
                }

                offsets[customer + 1] = own.Length;
            }

            return true;
        });

        // What changed no total leaves gaps.
        for (int customer = 0; customer < offsets.Length - 1; customer++)
        {
            int count = offsets[customer + 1];
            time.AsSpan(Offsets[customer], count).CopyTo(time.AsSpan(offsets[customer]));
            level.AsSpan(Offsets[customer], count).CopyTo(level.AsSpan(offsets[customer]));
            offsets[customer + 1] += offsets[customer];
        }

        Array.Resize(ref time, offsets[^1]);
        Array.Resize(ref level, offsets[^1]);
        return known.HasConflict ? null : RevenueColumns.Of(offsets, time, level);
    }

    /// <summary>Recomputes the customers with added rows, beside those computed before; <see langword="null"/> where rows contradict each other.</summary>
    /// <param name="before">What was read before they were added.</param>
    /// <param name="added">The rows that were added last, which are among the newer.</param>
    /// <param name="customers">How many customers there are with theirs.</param>
    public LayeredColumns? Beside(LayeredColumns before, NewerRows added, int customers)
    {
        var known = new SubscriptionOwners(0);
        var totals = new CustomerRecomputation(known);
        int[] offsets = new int[Newer.Customers.Length + 1];
        bool[] replaces = new bool[Newer.Customers.Length];
        var time = new List<long>();
        var level = new List<long>();
        int touched = 0, kept = 0;
        for (int place = 0; place < replaces.Length; place++)
        {
            int customer = Newer.Customers[place];
            bool wasThere = before.Newer is { } run && kept < run.Customers.Length && run.Customers[kept] == customer;
            if (touched < added.Customers.Length && added.Customers[touched] == customer)
            {
                Span<LedgerRow> own = totals.Of(Of(customer), Newer.Of(place));
                ReadOnlySpan<LedgerRow> following = WhatFollows(own, before.Base, customer);
                replaces[place] = following.Length == own.Length;
                foreach (ref readonly LedgerRow row in following)
                {
                    time.Add(row.Ticks);
                    level.Add(row.Amount);
                }

                touched++;
            }
            else
            {
                replaces[place] = before.Newer!.Replaces[kept];
                time.AddRange(before.Newer.Time.AsSpan(before.Newer.Offsets[kept]..before.Newer.Offsets[kept + 1]));
                level.AddRange(before.Newer.Level.AsSpan(before.Newer.Offsets[kept]..before.Newer.Offsets[kept + 1]));
            }

            kept += wasThere ? 1 : 0;
            offsets[place + 1] = time.Count;
        }

        return known.HasConflict ? null : new LayeredColumns(before.Base, new DeltaColumns(Newer.Customers, offsets, [.. time], [.. level], replaces), customers);
    }

    /// <summary>The subscription and the instant of two rows that contradict each other.</summary>
    public (int Subscription, long Ticks) Contradiction()
    {
        RowStore all = RowStore.Of(Rows, Newer.Rows);
        LedgerRow row = all[SubscriptionOwners.FirstConflict(all).Later];
        return (row.Subscription, row.Ticks);
    }

    /// <summary>What comes after the rows of the columns where these are the first of the totals, or else all totals.</summary>
    private static Span<LedgerRow> WhatFollows(Span<LedgerRow> totals, RevenueColumns columns, int customer)
    {
        int first = customer < columns.Offsets.Length - 1 ? columns.Offsets[customer] : 0;
        int count = customer < columns.Offsets.Length - 1 ? columns.Offsets[customer + 1] - first : 0;
        if (count > totals.Length)
        {
            return totals;
        }

        for (int i = 0; i < count; i++)
        {
            if (totals[i].Ticks != columns.Time[first + i] || totals[i].Amount != columns.Level[first + i])
            {
                return totals;
            }
        }

        return totals[count..];
    }

    /// <summary>The rows of a customer in the base.</summary>
    private ReadOnlySpan<LedgerRow> Of(int customer) => customer < Offsets.Length - 1 ? Rows.AsSpan(Offsets[customer]..Offsets[customer + 1]) : [];

    /// <summary>Works out the totals of one customer after another, in memory of its own.</summary>
    private sealed class CustomerRecomputation(SubscriptionOwners known)
    {
        private readonly CustomerTotals rewriter = new(RevenueAmounts.SubscriptionLevel, keepsLeads: false, known);
        private LedgerRow[] rows = [];
        private LedgerRow[] spare = [];

        /// <summary>The totals of old rows and newer ones; they hold until the next customer.</summary>
        public Span<LedgerRow> Of(ReadOnlySpan<LedgerRow> old, ReadOnlySpan<LedgerRow> newer)
        {
            int count = old.Length + newer.Length;
            if (rows.Length < count)
            {
                rows = new LedgerRow[count * 2];
            }

            Span<LedgerRow> own = rows.AsSpan(0, count);
            old.CopyTo(own);
            newer.CopyTo(own[old.Length..]);
            TimeSort.Sort(own, ref spare);
            return own[..rewriter.Reduce(own)];
        }
    }
}
