namespace Retention.Metrics.Sql.Texts;

/// <summary>A function of time that is constant between bounds.</summary>
/// <remarks>
/// Where the engine has a search of its own, bounds are a list of it. Elsewhere they are branches, and intervals of one length with values that rise by one are one of
/// them: <c>value + (time − bound) / length</c>. So two years of days are nine branches in a zone with daylight-saving time, and not 730.
/// </remarks>
/// <param name="bounds">Rising bounds, in microseconds. Bounds that are equal have no time between them.</param>
/// <param name="values">The value before the first bound, then the value from each bound on: one more than there are bounds.</param>
internal sealed class StepFunction(long[] bounds, long[] values) : TimeFunction
{
    // Fewer intervals are compared faster than divided.
    private const int FewIntervals = 6;

    // A longer list is read and copied with the statement; divisions are as fast as its search.
    private const int MostSearched = 1_000;

    /// <summary>The index of the interval of a time: −1 before the first bound, and the number of intervals after the last.</summary>
    public static StepFunction IndexOf(long[] bounds) => new(bounds, [.. Enumerable.Range(-1, bounds.Length + 1).Select(index => (long)index)]);

    /// <summary>How many bounds lie at or before a time.</summary>
    public static StepFunction Passed(long[] bounds) => new(bounds, [.. Enumerable.Range(0, bounds.Length + 1).Select(index => (long)index)]);

    /// <summary>The bounds of periods, in microseconds.</summary>
    public static long[] BoundsOf(ReportingPeriods periods) => BoundsOf(PeriodIndex.Over(periods).Bounds);

    /// <summary>Bounds in ticks, in microseconds.</summary>
    public static long[] BoundsOf(ReadOnlySpan<long> ticks)
    {
        var bounds = new long[ticks.Length];
        for (int i = 0; i < bounds.Length; i++)
        {
            bounds[i] = MicrosecondsOf(ticks[i]);
        }

        return bounds;
    }

    /// <summary>The first whole microsecond at or after an instant in ticks: times are whole microseconds, so the same of them lie before it.</summary>
    public static long MicrosecondsOf(long ticks) => (ticks / 10) + (ticks % 10 > 0 ? 1 : 0);

    public override string Of(TimeColumn time)
    {
        if (bounds.Length is 0 or > MostSearched || time.Passed(bounds) is not { } passed)
        {
            return base.Of(time);
        }

        bool risesByOne = true;
        for (int i = 0; i < bounds.Length; i++)
        {
            risesByOne &= values[i + 1] == values[i] + 1;
        }

        return risesByOne ? Plus(passed, values[0]) : time.Dialect.Element(values, passed);
    }

    protected override List<Branch> Branches(TimeColumn time)
    {
        var branches = new List<Branch> { new(long.MinValue, Number(values[0])) };
        for (int i = 0; i < bounds.Length;)
        {
            int end = i;
            if (i + 1 < bounds.Length)
            {
                long length = bounds[i + 1] - bounds[i];
                while (length > 0 && end + 1 < bounds.Length && bounds[end + 1] - bounds[end] == length && values[end + 1] == values[i + 1] + (end - i))
                {
                    end++;
                }

                if (end - i >= FewIntervals)
                {
                    branches.Add(new Branch(bounds[i], Plus(time.Dialect.WholeDivision(Plus(time.Microseconds, -bounds[i]), Number(length)), values[i + 1])));
                    i = end;
                    continue;
                }
            }

            if (i + 1 == bounds.Length || bounds[i + 1] > bounds[i])
            {
                branches.Add(new Branch(bounds[i], Number(values[i + 1])));
            }

            i++;
        }

        return branches;
    }
}
