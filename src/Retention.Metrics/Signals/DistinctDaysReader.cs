using NodaTime;

namespace Retention.Metrics.Signals;

/// <summary>Local days with an activity in a window before each instant.</summary>
internal sealed class DistinctDaysReader(ActivityTimeline activities, int[] positions, SignalInstants instants, int days, int? kind) : ISignalReader
{
    private readonly ActivityColumns columns = activities.Columns;
    private readonly long[] ends = instants.Ticks;
    private readonly long[] starts = instants.DaysBefore(days);
    private readonly LocalDays localDays = ActivityDays.Of(activities, instants.Zone);

    public int RowsOf(int customer) => columns.RowsOf(positions[customer]);

    public void Read(int customer, ReadOnlySpan<bool> wanted, Span<double> values)
    {
        int position = positions[customer];
        if (position < 0)
        {
            values.Fill(double.NaN);
            return;
        }

        var dayOf = new LocalDays.Lookup(localDays);
        ReadOnlySpan<long> time = columns.Time, ends = this.ends, starts = this.starts;
        KindColumn kinds = columns.Kind;
        bool all = kind is null;
        int own = kind ?? 0, first = columns.Offsets[position], end = columns.Offsets[position + 1], low = first, high = first, distinct = 0, lowDay = 0, lastDay = 0;

        // Rows are fewer than 2^31.
        unchecked
        {
            for (int i = 0; i < values.Length; i++)
            {
                for (; high < end && time[high] < ends[i]; high++)
                {
                    if (all || kinds[high] == own)
                    {
                        int day = dayOf.IndexOf(time[high]);
                        (low, lowDay) = distinct == 0 ? (high, day) : (low, lowDay);
                        distinct += distinct == 0 || day != lastDay ? 1 : 0;
                        lastDay = day;
                    }
                }

                // While there is a day, the lower end is at a row that counts; the day leaves with its last row.
                while (distinct > 0 && time[low] < starts[i])
                {
                    do
                    {
                        low++;
                    }
                    while (low < high && !all && kinds[low] != own);
                    int day = low < high ? dayOf.IndexOf(time[low]) : -1;
                    distinct -= day != lowDay ? 1 : 0;
                    lowDay = day;
                }

                values[i] = high == first ? double.NaN : distinct;
            }
        }
    }
}

/// <summary>What readers of activities share.</summary>
internal static class ActivityDays
{
    /// <summary>How many activities a customer has; 0 at no position.</summary>
    public static int RowsOf(this ActivityColumns columns, int position) => position < 0 ? 0 : columns.Offsets[position + 1] - columns.Offsets[position];

    /// <summary>The local days of all activities.</summary>
    public static LocalDays Of(ActivityTimeline activities, DateTimeZone zone) =>
        new(zone, activities.FirstActivity ?? default, activities.LastActivity ?? default);
}
