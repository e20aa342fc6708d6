using System.Collections;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Net and gross revenue retention and customer churn over the twelve months, or any number of days, up to the end of each period.</summary>
/// <remarks>
/// <para><b>Formula:</b> those of <see cref="RevenueRetention"/> and <see cref="CustomerChurn"/> over the period from so long before the
/// end: the customers of a year ago, what they paid then and what they pay now. Not a product or a mean of monthly rates.</para>
/// <para><b>Unit:</b> none.</para>
/// <para><b>Undefined:</b> where nobody paid at the start of the window.</para>
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

    /// <summary>The periods; each row covers the window up to a period's end.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>How many periods there are.</summary>
    public int Count => rows.Length;

    /// <summary>The figures up to the end of a period.</summary>
    public TrailingRetentionRow this[int index] => rows[index];

    /// <inheritdoc/>
    public IEnumerator<TrailingRetentionRow> GetEnumerator() => ((IEnumerable<TrailingRetentionRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Reads windows of a length that ends with each period.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="window">How long before a period's end, on the calendar's clocks.</param>
    /// <param name="policy">How churn is counted.</param>
    /// <param name="execution">How the pass is run.</param>
    internal static TrailingRetention Compute(RevenueTimeline timeline, ReportingPeriods periods, Period window, MetricPolicy policy, Execution execution)
    {
        ArgumentNullException.ThrowIfNull(periods);
        RevenueColumns columns = timeline.Columns;
        long[] ends = [.. periods.Select(period => period.End.ToUnixTimeTicks())];
        Instant[] starts = [.. periods.Select(period => period.LocalEnd.LocalDateTime.Minus(window).InZoneLeniently(period.LocalEnd.Zone).ToInstant())];
        long[] begins = [.. starts.Select(start => start.ToUnixTimeTicks())];

        // Bounds of one's own on 28 and 29 February have one date a year before, and their times there need not rise.
        bool rising = begins.AsSpan().SequenceEqual([.. begins.Order()]);
        Sums[][] parts = CustomerSplit.Run(columns.Offsets, execution, (first, end) =>
        {
            var steps = new Sums[periods.Count + 1];
            for (int customer = first; customer < end; customer++)
            {
                if (rising)
                {
                    Follow(columns, customer, ends, begins, steps);
                }
                else
                {
                    LookUp(columns, customer, ends, begins, steps);
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

            // Counted otherwise than by who is there at both ends, churn needs a look at everything in between.
            Ratio churn = policy.CountsChurnAtPeriodEnds
                ? CustomerChurn.Rate(running.LostCustomers, running.OpeningCustomers)
                : ChurnCounts.Over(timeline, ReportingPeriods.Between(periods.Zone, starts[i], periods[i].End), policy, execution).Rate(0);
            rows[i] = new TrailingRetentionRow(periods[i], timeline.Currency, running.Opening, running.Kept, running.Closing, churn);
        }

        return new TrailingRetention(periods, rows);
    }

    // Between two changes of either level a customer adds the same to every period, so a change is written where it begins and taken back
    // where it ends: the work is per change, not per period.
    private static void Follow(RevenueColumns columns, int customer, long[] ends, long[] begins, Sums[] steps)
    {
        int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
        int now = first, then = first, period = 0;
        while (period < ends.Length)
        {
            while (now < end && columns.Time[now] < ends[period])
            {
                now++;
            }

            while (then < end && columns.Time[then] < begins[period])
            {
                then++;
            }

            int next = Math.Min(
                now < end ? FirstAfter(ends, columns.Time[now], period) : ends.Length,
                then < end ? FirstAfter(begins, columns.Time[then], period) : ends.Length);
            Write(StandingAt(columns, first, then), StandingAt(columns, first, now), period, next, steps);
            period = next;
        }
    }

    private static void LookUp(RevenueColumns columns, int customer, long[] ends, long[] begins, Sums[] steps)
    {
        for (int period = 0; period < ends.Length; period++)
        {
            Write(columns.StandingAt(customer, begins[period]), columns.StandingAt(customer, ends[period]), period, period + 1, steps);
        }
    }

    private static Standing StandingAt(RevenueColumns columns, int first, int next) => next > first ? columns.StandingAfter(next - 1) : default;

    private static void Write(Standing before, Standing after, int period, int next, Sums[] steps)
    {
        if (before.IsActive)
        {
            // Who is paused at the end counts as if they still paid.
            long closing = before.Level == 0 ? 0 : after.Idle ? before.Level : after.Level;
            Sums sums = new(before.Level, Math.Min(before.Level, closing), closing, 1, after.IsActive ? 0 : 1);
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

/// <summary>What became, by the end of a period, of the customers at the start of a window.</summary>
public sealed class TrailingRetentionRow
{
    private readonly RecurringRevenue opening;
    private readonly RecurringRevenue kept;
    private readonly RecurringRevenue closing;

    internal TrailingRetentionRow(ReportingPeriod period, Currency currency, Int128 opening, Int128 kept, Int128 closing, Ratio churn)
    {
        Period = period;
        this.opening = new(opening, currency);
        this.kept = new(kept, currency);
        this.closing = new(closing, currency);
        CustomerChurnRate = churn;
    }

    /// <summary>The period at whose end the window ends.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>What the customers of the start pay at the end, out of what they paid then.</summary>
    public Ratio NetRevenueRetention => Ratio.Of(closing.AnnualAmount, opening.AnnualAmount).PerMonth();

    /// <summary>What the customers of the start pay at the end, each at most what they paid then, out of what they paid then.</summary>
    public Ratio GrossRevenueRetention => Ratio.Of(kept.AnnualAmount, opening.AnnualAmount).PerMonth();

    /// <summary>The customers lost within the window out of those at risk, both as the policy counts them.</summary>
    public Ratio CustomerChurnRate { get; }
}
