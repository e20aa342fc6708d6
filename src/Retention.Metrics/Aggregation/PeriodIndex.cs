using System.Runtime.CompilerServices;
using NodaTime;

namespace Retention.Metrics.Aggregation;

/// <summary>Index of time intervals by instant: a table of buckets no longer than the shortest interval, then one comparison.</summary>
/// <remarks>One very short interval among long ones would make the table too large; then it is a binary search.</remarks>
internal sealed class PeriodIndex
{
    private const int MostBuckets = 1 << 20;

    private readonly long[] bounds;
    private readonly int[] buckets = [];
    private readonly int shift;

    /// <summary>Creates an index over the intervals between rising bounds.</summary>
    public PeriodIndex(long[] bounds)
    {
        this.bounds = bounds;
        long shortest = long.MaxValue;
        for (int i = 1; i < bounds.Length; i++)
        {
            shortest = Math.Min(shortest, bounds[i] - bounds[i - 1]);
        }

        shift = System.Numerics.BitOperations.Log2((ulong)shortest);
        long needed = ((bounds[^1] - bounds[0]) >> shift) + 1;
        if (needed > MostBuckets)
        {
            return;
        }

        buckets = new int[needed];
        int at = 0;
        for (int bucket = 0; bucket < buckets.Length; bucket++)
        {
            long first = bounds[0] + ((long)bucket << shift);
            while (at + 2 < bounds.Length && bounds[at + 1] <= first)
            {
                at++;
            }

            buckets[bucket] = at;
        }
    }

    /// <summary>The number of intervals.</summary>
    public int Count => bounds.Length - 1;

    /// <summary>The bounds: interval i is between bound i and bound i + 1.</summary>
    public ReadOnlySpan<long> Bounds => bounds;

    /// <summary>The interval of an instant, which must lie between the first and the last bound.</summary>
    public int Of(long ticks)
    {
        if (buckets.Length == 0)
        {
            return new Lookup(this).Of(ticks);
        }

        // A bucket is no longer than the shortest interval, so at most one bound lies inside it.
        int index = buckets[(ticks - bounds[0]) >> shift];
        return ticks >= bounds[index + 1] ? index + 1 : index;
    }

    /// <summary>An index over reporting periods.</summary>
    public static PeriodIndex Over(ReportingPeriods periods) => new([.. BoundsOf(periods)]);

    /// <summary>An index over the period before the first reporting period, which is interval 0, and the reporting periods.</summary>
    public static PeriodIndex OverWithPrevious(ReportingPeriods periods) => new([.. BoundsOf(periods).Prepend(Math.Min(periods.StartOfPrevious.ToUnixTimeTicks(), periods.Start.ToUnixTimeTicks() - 1))]);

    /// <summary>An index over the local days that hold all instants from one to another.</summary>
    public static PeriodIndex OverDays(DateTimeZone zone, Instant from, Instant to)
    {
        var bounds = new List<long>();
        long finish = to.ToUnixTimeTicks();
        for (LocalDate day = StartOfDay.DateAt(from, zone); bounds.Count == 0 || bounds[^1] <= finish; day = day.PlusDays(1))
        {
            // The first and the last day of the calendar may begin before, or end after, the first and the last instant there are.
            Instant bound = day == LocalDate.MinIsoValue ? from : StartOfDay.Of(day, zone).ToInstant();
            if (bounds.Count == 0 || bound.ToUnixTimeTicks() > bounds[^1])
            {
                bounds.Add(bound.ToUnixTimeTicks());
            }

            if (day == LocalDate.MaxIsoValue)
            {
                bounds.Add(Math.Max(bounds[^1], finish) + 1);
                break;
            }
        }

        return new PeriodIndex([.. bounds]);
    }

    /// <summary>How many local days a period has; a day that lies in it in part counts.</summary>
    public static int DaysOf(ReportingPeriod period) => OverDays(period.LocalStart.Zone, period.Start, period.End - Duration.FromTicks(1)).Count;

    private static IEnumerable<long> BoundsOf(ReportingPeriods periods) => periods.Select(period => period.End.ToUnixTimeTicks()).Prepend(periods.Start.ToUnixTimeTicks());

    /// <summary>The same index for a long loop: its parts stay in registers, whatever the loop writes to.</summary>
    public readonly ref struct Lookup(PeriodIndex index)
    {
        private readonly ReadOnlySpan<long> bounds = index.bounds;
        private readonly ReadOnlySpan<long> ends = index.bounds.AsSpan(1);
        private readonly ReadOnlySpan<int> buckets = index.buckets;
        private readonly long start = index.bounds[0];
        private readonly int shift = index.shift;

        /// <inheritdoc cref="PeriodIndex.Of"/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Of(long ticks)
        {
            if (buckets.IsEmpty)
            {
                return Search(ticks);
            }

            // Which side of the bound inside a bucket an instant falls on cannot be predicted, so it is added and not branched on. Ticks do not lie
            // before the start, and the table is short: nothing can overflow.
            unchecked
            {
                int at = buckets[(int)((ticks - start) >> shift)];
                return at + (ticks >= ends[at] ? 1 : 0);
            }
        }

        private int Search(long ticks)
        {
            int found = bounds.BinarySearch(ticks);
            return found >= 0 ? found : ~found - 1;
        }
    }
}
