using NodaTime;

namespace Retention.Metrics;

/// <summary>The customers who pay most.</summary>
public static class ConcentrationExtensions
{
    /// <summary>Finds the customers who pay most at an instant, and the share of the recurring revenue they hold.</summary>
    /// <inheritdoc cref="RevenueConcentration" path="/remarks"/>
    /// <param name="timeline">The timeline.</param>
    /// <param name="instant">When; the end of a period for its closing MRR.</param>
    /// <param name="largest">How many customers, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="largest"/> is below 1.</exception>
    public static RevenueConcentration ConcentrationAt(this RevenueTimeline timeline, Instant instant, int largest)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return Find(timeline, instant, largest, segments: 1, static _ => 0)[0];
    }

    /// <summary>Finds the customers of each segment who pay most at an instant, and the share of the segment's recurring revenue they hold.</summary>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="instant">When; the end of a period for its closing MRR.</param>
    /// <param name="largest">How many customers of each segment, and of all, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="largest"/> is below 1.</exception>
    public static BySegment<RevenueConcentration> ConcentrationAt(this Segmented<RevenueTimeline> timeline, Instant instant, int largest)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        int[] segmentOf = timeline.Segments.SegmentOf;
        return timeline.Answer(Find(timeline.Timeline, instant, largest, timeline.Segments.Segments.Length, customer => segmentOf[customer]), static (left, right) => left.Merge(right));
    }

    private static RevenueConcentration[] Find(RevenueTimeline timeline, Instant instant, int largest, int segments, Func<int, int> segmentOf)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, 1);
        long ticks = instant.ToUnixTimeTicks();
        LargestCustomers[] found = [.. Enumerable.Range(0, segments).Select(_ => new LargestCustomers(timeline, largest))];
        for (int customer = 0; customer < timeline.CustomerCount; customer++)
        {
            if (timeline.Columns.LevelAt(customer, ticks) is > 0 and var level)
            {
                found[segmentOf(customer)].Add(customer, level);
            }
        }

        return Array.ConvertAll(found, one => one.ToAnswer(instant));
    }
}
