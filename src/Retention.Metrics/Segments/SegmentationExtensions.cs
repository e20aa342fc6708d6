namespace Retention.Metrics;

/// <summary>Divides timelines and histories by segment.</summary>
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

    /// <summary>Divides the customers of a timeline of activities into segments; every answer about the result is given for each segment.</summary>
    /// <param name="activities">The activities.</param>
    /// <param name="segmentation">The segments.</param>
    public static Segmented<ActivityTimeline> By(this ActivityTimeline activities, Segmentation segmentation)
    {
        ArgumentNullException.ThrowIfNull(activities);
        ArgumentNullException.ThrowIfNull(segmentation);
        return new Segmented<ActivityTimeline>(activities, segmentation, segmentation.Over(activities));
    }

    /// <summary>Divides the customers of a timeline of responses into segments; every answer about the result is given for each segment.</summary>
    /// <param name="responses">The responses.</param>
    /// <param name="segmentation">The segments.</param>
    public static Segmented<SurveyTimeline> By(this SurveyTimeline responses, Segmentation segmentation)
    {
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentNullException.ThrowIfNull(segmentation);
        return new Segmented<SurveyTimeline>(responses, segmentation, segmentation.Over(responses));
    }

    /// <summary>Divides the customers of a history into segments, for the answers that are read from its subscriptions: trials and failed payments.</summary>
    /// <param name="history">The history.</param>
    /// <param name="segmentation">The segments.</param>
    public static Segmented<SubscriptionHistory> By(this SubscriptionHistory history, Segmentation segmentation)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(segmentation);
        return new Segmented<SubscriptionHistory>(history, segmentation, segmentation.Over(history));
    }
}
