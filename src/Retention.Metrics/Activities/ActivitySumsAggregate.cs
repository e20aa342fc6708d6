using NodaTime;

namespace Retention.Metrics.Activities;

/// <summary>Active customers of each period by what they were in the one before, for each segment or for all customers.</summary>
/// <param name="periods">The period before the first one, and the periods.</param>
/// <param name="days">The local days of the periods, as far as there are activities.</param>
/// <param name="eachIsOne">Whether every quantity is 1.</param>
/// <param name="segments">The segments, or nothing.</param>
internal sealed class ActivitySumsAggregate(PeriodIndex periods, PeriodIndex days, bool eachIsOne, SegmentColumn? segments) : IAggregate<ActivityColumns, ActivitySums[], ActivitySums[][]>
{
    // The index also holds the period before the first.
    private int Periods => periods.Count - 1;

    /// <summary>Adds the aggregate to a plan.</summary>
    /// <returns>The metrics of each segment, or of all customers.</returns>
    public static Planned<ActivityMetrics[]> Add(AggregatePlan<ActivityColumns> plan, ActivityTimeline activities, ReportingPeriods periods, SegmentColumn? segments)
    {
        ArgumentNullException.ThrowIfNull(periods);
        Planned<ActivitySums[][]> sums = plan.Add(new ActivitySumsAggregate(PeriodIndex.OverWithPrevious(periods), DaysOf(activities, periods), activities.Columns.Quantity is null, segments));
        return new Planned<ActivityMetrics[]>(() => [.. sums.Result.Select(one => ActivityMetrics.FromTotals(periods, [.. one.Select(period => period.ToTotals())]))]);
    }

    public ActivitySums[] NewState() => new ActivitySums[(segments?.Segments.Length ?? 1) * Periods];

    public void Update(ActivitySums[] state, ActivityColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets;
        ReadOnlySpan<long> time = columns.Time, quantity = columns.Quantity;
        var periodOf = new PeriodIndex.Lookup(periods);
        var dayOf = new PeriodIndex.Lookup(days);
        long start = periods.Bounds[0], finish = periods.Bounds[^1];
        Span<ActivitySums> own = state.AsSpan(0, Periods);
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int first = offsets[customer], i = first, end = offsets[customer + 1];
            while (i < end && time[i] < start)
            {
                i++;
            }

            while (end > i && time[end - 1] >= finish)
            {
                end--;
            }

            if (i == end)
            {
                continue;
            }

            if (segments is not null)
            {
                own = state.AsSpan(segments.SegmentOf[customer] * Periods, Periods);
            }

            // Numbers of periods count the one before the first as 0; the sums of period p are own[p - 1].
            bool isNew = i == first;
            int last = -1, lastDay = -1;
            for (; i < end; i++)
            {
                int period = periodOf.Of(time[i]);
                if (period != last)
                {
                    if (last >= 0 && period != last + 1)
                    {
                        own[last].Dormant++;
                    }

                    if (period > 0)
                    {
                        ref ActivitySums entered = ref own[period - 1];
                        if (isNew)
                        {
                            entered.New++;
                        }
                        else if (last >= 0 && period == last + 1)
                        {
                            entered.Retained++;
                        }
                        else
                        {
                            entered.Resurrected++;
                        }
                    }

                    isNew = false;
                    last = period;
                    lastDay = -1;
                }

                if (period > 0)
                {
                    ref ActivitySums sums = ref own[period - 1];
                    int day = dayOf.Of(time[i]);
                    sums.CustomerDays += day != lastDay ? 1 : 0;
                    lastDay = day;
                    sums.Activities++;
                    if (!quantity.IsEmpty)
                    {
                        sums.Quantity += quantity[i];
                    }
                }
            }

            if (last < own.Length)
            {
                own[last].Dormant++;
            }
        }
    }

    public void Combine(ActivitySums[] state, ActivitySums[] other)
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i].Add(in other[i]);
        }
    }

    /// <summary>For each segment the sums of each period.</summary>
    public ActivitySums[][] Finish(ActivitySums[] state)
    {
        foreach (ref ActivitySums sums in state.AsSpan())
        {
            sums.Quantity = eachIsOne ? sums.Activities : sums.Quantity;
        }

        return [.. state.Chunk(Periods)];
    }

    private static PeriodIndex DaysOf(ActivityTimeline activities, ReportingPeriods periods)
    {
        Instant from = Instant.Max(periods.Start, activities.FirstActivity ?? periods.Start);
        Instant to = Instant.Min(periods.End - Duration.FromTicks(1), activities.LastActivity ?? periods.Start);
        return PeriodIndex.OverDays(periods.Zone, Instant.Min(from, to), to);
    }
}
