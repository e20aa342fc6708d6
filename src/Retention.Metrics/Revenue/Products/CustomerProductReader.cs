using System.Runtime.InteropServices;

namespace Retention.Metrics.Revenue.Products;

/// <summary>Adds the movements of one customer after another, in each product, to sums; in memory of its own. Not thread-safe.</summary>
/// <param name="products">How many products there are.</param>
/// <param name="periods">The periods.</param>
/// <param name="window">The reactivation window in ticks.</param>
/// <param name="interval">The interval over which changes are netted.</param>
internal sealed class CustomerProductReader<TInterval, TActiveAtZero>(int products, PeriodIndex periods, long window, TInterval interval)
    where TInterval : struct, INettingInterval
    where TActiveAtZero : struct, IActiveAtZeroColumn
{
    // By product: the level now, at the start of the interval and at the start of the period, and in which interval and period these were noted.
    private readonly Levels[] levels = new Levels[products];

    // The products that the customer ever had so far, and those that changed in the interval.
    private readonly List<int> had = [];
    private readonly List<int> changed = [];
    private readonly List<ProductChange> rises = [];
    private readonly List<ProductChange> falls = [];
    private long intervalNumber;
    private long periodNumber;

    /// <summary>The sums of each product; <see langword="null"/> for one that no customer had.</summary>
    public ProductSums?[] Sums { get; } = new ProductSums?[products];

    /// <summary>Adds the movements of a customer.</summary>
    public void Add(ProductColumns columns, int customer)
    {
        int first = columns.Offsets[customer], count = columns.Offsets[customer + 1] - first;
        if (count > 0)
        {
            var rows = new Rows(columns, customer, first, count);
            Add(ref rows);
            foreach (int product in had)
            {
                levels[product] = default;
            }

            had.Clear();
        }
    }

    private void Add(ref Rows rows)
    {
        long start = periods.Bounds[0], finish = periods.Bounds[^1];
        AddOpening(ref rows, start);
        for (long next = rows.Next; next < finish; next = rows.Next)
        {
            int period = periods.Of(next);
            long periodEnd = periods.Bounds[period + 1];
            CustomerState opening = rows.State;
            periodNumber++;
            do
            {
                CustomerState before = rows.State;
                bool returns = rows.Returns(window);
                intervalNumber++;
                changed.Clear();
                ReadUpTo(ref rows, next, interval.EndOf(next, periodEnd));
                AddMovements(period, before, rows.State, returns);
                next = rows.Next;
            }
            while (next < periodEnd);

            AddEnds(period, opening, rows.State);
        }
    }

    private void AddOpening(ref Rows rows, long start)
    {
        ReadUpTo(ref rows, long.MinValue, start);
        changed.Clear();
        foreach (int product in had)
        {
            if (levels[product].Now > 0)
            {
                ProductSums sums = SumsOf(product);
                sums.Opening += levels[product].Now;
                sums.HolderOpening += rows.State.Level;
                sums.OpeningCustomers++;
            }
        }
    }

    /// <summary>Reads the rows at an instant, and those after it and before an end.</summary>
    private void ReadUpTo(ref Rows rows, long instant, long end)
    {
        rows.ReadTotals(instant, end);
        while (rows.TryProduct(instant, end, out int product, out long level))
        {
            ref Levels own = ref levels[product];
            if (!own.IsKnown)
            {
                own.IsKnown = true;
                had.Add(product);
            }

            if (own.Interval != intervalNumber)
            {
                (own.Interval, own.Before) = (intervalNumber, own.Now);
                changed.Add(product);
            }

            if (own.Period != periodNumber)
            {
                (own.Period, own.Opening) = (periodNumber, own.Now);
            }

            own.Now = level;
        }
    }

    /// <summary>Adds what happened in an interval.</summary>
    private void AddMovements(int period, CustomerState before, CustomerState after, bool returns)
    {
        rises.Clear();
        falls.Clear();
        (long up, long down) = (0, 0);
        foreach (int product in changed)
        {
            long change = levels[product].Now - levels[product].Before;
            if (change > 0)
            {
                rises.Add(new ProductChange(product, change));
                up += change;
            }
            else if (change < 0)
            {
                falls.Add(new ProductChange(product, -change));
                down -= change;
            }
        }

        if (before.Level == 0 || after.Level == 0)
        {
            if (before.Level != after.Level)
            {
                RevenueFigure whole = MovementRule.Of(before, after, returns);
                AddWhole(before.Level == 0 ? rises : falls, period, whole);
            }

            return;
        }

        long transferred = Math.Min(up, down);
        TransferSplit.Split(rises, Math.Max(up, 1), transferred);
        TransferSplit.Split(falls, Math.Max(down, 1), transferred);
        foreach (ref readonly ProductChange one in CollectionsMarshal.AsSpan(rises))
        {
            ref ProductPeriodSums sums = ref SumsOf(one.Product).Periods[period];
            sums.TransferIn += one.Transferred;
            sums.Amounts.Add(RevenueFigure.ExpansionMrr, one.Change - one.Transferred);
        }

        foreach (ref readonly ProductChange one in CollectionsMarshal.AsSpan(falls))
        {
            ref ProductPeriodSums sums = ref SumsOf(one.Product).Periods[period];
            sums.TransferOut += one.Transferred;
            sums.Amounts.Add(RevenueFigure.ContractionMrr, one.Change - one.Transferred);
        }
    }

    private void AddWhole(List<ProductChange> changes, int period, RevenueFigure movement)
    {
        foreach (ref readonly ProductChange one in CollectionsMarshal.AsSpan(changes))
        {
            SumsOf(one.Product).Periods[period].Amounts.Add(movement, one.Change);
        }
    }

    /// <summary>Adds what the two ends of a period say of each product that the customer had at one of them.</summary>
    private void AddEnds(int period, CustomerState opening, CustomerState closing)
    {
        // A customer who is paused at the end is not lost.
        bool isPaused = closing.ActiveAtZero;
        foreach (int product in had)
        {
            ref readonly Levels own = ref levels[product];
            (long before, long after) = (own.Period == periodNumber ? own.Opening : own.Now, own.Now);
            if (before == 0 && after == 0)
            {
                continue;
            }

            ref ProductPeriodSums sums = ref SumsOf(product).Periods[period];
            sums.HolderChange += (Int128)(after > 0 ? closing.Level : 0) - (before > 0 ? opening.Level : 0);
            sums.Joined += before == 0 ? 1 : 0;
            if (before == 0)
            {
                continue;
            }

            sums.Left += after == 0 ? 1 : 0;
            if (!isPaused)
            {
                sums.LostCustomers += after == 0 ? 1 : 0;
                sums.Churned += closing.IsActive ? 0 : 1;
                sums.Lost += Math.Max(before - after, 0);
                sums.Gained += Math.Max(after - before, 0);
                sums.HolderLost += Math.Max(opening.Level - closing.Level, 0);
                sums.HolderGained += Math.Max(closing.Level - opening.Level, 0);
            }
        }
    }

    private ProductSums SumsOf(int product) => Sums[product] ??= new ProductSums(periods.Count);

    /// <summary>The levels of one product.</summary>
    private struct Levels
    {
        public long Now, Before, Opening, Interval, Period;
        public bool IsKnown;
    }

    /// <summary>The rows of one customer: of the total, and of products. Both are read in time order, together.</summary>
    private ref struct Rows
    {
        private readonly ReadOnlySpan<long> totalTime, totalLevel, time, level;
        private readonly ReadOnlySpan<bool> activeAtZero;
        private readonly ReadOnlySpan<int> product;
        private int nextTotal, next;

        public Rows(ProductColumns columns, int customer, int first, int count)
        {
            RevenueColumns totals = columns.Totals;
            int from = totals.Offsets[customer], length = totals.Offsets[customer + 1] - from;
            totalTime = totals.Time.AsSpan(from, length);
            totalLevel = totals.Level.AsSpan(from, length);
            activeAtZero = TActiveAtZero.Exists ? totals.ActiveAtZero.AsSpan(from, length) : default;
            time = columns.Time.AsSpan(first, count);
            level = columns.Level.AsSpan(first, count);
            product = columns.Product.AsSpan(first, count);
        }

        /// <summary>The instant of the next row; the end of time where there is none.</summary>
        public readonly long Next => Math.Min(nextTotal < totalTime.Length ? totalTime[nextTotal] : long.MaxValue, next < time.Length ? time[next] : long.MaxValue);

        /// <summary>The state after the rows so far.</summary>
        public readonly CustomerState State => nextTotal == 0 ? default : new CustomerState(totalLevel[nextTotal - 1], TActiveAtZero.Exists && activeAtZero[nextTotal - 1]);

        /// <summary>Whether a customer who pays nothing returns with the next row: they have paid before, within the window.</summary>
        public readonly bool Returns(long window) => nextTotal > 0 && nextTotal < totalTime.Length
            && (totalLevel[nextTotal - 1] > 0 || CustomerMovements.WithinWindow<TActiveAtZero>(totalTime, totalLevel, nextTotal, window));

        public void ReadTotals(long instant, long end)
        {
            while (nextTotal < totalTime.Length && (totalTime[nextTotal] <= instant || totalTime[nextTotal] < end))
            {
                nextTotal++;
            }
        }

        public bool TryProduct(long instant, long end, out int changed, out long now)
        {
            if (next == time.Length || (time[next] > instant && time[next] >= end))
            {
                (changed, now) = (0, 0);
                return false;
            }

            (changed, now) = (product[next], level[next++]);
            return true;
        }
    }
}
