namespace Retention.Metrics.Signals;

/// <summary>Local days since the last activity before each instant.</summary>
internal sealed class SinceLastReader(ActivityTimeline activities, int[] positions, SignalInstants instants, int? kind) : ISignalReader
{
    private readonly ActivityColumns columns = activities.Columns;
    private readonly long[] ends = instants.Ticks;
    private readonly int[] days = instants.Days();
    private readonly LocalDays localDays = ActivityDays.Of(activities, instants.Zone);

    public int RowsOf(int customer) => columns.RowsOf(positions[customer]);

    public void Read(int customer, ReadOnlySpan<bool> wanted, Span<double> values)
    {
        int position = positions[customer];
        int row = position < 0 ? 0 : columns.Offsets[position], end = position < 0 ? 0 : columns.Offsets[position + 1], last = -1, read = -1, lastDay = 0;
        ReadOnlySpan<long> time = columns.Time, ends = this.ends;
        KindColumn kinds = columns.Kind;
        bool all = kind is null;
        int own = kind ?? 0;

        // Rows are fewer than 2^31.
        unchecked
        {
            for (int i = 0; i < values.Length; i++)
            {
                for (; row < end && time[row] < ends[i]; row++)
                {
                    last = all || kinds[row] == own ? row : last;
                }

                if (last != read)
                {
                    (read, lastDay) = (last, localDays.Of(time[last]));
                }

                values[i] = last < 0 ? double.NaN : days[i] - lastDay;
            }
        }
    }
}
