using NodaTime;

namespace Retention.Metrics.Signals;

/// <summary>Local days with an activity in a window before each instant.</summary>
internal sealed class DistinctDaysReader(ActivityTimeline activities, int[] positions, SignalInstants instants, int days, int? kind) : ISignalReader
{
    private readonly ActivityColumns columns = activities.Columns;
    private readonly long[] ends = instants.Ticks;
    private readonly long[] starts = instants.DaysBefore(days);
    private readonly LocalDays localDays = ActivityDays.Of(activities, instants.Zone);

    public void Read(int customer, ReadOnlySpan<bool> wanted, Span<double> values)
    {
        int position = positions[customer];
        if (position < 0)
        {
            values.Fill(double.NaN);
            return;
        }

        var dayOf = new LocalDays.Lookup(localDays);
        ReadOnlySpan<long> time = columns.Time;
        int first = columns.Offsets[position], end = columns.Offsets[position + 1], low = first, high = first, distinct = 0, lastDay = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (; high < end && time[high] < ends[i]; high++)
            {
                if (Counts(high))
                {
                    int day = dayOf.IndexOf(time[high]);
                    distinct += distinct == 0 || day != lastDay ? 1 : 0;
                    lastDay = day;
                }
            }

            low = NextThatCounts(low, high);
            while (low < high && time[low] < starts[i])
            {
                int left = dayOf.IndexOf(time[low]);
                low = NextThatCounts(low + 1, high);
                distinct -= low == high || dayOf.IndexOf(time[low]) != left ? 1 : 0;
            }

            values[i] = high == first ? double.NaN : distinct;
        }
    }

    private bool Counts(int row) => kind is not { } own || columns.Kind[row] == own;

    private int NextThatCounts(int row, int end)
    {
        while (row < end && !Counts(row))
        {
            row++;
        }

        return row;
    }
}

/// <summary>The local days of all activities.</summary>
internal static class ActivityDays
{
    public static LocalDays Of(ActivityTimeline activities, DateTimeZone zone) =>
        new(zone, activities.FirstActivity ?? default, activities.LastActivity ?? default);
}
