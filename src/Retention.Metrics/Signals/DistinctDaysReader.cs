using NodaTime;

namespace Retention.Metrics.Signals;

/// <summary>Local days with an activity, or an order, in a window before each instant.</summary>
/// <remarks>
/// Days are counted in the segment of their first activity. A window that starts within a day has that day too where only later activities of
/// the day are in it: its first activity then continues a day that was counted before.
/// </remarks>
internal sealed class DistinctDaysReader<TKind> : ISignalReader
    where TKind : struct, IKindFilter
{
    // The number of days that begin is above this bit, which says whether the first activity of a segment continues a day.
    private const int Continues = 1, Begins = 2;

    private readonly CustomerFactRows rows;
    private readonly TKind kind;
    private readonly FactWindows windows;
    private readonly LocalDays localDays;
    private readonly bool startsWithinDays;

    public DistinctDaysReader(CustomerFactRows rows, SignalInstants instants, int days, TKind kind)
    {
        (this.rows, this.kind) = (rows, kind);
        windows = new FactWindows(instants, days, rows);
        localDays = rows.Days(instants.Zone);
        startsWithinDays = !Array.TrueForAll(windows.Starts, localDays.IsBetweenDays);
    }

    public int RowsOf(int customer) => rows.RowsOf(customer);

    public void Read(int customer, int first, Span<double> values)
    {
        if (!windows.Known(customer, first, values, out WindowRun run))
        {
            return;
        }

        using var room = new Scratch<int>(stackalloc int[Scratch.OnStack(run.Segments + 1)], run.Segments + 1);
        CountDays(run, room.Span);
        Read(run, room.Span, values[(run.First - first)..]);
    }

    private void CountDays(in WindowRun run, Span<int> found)
    {
        ReadOnlySpan<long> time = rows.Time.AsSpan(run.Row, run.EndRow - run.Row);
        var dayOf = new LocalDays.Lookup(localDays);
        var segmentOf = new PeriodIndex.Lookup(windows.Segments);
        TKind filter = kind;
        int lastDay = -1;

        // Rows are fewer than 2^31.
        unchecked
        {
            for (int i = 0; i < time.Length; i++)
            {
                bool keeps = filter.Keeps(run.Row + i);
                int day = dayOf.IndexOf(time[i]);
                ref int own = ref found[segmentOf.Of(time[i]) - run.FirstSegment];
                int adds = day != lastDay ? Begins : own == 0 ? Continues : 0;
                own += keeps ? adds : 0;
                lastDay = keeps ? day : lastDay;
            }
        }
    }

    private void Read(in WindowRun run, Span<int> found, Span<double> values)
    {
        ReadOnlySpan<int> startAt = windows.StartAt.AsSpan(run.First, values.Length), endAt = windows.EndAt.AsSpan(run.First, values.Length);
        values.Clear();
        for (int i = 0; startsWithinDays && i < values.Length; i++)
        {
            int segment = startAt[i] - run.FirstSegment, end = endAt[i] - run.FirstSegment;
            while (segment < end && found[segment] == 0)
            {
                segment++;
            }

            values[i] = segment < end ? found[segment] & Continues : 0;
        }

        // Rows are fewer than 2^31.
        unchecked
        {
            int before = 0;
            foreach (ref int days in found)
            {
                (days, before) = (before, before + (days / Begins));
            }

            for (int i = 0; i < values.Length; i++)
            {
                values[i] += found[endAt[i] - run.FirstSegment] - found[startAt[i] - run.FirstSegment];
            }
        }
    }
}
