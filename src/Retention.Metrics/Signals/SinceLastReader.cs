namespace Retention.Metrics.Signals;

/// <summary>Local days since the last activity, or order, before each instant.</summary>
internal sealed class SinceLastReader<TKind>(CustomerFactRows rows, SignalInstants instants, TKind kind) : ISignalReader
    where TKind : struct, IKindFilter
{
    private readonly long[] ends = instants.Ticks;
    private readonly int[] days = instants.Days();
    private readonly LocalDays localDays = rows.Days(instants.Zone);

    // Interval i is between two instants: what is in it is first known at the second.
    private readonly PeriodIndex between = new(instants.Count > 1 ? instants.Ticks : [instants.Ticks[0], instants.Ticks[0] + 1]);

    public int RowsOf(int customer) => rows.RowsOf(customer);

    public void Read(int customer, int first, Span<double> values)
    {
        int position = rows.Positions[customer];
        if (position < 0)
        {
            values.Fill(double.NaN);
            return;
        }

        using var room = new Scratch<int>(stackalloc int[Scratch.OnStack(values.Length)], values.Length);
        room.Span.Fill(-1);
        FindLast(position, first, room.Span);
        Read(first, room.Span, values);
    }

    /// <summary>Finds the last row of the customer between each instant and the one before; before the first instant, the last row of all.</summary>
    private void FindLast(int position, int first, Span<int> last)
    {
        ReadOnlySpan<long> time = rows.Time;
        TKind filter = kind;
        int begin = rows.Offsets[position], row = begin, end = rows.Offsets[position + 1];
        long start = ends[first], finish = ends[first + last.Length - 1];

        // Rows are fewer than 2^31.
        unchecked
        {
            while (row < end && time[row] < start)
            {
                row++;
            }

            while (end > row && time[end - 1] >= finish)
            {
                end--;
            }

            int before = row - 1;
            while (before >= begin && !filter.Keeps(before))
            {
                before--;
            }

            last[0] = before >= begin ? before : -1;
            var intervalOf = new PeriodIndex.Lookup(between);
            ReadOnlySpan<long> own = time[row..end];
            for (int i = 0; i < own.Length; i++)
            {
                ref int latest = ref last[intervalOf.Of(own[i]) + 1 - first];
                latest = filter.Keeps(row + i) ? row + i : latest;
            }
        }
    }

    private void Read(int first, ReadOnlySpan<int> last, Span<double> values)
    {
        ReadOnlySpan<long> time = rows.Time;
        ReadOnlySpan<int> days = this.days.AsSpan(first, values.Length);
        var dayOf = new LocalDays.Lookup(localDays);
        int row = -1, day = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (last[i] > row)
            {
                row = last[i];
                day = dayOf.NumberAt(dayOf.IndexOf(time[row]));
            }

            values[i] = row < 0 ? double.NaN : days[i] - day;
        }
    }
}
