using System.Collections;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Net and gross revenue retention and customer churn over the twelve months up to the end of each period.</summary>
/// <remarks>
/// <para><b>Formula:</b> those of <see cref="RevenueRetention"/> and <see cref="CustomerChurn"/> over the period from twelve months before the
/// end: customers of a year ago, what they paid then and what they pay now. Not a product or a mean of monthly rates.</para>
/// <para><b>Unit:</b> none.</para>
/// <para><b>Undefined:</b> where nobody paid a year before.</para>
/// <para><b>Cost:</b> one pass over the changes for all periods together.</para>
/// <para><b>Source:</b> SaaS Metrics Standards Board, which reads NRR and GRR over twelve months.</para>
/// </remarks>
/// <example><code>
/// TrailingRetention january2027 = timeline.TrailingYear(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2027, 1, 1)));
/// january2027[0].NetRevenueRetention.Value; // 0.2898…
/// </code></example>
public sealed class TrailingRetention : IReadOnlyList<TrailingRetentionRow>
{
    private readonly TrailingRetentionRow[] rows;

    private TrailingRetention(ReportingPeriods periods, TrailingRetentionRow[] rows)
    {
        Periods = periods;
        this.rows = rows;
    }

    /// <summary>The periods; each row covers the twelve months up to a period's end.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>How many periods there are.</summary>
    public int Count => rows.Length;

    /// <summary>The figures up to the end of a period.</summary>
    public TrailingRetentionRow this[int index] => rows[index];

    /// <inheritdoc/>
    public IEnumerator<TrailingRetentionRow> GetEnumerator() => ((IEnumerable<TrailingRetentionRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static TrailingRetention Compute(RevenueTimeline timeline, ReportingPeriods periods, Execution execution)
    {
        ArgumentNullException.ThrowIfNull(periods);
        RevenueColumns columns = timeline.Columns;
        long[] ends = [.. periods.Select(period => period.End.ToUnixTimeTicks())];
        long[] yearBefore = [.. periods.Select(period => YearBefore(period.LocalEnd).ToUnixTimeTicks())];

        // Bounds of one's own on 28 and 29 February have one date a year before, and their times there need not rise.
        bool rising = yearBefore.AsSpan().SequenceEqual([.. yearBefore.Order()]);
        Sums[][] parts = CustomerSplit.Run(columns.Offsets, execution, (first, end) =>
        {
            var steps = new Sums[periods.Count + 1];
            for (int customer = first; customer < end; customer++)
            {
                if (rising)
                {
                    Follow(columns, customer, ends, yearBefore, steps);
                }
                else
                {
                    LookUp(columns, customer, ends, yearBefore, steps);
                }
            }

            return steps;
        });

        var rows = new TrailingRetentionRow[periods.Count];
        Sums running = default;
        for (int i = 0; i < rows.Length; i++)
        {
            foreach (Sums[] part in parts)
            {
                running.Add(part[i]);
            }

            rows[i] = new TrailingRetentionRow(periods[i], timeline.Currency, running.Opening, running.Kept, running.Closing, running.OpeningCustomers, running.LostCustomers);
        }

        return new TrailingRetention(periods, rows);
    }

    private static Instant YearBefore(ZonedDateTime end) => end.LocalDateTime.PlusYears(-1).InZoneLeniently(end.Zone).ToInstant();

    // Between two changes of either level a customer adds the same to every period, so a change is written where it begins and taken back
    // where it ends: the work is per change, not per period.
    private static void Follow(RevenueColumns columns, int customer, long[] ends, long[] yearBefore, Sums[] steps)
    {
        int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
        int now = first, then = first, period = 0;
        while (period < ends.Length)
        {
            while (now < end && columns.Time[now] < ends[period])
            {
                now++;
            }

            while (then < end && columns.Time[then] < yearBefore[period])
            {
                then++;
            }

            int next = Math.Min(
                now < end ? FirstAfter(ends, columns.Time[now], period) : ends.Length,
                then < end ? FirstAfter(yearBefore, columns.Time[then], period) : ends.Length);
            Write(then > first ? columns.Level[then - 1] : 0, now > first ? columns.Level[now - 1] : 0, period, next, steps);
            period = next;
        }
    }

    private static void LookUp(RevenueColumns columns, int customer, long[] ends, long[] yearBefore, Sums[] steps)
    {
        for (int period = 0; period < ends.Length; period++)
        {
            Write(columns.LevelAt(customer, yearBefore[period]), columns.LevelAt(customer, ends[period]), period, period + 1, steps);
        }
    }

    private static void Write(long opening, long closing, int period, int next, Sums[] steps)
    {
        if (opening > 0)
        {
            Sums sums = new(opening, Math.Min(opening, closing), closing, 1, closing == 0 ? 1 : 0);
            steps[period].Add(sums);
            steps[next].Subtract(sums);
        }
    }

    private static int FirstAfter(long[] bounds, long ticks, int from)
    {
        int found = Array.BinarySearch(bounds, from, bounds.Length - from, ticks);
        return found >= 0 ? found + 1 : ~found;
    }

    private record struct Sums(Int128 Opening, Int128 Kept, Int128 Closing, long OpeningCustomers, long LostCustomers)
    {
        public void Add(Sums other)
        {
            Opening += other.Opening;
            Kept += other.Kept;
            Closing += other.Closing;
            OpeningCustomers += other.OpeningCustomers;
            LostCustomers += other.LostCustomers;
        }

        public void Subtract(Sums other)
        {
            Opening -= other.Opening;
            Kept -= other.Kept;
            Closing -= other.Closing;
            OpeningCustomers -= other.OpeningCustomers;
            LostCustomers -= other.LostCustomers;
        }
    }
}

/// <summary>What became, by the end of a period, of the customers of a year before.</summary>
public sealed class TrailingRetentionRow
{
    private readonly RecurringRevenue opening;
    private readonly RecurringRevenue kept;
    private readonly RecurringRevenue closing;
    private readonly long openingCustomers;
    private readonly long lostCustomers;

    internal TrailingRetentionRow(ReportingPeriod period, Currency currency, Int128 opening, Int128 kept, Int128 closing, long openingCustomers, long lostCustomers)
    {
        Period = period;
        this.opening = new(opening, currency);
        this.kept = new(kept, currency);
        this.closing = new(closing, currency);
        this.openingCustomers = openingCustomers;
        this.lostCustomers = lostCustomers;
    }

    /// <summary>The period at whose end the twelve months end.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>What the customers of a year before pay now, out of what they paid then.</summary>
    public Ratio NetRevenueRetention => Ratio.Of(closing.AnnualAmount, opening.AnnualAmount).PerMonth();

    /// <summary>What the customers of a year before pay now, at most what they paid then, out of what they paid then.</summary>
    public Ratio GrossRevenueRetention => Ratio.Of(kept.AnnualAmount, opening.AnnualAmount).PerMonth();

    /// <summary>The customers of a year before who pay nothing now.</summary>
    public Ratio CustomerChurnRate => CustomerChurn.Rate(lostCustomers, openingCustomers);
}
