namespace Retention.Metrics;

/// <summary>Orders and a partition of their customers: every answer about them is given for each segment.</summary>
/// <remarks><para><b>Cost:</b> one look-up a customer, once for a book of orders and a segmentation.</para></remarks>
/// <example><code>
/// BySegment&lt;OrderMetrics&gt; byCountry = book.By(Segmentation.By(customers, "country")).Metrics(january);
/// byCountry[new Segment("DE")][0].Orders; // 2
/// </code></example>
public sealed class SegmentedOrders
{
    internal SegmentedOrders(OrderTimeline orders, Segmentation segmentation)
    {
        Orders = orders;
        Segmentation = segmentation;
        Segments = segmentation.Over(orders);
    }

    /// <summary>The orders.</summary>
    public OrderTimeline Orders { get; }

    /// <summary>The partition of their customers.</summary>
    public Segmentation Segmentation { get; }

    /// <summary>The segment of each customer with an order.</summary>
    internal SegmentColumn Segments { get; }

    /// <summary>Runs a plan with one answer for each segment.</summary>
    internal BySegment<TAnswer> Run<TAnswer>(Func<AggregatePlan<OrderColumns>, Planned<TAnswer[]>> plan, ExecutionOptions? execution, Func<TAnswer, TAnswer, TAnswer> merge)
        where TAnswer : class, IEquatable<TAnswer> =>
        SegmentAnswers.Of(Segments, Orders.Columns.Run(plan, execution ?? ExecutionOptions.Default), merge);
}
