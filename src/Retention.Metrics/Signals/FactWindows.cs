namespace Retention.Metrics.Signals;

/// <summary>Windows before rising instants, cut at the ends of all of them: each row is in one segment, and each window is some adjacent segments.</summary>
internal sealed class FactWindows
{
    private readonly CustomerFactRows rows;

    /// <summary>Cuts the windows.</summary>
    /// <param name="instants">The instants, at which the windows end.</param>
    /// <param name="days">The length of the windows.</param>
    /// <param name="rows">The rows: a window that starts before the first of all starts with it.</param>
    public FactWindows(SignalInstants instants, int days, CustomerFactRows rows)
    {
        this.rows = rows;
        Ends = instants.Ticks;
        Starts = [.. instants.DaysBefore(days).Zip(Ends, (start, end) => Math.Max(start, Math.Min(rows.Earliest, end)))];
        long[] cuts = [.. Starts.Concat(Ends).Distinct().Order()];
        StartAt = Array.ConvertAll(Starts, start => Array.BinarySearch(cuts, start));
        EndAt = Array.ConvertAll(Ends, end => Array.BinarySearch(cuts, end));

        // One instant before every row has an empty window: an index needs an interval.
        Segments = new PeriodIndex(cuts.Length > 1 ? cuts : [cuts[0], cuts[0] + 1]);
    }

    /// <summary>When each window starts.</summary>
    public long[] Starts { get; }

    /// <summary>When each window ends.</summary>
    public long[] Ends { get; }

    /// <summary>The first segment of each window.</summary>
    public int[] StartAt { get; }

    /// <summary>The segment after the last one of each window.</summary>
    public int[] EndAt { get; }

    /// <summary>The segments.</summary>
    public PeriodIndex Segments { get; }

    /// <summary>Finds what is read of one customer: from the first window at the start of which something is known of them.</summary>
    /// <param name="customer">The position of the customer in the timeline.</param>
    /// <param name="first">The first window that is asked for.</param>
    /// <param name="values">The values of the windows from that one; set to <see cref="double.NaN"/> where nothing is known.</param>
    /// <param name="run">The windows and their rows.</param>
    /// <returns>Whether there is a window to read.</returns>
    public bool Known(int customer, int first, Span<double> values, out WindowRun run)
    {
        run = default;
        int position = rows.Positions[customer];
        if (position < 0)
        {
            values.Fill(double.NaN);
            return false;
        }

        int row = rows.Offsets[position], end = rows.Offsets[position + 1], known = first, last = first + values.Length;
        ReadOnlySpan<long> time = rows.Time;
        while (known < last && (row == end || time[row] >= Ends[known]))
        {
            values[known++ - first] = double.NaN;
        }

        if (known == last)
        {
            return false;
        }

        // Rows are fewer than 2^31.
        unchecked
        {
            for (long start = Starts[known]; row < end && time[row] < start; row++)
            {
            }

            for (long finish = Ends[last - 1]; end > row && time[end - 1] >= finish; end--)
            {
            }
        }

        run = new WindowRun(known, row, end, StartAt[known], EndAt[last - 1] - StartAt[known]);
        return true;
    }
}

/// <summary>Adjacent windows of one customer.</summary>
/// <param name="First">The first window.</param>
/// <param name="Row">The first row in any of them.</param>
/// <param name="EndRow">The row after the last one.</param>
/// <param name="FirstSegment">The first segment.</param>
/// <param name="Segments">How many segments they have.</param>
internal readonly record struct WindowRun(int First, int Row, int EndRow, int FirstSegment, int Segments);
