namespace Retention.Metrics;

/// <summary>A timeline and a partition of its customers: every answer about it is given for each segment.</summary>
/// <remarks><para><b>Cost:</b> one look-up a customer, once for a timeline and a segmentation.</para></remarks>
/// <example><code>
/// BySegment&lt;RollForward&gt; byPlan = timeline.By(Segmentation.By(customers, "plan")).RollForward(march);
/// byPlan[new Segment("pro")][0].ClosingMrr.Monthly; // 120.00 EUR
/// </code></example>
public sealed class SegmentedTimeline
{
    internal SegmentedTimeline(RevenueTimeline timeline, Segmentation segmentation)
    {
        Timeline = timeline;
        Segmentation = segmentation;
        Segments = segmentation.Over(timeline);
    }

    /// <summary>The timeline.</summary>
    public RevenueTimeline Timeline { get; }

    /// <summary>The partition of its customers.</summary>
    public Segmentation Segmentation { get; }

    /// <summary>The segment of each customer of the timeline.</summary>
    internal SegmentColumn Segments { get; }

    /// <summary>Runs a plan with one answer for each segment.</summary>
    internal BySegment<TAnswer> Run<TAnswer>(Func<AggregatePlan<RevenueColumns>, Planned<TAnswer[]>> plan, ExecutionOptions? execution, Func<TAnswer, TAnswer, TAnswer> merge)
        where TAnswer : class, IEquatable<TAnswer> =>
        SegmentAnswers.Of(Segments, Timeline.Layers.Run(plan, execution ?? ExecutionOptions.Default), merge);
}
