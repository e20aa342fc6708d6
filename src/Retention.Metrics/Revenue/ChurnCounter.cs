namespace Retention.Metrics.Revenue;

/// <summary>Counts lost customers and customers at risk, as a policy other than the default counts them.</summary>
/// <param name="periods">The periods.</param>
/// <param name="days">The days of the periods, where customers at risk are counted by day.</param>
/// <param name="isUpForRenewal">Whether a term of a customer ends in a period, where only those are at risk.</param>
/// <param name="policy">The policy.</param>
internal sealed class ChurnCounter(PeriodIndex periods, PeriodIndex? days, Func<int, int, bool>? isUpForRenewal, MetricPolicy policy)
{
    // Balances are written as differences where they change and added up at the end.
    private readonly long[] activeAtStart = new long[periods.Count + 1];
    private readonly long[] activeOnDay = new long[(days?.Count ?? 0) + 1];
    private readonly long[] lost = new long[periods.Count];
    private readonly long[] joined = new long[periods.Count];
    private readonly long[] renewing = new long[periods.Count];

    public void Add(RevenueColumns columns, int customer)
    {
        if (policy.ChurnDenominator == ChurnDenominator.UpForRenewal)
        {
            AddUpForRenewal(columns, customer);
            return;
        }

        int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
        long start = periods.Bounds[0], finish = periods.Bounds[^1];
        bool active = false;
        int i = first;
        for (; i < end && columns.Time[i] < start; i++)
        {
            active = IsActive(columns, i);
        }

        if (active)
        {
            activeAtStart[0]++;
            activeOnDay[0]++;
        }

        while (i < end && columns.Time[i] < finish)
        {
            int period = periods.Of(columns.Time[i]);
            long periodEnd = periods.Bounds[period + 1];
            bool opened = active, paid = false;
            int drops = 0;
            for (; i < end && columns.Time[i] < periodEnd; i++)
            {
                bool now = IsActive(columns, i);
                paid |= columns.Level[i] > 0;
                drops += active && !now ? 1 : 0;
                if (days is not null && now != active)
                {
                    // An event at the start of a day belongs to the day, so the next start is the first to see it.
                    activeOnDay[days.Of(Math.Max(columns.Time[i], days.Bounds[0])) + 1] += now ? 1 : -1;
                }

                active = now;
            }

            activeAtStart[period + 1] += (active ? 1 : 0) - (opened ? 1 : 0);
            bool joins = !opened && paid;
            joined[period] += joins ? 1 : 0;
            if (opened || (joins && policy.SamePeriodJoiners == SamePeriodJoiners.Counted))
            {
                lost[period] += Lost(drops, active);
            }
        }
    }

    // A term ends in a period whether or not anything happens in it, so each period is looked at.
    private void AddUpForRenewal(RevenueColumns columns, int customer)
    {
        for (int period = 0; period < periods.Count; period++)
        {
            bool active = columns.StateAt(customer, periods.Bounds[period]).IsActive;
            if (!active || isUpForRenewal?.Invoke(customer, period) != true)
            {
                continue;
            }

            int drops = 0;
            for (int i = columns.Offsets[customer]; i < columns.Offsets[customer + 1] && columns.Time[i] < periods.Bounds[period + 1]; i++)
            {
                if (columns.Time[i] >= periods.Bounds[period])
                {
                    drops += active && !IsActive(columns, i) ? 1 : 0;
                    active = IsActive(columns, i);
                }
            }

            renewing[period]++;
            lost[period] += Lost(drops, active);
        }
    }

    private int Lost(int drops, bool activeAtEnd) => policy.ChurnCounting switch
    {
        ChurnCounting.AtPeriodEnds => activeAtEnd ? 0 : 1,
        ChurnCounting.DistinctCustomers => drops > 0 ? 1 : 0,
        _ => drops,
    };

    /// <summary>Adds the counts of other customers.</summary>
    public void Combine(ChurnCounter other)
    {
        AddAll(activeAtStart, other.activeAtStart);
        AddAll(activeOnDay, other.activeOnDay);
        AddAll(lost, other.lost);
        AddAll(joined, other.joined);
        AddAll(renewing, other.renewing);
    }

    /// <summary>The counts of each period.</summary>
    public ChurnCounts Finish()
    {
        var atRiskTwice = new long[periods.Count];
        long active = 0, onDay = 0;
        int day = 0;
        for (int period = 0; period < periods.Count; period++)
        {
            active += activeAtStart[period];
            long closing = active + activeAtStart[period + 1];
            long dayStarts = 0;
            for (; days is not null && day < days.Count && days.Bounds[day] < periods.Bounds[period + 1]; day++)
            {
                onDay += activeOnDay[day];

                // A day counts where it starts: the day in which the first period begins belongs to the period before.
                dayStarts += days.Bounds[day] >= periods.Bounds[0] ? onDay : 0;
            }

            atRiskTwice[period] = policy.ChurnDenominator switch
            {
                ChurnDenominator.StartPlusNew => 2 * (active + joined[period]),
                ChurnDenominator.Average => active + closing,
                ChurnDenominator.EachDay => 2 * dayStarts,
                ChurnDenominator.UpForRenewal => 2 * renewing[period],
                _ => 2 * active,
            };
        }

        return new ChurnCounts(lost, atRiskTwice);
    }

    private static bool IsActive(RevenueColumns columns, int row) => columns.Level[row] > 0 || (columns.ActiveAtZero?[row] ?? false);

    private static void AddAll(long[] to, long[] from)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }
}
