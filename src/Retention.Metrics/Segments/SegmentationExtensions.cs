namespace Retention.Metrics;

/// <summary>Divides timelines by segment.</summary>
public static class SegmentationExtensions
{
    /// <summary>Divides the customers of a timeline into segments; every answer about the result is given for each segment.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="segmentation">The segments.</param>
    public static Segmented<RevenueTimeline> By(this RevenueTimeline timeline, Segmentation segmentation)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(segmentation);
        return new Segmented<RevenueTimeline>(timeline, segmentation, segmentation.Over(timeline));
    }

    /// <summary>Divides the customers of an order timeline into segments; every answer about the result is given for each segment.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="segmentation">The segments.</param>
    public static Segmented<OrderTimeline> By(this OrderTimeline orders, Segmentation segmentation)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(segmentation);
        return new Segmented<OrderTimeline>(orders, segmentation, segmentation.Over(orders));
    }
}
