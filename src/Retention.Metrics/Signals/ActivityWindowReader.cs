namespace Retention.Metrics.Signals;

/// <summary>What one activity adds to a sum.</summary>
internal interface IActivityAmount
{
    long Of(int row);
}

/// <summary>Each activity counts one.</summary>
internal readonly struct UnitAmount : IActivityAmount
{
    public long Of(int row) => 1;
}

/// <summary>Each activity counts its quantity.</summary>
internal readonly struct QuantityAmount(long[] quantity) : IActivityAmount
{
    public long Of(int row) => quantity[row];
}

/// <summary>Sums over a window before each instant. Instants and windows rise, so both ends of the window move over the rows once.</summary>
internal sealed class ActivityWindowReader<TAmount>(ActivityTimeline activities, int[] positions, SignalInstants instants, int days, int? kind, TAmount amount) : ISignalReader
    where TAmount : struct, IActivityAmount
{
    private readonly ActivityColumns columns = activities.Columns;
    private readonly long[] ends = instants.Ticks;
    private readonly long[] starts = instants.DaysBefore(days);

    public int RowsOf(int customer) => columns.RowsOf(positions[customer]);

    public void Read(int customer, ReadOnlySpan<bool> wanted, Span<double> values)
    {
        int position = positions[customer];
        if (position < 0)
        {
            values.Fill(double.NaN);
            return;
        }

        ReadOnlySpan<long> time = columns.Time, ends = this.ends, starts = this.starts;
        int first = columns.Offsets[position], end = columns.Offsets[position + 1], low = first, high = first;
        KindColumn kinds = columns.Kind;
        bool all = kind is null;
        int own = kind ?? 0;
        long sum = 0;

        // Rows are fewer than 2^31; sums are checked where they are made.
        unchecked
        {
            for (int i = 0; i < values.Length; i++)
            {
                for (; high < end && time[high] < ends[i]; high++)
                {
                    sum = checked(sum + (all || kinds[high] == own ? amount.Of(high) : 0));
                }

                for (; low < high && time[low] < starts[i]; low++)
                {
                    sum -= all || kinds[low] == own ? amount.Of(low) : 0;
                }

                values[i] = high == first ? double.NaN : sum;
            }
        }
    }
}
