using NodaTime;

namespace Retention.Metrics.Activities;

/// <summary>Retention in windows of days after the first activity, for each segment or for all customers.</summary>
/// <remarks>
/// The bounds of all windows cut the days into intervals. A customer's activities mark intervals, and a window is reached where one of its
/// intervals is marked, which a running count of marked intervals tells: a customer costs their activities, and one step for each interval and window.
/// </remarks>
internal sealed class DayRetentionAggregate : IAggregate<ActivityColumns, DayRetentionAggregate.State, DayRetentionSums[]>
{
    private const int MostCells = 1 << 24;

    private readonly PeriodIndex periods;
    private readonly LocalDays days;
    private readonly SegmentColumn? segments;
    private readonly long asOf;
    private readonly int asOfDay;
    private readonly int[] intervalOfDay;
    private readonly (int MatureAfter, int FirstInterval, int EndInterval)[] windows;
    private readonly int intervals;

    private DayRetentionAggregate(ActivityTimeline activities, ReportingPeriods periods, DayWindow[] windows, Instant asOf, SegmentColumn? segments)
    {
        this.periods = PeriodIndex.Over(periods);
        this.segments = segments;
        this.asOf = asOf.ToUnixTimeTicks();
        asOfDay = LocalDays.NumberOf(StartOfDay.DateAt(asOf, periods.Zone));
        Instant from = Instant.Max(periods.Start, activities.FirstActivity ?? periods.Start);
        Instant to = Instant.Min(asOf, activities.LastActivity ?? periods.Start);
        days = new LocalDays(periods.Zone, Instant.Min(from, to), to);

        int[] bounds = [.. windows.SelectMany(window => window.Last is { } last ? new[] { window.First, last + 1 } : [window.First]).Append(0).Distinct().Order()];
        intervals = bounds.Length;
        intervalOfDay = new int[bounds[^1] + 1];
        for (int day = 0, interval = 0; day < intervalOfDay.Length; day++)
        {
            interval += interval + 1 < bounds.Length && bounds[interval + 1] == day ? 1 : 0;
            intervalOfDay[day] = interval;
        }

        this.windows = [.. windows.Select(window => (window.MatureAfter, intervalOfDay[window.First], window.Last is { } last ? intervalOfDay[last + 1] : intervals))];
    }

    /// <summary>Adds the aggregate to a plan.</summary>
    /// <returns>The retention of each segment, or of all customers.</returns>
    public static Planned<DayRetention[]> Add(
        AggregatePlan<ActivityColumns> plan, ActivityTimeline activities, ReportingPeriods periods, IReadOnlyList<DayWindow> windows, Instant asOf, SegmentColumn? segments)
    {
        ArgumentNullException.ThrowIfNull(periods);
        DayWindow[] own = Checked(windows, periods, segments?.Segments.Length ?? 1);
        if (!CalendarTime.HasLocalTime(asOf, periods.Zone))
        {
            throw new ArgumentOutOfRangeException(nameof(asOf), asOf, $"The instant has no local time in {periods.Zone.Id}; local times must lie in the years -9998 to 9999.");
        }

        Planned<DayRetentionSums[]> sums = plan.Add(new DayRetentionAggregate(activities, periods, own, asOf, segments));
        return new Planned<DayRetention[]>(() => Array.ConvertAll(sums.Result, one => new DayRetention(periods, own, asOf, one)));
    }

    /// <summary>The windows, where there are some and not too many for the periods.</summary>
    public static DayWindow[] Checked(IReadOnlyList<DayWindow> windows, ReportingPeriods periods, int segments)
    {
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.Count == 0 || windows.Contains(null))
        {
            throw new ArgumentException(windows.Count == 0 ? "No window of days is given; expected one or more." : "A window of days is null; expected windows such as DayWindow.On(7).", nameof(windows));
        }

        return (long)windows.Count * periods.Count * segments <= MostCells
            ? [.. windows]
            : throw new ArgumentException(
                FormattableString.Invariant($"{windows.Count} windows of {periods.Count} periods in {segments} segments have more than {MostCells} rates; expected fewer windows, longer periods or fewer segments."), nameof(windows));
    }

    public State NewState() => new(segments?.Segments.Length ?? 1, periods.Count, windows.Length, intervals);

    public void Update(State state, ActivityColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets, intervalOf = intervalOfDay;
        ReadOnlySpan<long> time = columns.Time;
        var dayOf = new LocalDays.Lookup(days);
        long start = periods.Bounds[0], finish = Math.Min(periods.Bounds[^1], asOf);
        int lastKnown = intervalOf.Length - 1;
        Span<int> marked = state.Marked;
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1];
            if (i == end || time[i] < start || time[i] >= finish)
            {
                continue;
            }

            DayRetentionSums sums = state.Segments[segments is null ? 0 : segments.SegmentOf[customer]];
            int cohort = periods.Of(time[i]);
            sums.Customers[cohort]++;
            marked.Clear();
            int dayIndex = dayOf.IndexOf(time[i]), firstDay = dayOf.NumberAt(dayIndex);

            // marked[k + 1] says whether interval k has an activity, and then how many of the intervals up to k have one.
            marked[1] = 1;
            for (i++; i < end && time[i] < asOf; i++)
            {
                int index = dayOf.IndexOf(time[i]);
                if (index != dayIndex)
                {
                    dayIndex = index;
                    marked[intervalOf[Math.Min(dayOf.NumberAt(index) - firstDay, lastKnown)] + 1] = 1;
                }
            }

            for (int interval = 1; interval < marked.Length; interval++)
            {
                marked[interval] += marked[interval - 1];
            }

            int ended = asOfDay - firstDay, cell = cohort * windows.Length;
            foreach ((int matureAfter, int firstInterval, int endInterval) in windows)
            {
                if (matureAfter < ended)
                {
                    sums.Mature[cell]++;
                    sums.Active[cell] += marked[endInterval] > marked[firstInterval] ? 1 : 0;
                }

                cell++;
            }
        }
    }

    public void Combine(State state, State other)
    {
        for (int segment = 0; segment < state.Segments.Length; segment++)
        {
            state.Segments[segment].Add(other.Segments[segment]);
        }
    }

    public DayRetentionSums[] Finish(State state) => state.Segments;

    /// <summary>The sums of each segment, and room to mark the intervals of one customer.</summary>
    internal sealed class State(int segments, int cohorts, int windows, int intervals)
    {
        public DayRetentionSums[] Segments { get; } = [.. Enumerable.Range(0, segments).Select(_ => new DayRetentionSums(cohorts, windows))];

        public int[] Marked { get; } = new int[intervals + 1];
    }
}
