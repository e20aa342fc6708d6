namespace Retention.Metrics;

/// <summary>A timeline or a history and a partition of its customers: every answer about it is given for each segment.</summary>
/// <remarks><para><b>Cost:</b> one look-up for each customer, once for a timeline and a segmentation.</para></remarks>
/// <example><code>
/// BySegment&lt;RollForward&gt; byPlan = timeline.By(Segmentation.By(customers, "plan")).RollForward(march);
/// byPlan[new Segment("pro")][0].ClosingMrr.Monthly; // 120.00 EUR
/// </code></example>
/// <typeparam name="TTimeline">What has customers: <see cref="RevenueTimeline"/>, <see cref="OrderTimeline"/>, <see cref="SubscriptionHistory"/> and what is made of them.</typeparam>
public sealed class Segmented<TTimeline>
    where TTimeline : class
{
    internal Segmented(TTimeline timeline, Segmentation segmentation, SegmentColumn segments)
    {
        Timeline = timeline;
        Segmentation = segmentation;
        Segments = segments;
    }

    /// <summary>What is divided.</summary>
    public TTimeline Timeline { get; }

    /// <summary>The partition of its customers.</summary>
    public Segmentation Segmentation { get; }

    /// <summary>The segment of each customer of the timeline.</summary>
    internal SegmentColumn Segments { get; }

    /// <summary>The position of a customer's segment.</summary>
    internal int NumberOf(CustomerId customer) => Array.BinarySearch(Segments.Segments, Segmentation.Of(customer));

    /// <summary>Puts one answer beside each segment.</summary>
    internal BySegment<TAnswer> Answer<TAnswer>(TAnswer[] answers, Func<TAnswer, TAnswer, TAnswer> merge)
        where TAnswer : class, IEquatable<TAnswer> =>
        SegmentAnswers.Of(Segments, answers, merge);

    /// <summary>Runs a plan with one answer for each segment over the columns of the timeline.</summary>
    internal BySegment<TAnswer> Run<TColumns, TAnswer>(
        IColumnSource<TColumns> columns, Func<AggregatePlan<TColumns>, Planned<TAnswer[]>> plan, ExecutionOptions? execution, Func<TAnswer, TAnswer, TAnswer> merge)
        where TAnswer : class, IEquatable<TAnswer> =>
        Answer(columns.Run(plan, execution ?? ExecutionOptions.Default), merge);

    /// <summary>What is split, and by what.</summary>
    public override string ToString() => FormattableString.Invariant($"{Timeline} in {Segmentation}");
}
