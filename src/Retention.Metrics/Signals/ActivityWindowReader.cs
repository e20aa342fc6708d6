namespace Retention.Metrics.Signals;

/// <summary>What one activity adds to a sum.</summary>
internal interface IActivityAmount
{
    /// <summary>The largest amount of all activities.</summary>
    long Largest { get; }

    long Of(int row);
}

/// <summary>Each activity counts one.</summary>
internal readonly struct UnitAmount : IActivityAmount
{
    public long Largest => 1;

    public long Of(int row) => 1;
}

/// <summary>Each activity counts its quantity.</summary>
internal readonly struct QuantityAmount(long[] quantity, long largest) : IActivityAmount
{
    public long Largest => largest;

    public long Of(int row) => quantity[row];
}

/// <summary>Sums over a window before each instant: a row is added to its segment without a branch, and a window is the difference of two sums over segments.</summary>
internal sealed class ActivityWindowReader<TKind, TAmount>(CustomerFactRows rows, SignalInstants instants, int days, TKind kind, TAmount amount) : ISignalReader
    where TKind : struct, IKindFilter
    where TAmount : struct, IActivityAmount
{
    private readonly FactWindows windows = new(instants, days, rows);

    public int RowsOf(int customer) => rows.RowsOf(customer);

    public void Read(int customer, int first, Span<double> values)
    {
        if (!windows.Known(customer, first, values, out WindowRun run))
        {
            return;
        }

        Span<double> known = values[(run.First - first)..];
        if (amount.Largest > long.MaxValue / (run.EndRow - run.Row + 1L))
        {
            ReadChecked(run, known);
            return;
        }

        using var room = new Scratch<long>(stackalloc long[Scratch.OnStack(run.Segments + 1)], run.Segments + 1);
        Read(run, room.Span, known);
    }

    private void Read(in WindowRun run, Span<long> sums, Span<double> values)
    {
        ReadOnlySpan<long> time = rows.Time.AsSpan(run.Row, run.EndRow - run.Row);
        var segmentOf = new PeriodIndex.Lookup(windows.Segments);
        TKind filter = kind;
        TAmount amounts = amount;
        int firstRow = run.Row, firstSegment = run.FirstSegment;

        // The amounts of all rows together are below 2^63.
        unchecked
        {
            for (int i = 0; i < time.Length; i++)
            {
                long one = amounts.Of(firstRow + i);
                sums[segmentOf.Of(time[i]) - firstSegment] += filter.Keeps(firstRow + i) ? one : 0;
            }

            long before = 0;
            foreach (ref long sum in sums)
            {
                (sum, before) = (before, before + sum);
            }

            ReadOnlySpan<int> startAt = windows.StartAt.AsSpan(run.First, values.Length), endAt = windows.EndAt.AsSpan(run.First, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = sums[endAt[i] - firstSegment] - sums[startAt[i] - firstSegment];
            }
        }
    }

    /// <summary>Reads where the amounts of all windows together may pass 2^63, though those of one do not.</summary>
    /// <exception cref="OverflowException">The amounts of one window pass it.</exception>
    private void ReadChecked(in WindowRun run, Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            long sum = 0, start = windows.Starts[run.First + i], end = windows.Ends[run.First + i];
            for (int row = run.Row; row < run.EndRow; row++)
            {
                sum += rows.Time[row] >= start && rows.Time[row] < end && kind.Keeps(row) ? amount.Of(row) : 0;
            }

            values[i] = sum;
        }
    }
}
