using NodaTime;

namespace Retention.Metrics;

/// <summary>Each customer's recurring revenue over time, in one currency: the columns every revenue figure is read from.</summary>
/// <remarks>
/// <para>Customers stand one after another, each with the instants at which their total changes and the total after each: 16 bytes a change.
/// A total at an instant holds until the next. What happens at one instant counts together.</para>
/// <para><b>Cost:</b> building sorts what is not sorted; every figure afterwards is one pass over the columns.</para>
/// </remarks>
/// <example><code>
/// var ada = Subscription.Of("ada");
/// SubscriptionHistory history = [ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
/// RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
/// timeline.MrrAt(Instant.FromUtc(2026, 2, 1, 0, 0)).Monthly; // 49.00 EUR
/// </code></example>
public sealed partial class RevenueTimeline
{
    private readonly ICustomerNames names;

    private RevenueTimeline(Currency currency, RevenueRuns runs, ICustomerNames names, MetricPolicy policy, SubscriptionHistory? history)
    {
        Currency = currency;
        Runs = runs;
        this.names = names;
        Policy = policy;
        History = history;
    }

    /// <summary>The policy under which the timeline was built, and is read unless another is given.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The one currency of the timeline.</summary>
    public Currency Currency { get; }

    /// <summary>How many customers there are, those who never paid included.</summary>
    public int CustomerCount => Runs.Customers;

    /// <summary>How many changes of a customer's total there are.</summary>
    public int ChangeCount => Runs.Count;

    /// <summary>The instant of the first change of all, or <see langword="null"/> where nobody ever paid.</summary>
    public Instant? FirstChange => ChangeCount == 0 ? null : Instant.FromUnixTimeTicks(Columns.Time.Min());

    /// <summary>The instant of the last change of all, or <see langword="null"/> where nobody ever paid.</summary>
    public Instant? LastChange => ChangeCount == 0 ? null : Instant.FromUnixTimeTicks(Columns.Time.Max());

    /// <summary>The columns, and newer rows beside them.</summary>
    internal RevenueRuns Runs { get; }

    /// <summary>All columns in one.</summary>
    internal RevenueColumns Columns => Runs.Merged;

    /// <summary>The recurring revenue of all customers at an instant: after everything before it, without what happens at it.</summary>
    public RecurringRevenue MrrAt(Instant instant)
    {
        long ticks = instant.ToUnixTimeTicks();
        Int128 total = 0;
        for (int customer = 0; customer < CustomerCount; customer++)
        {
            total += Columns.LevelAt(customer, ticks);
        }

        return new RecurringRevenue(total, Currency);
    }

    /// <summary>Sums up the MRR movements of each period.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">How movements are netted and churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself, or sees another revenue than the one the timeline was built under.</exception>
    public RollForward RollForward(ReportingPeriods periods, MetricPolicy? policy = null, Execution? execution = null) =>
        Runs.Ask(new RollForwardQuestion(this, periods, segments: null, PolicyToRead(policy)), execution ?? Execution.Default)[0];

    /// <summary>Sums up the MRR movements of each period, for each segment; the segments pool to the whole.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="segmentation">The segments.</param>
    /// <param name="policy">How movements are netted and churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself, or sees another revenue than the one the timeline was built under.</exception>
    public BySegment<RollForward> RollForward(ReportingPeriods periods, Segmentation segmentation, MetricPolicy? policy = null, Execution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(segmentation);
        SegmentColumn segments = segmentation.Over(this);
        return BySegment.Of(segments, Runs.Ask(new RollForwardQuestion(this, periods, segments, PolicyToRead(policy)), execution ?? Execution.Default), static (left, right) => left.Merge(right));
    }

    /// <summary>Computes retention over the twelve months up to the end of each period.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">How churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    public TrailingRetention TrailingYear(ReportingPeriods periods, MetricPolicy? policy = null, Execution? execution = null) =>
        Runs.Ask(new TrailingQuestion(this, periods, Period.FromYears(1), PolicyToRead(policy)), execution ?? Execution.Default);

    /// <summary>Computes retention over so many local days up to the end of each period: 30 for a rolling month.</summary>
    /// <param name="periods">The periods; with days, a rolling rate for every day.</param>
    /// <param name="days">How many days, 1 to 36,500.</param>
    /// <param name="policy">How churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    public TrailingRetention TrailingDays(ReportingPeriods periods, int days, MetricPolicy? policy = null, Execution? execution = null) =>
        days is >= 1 and <= 36_500
            ? Runs.Ask(new TrailingQuestion(this, periods, Period.FromDays(days), PolicyToRead(policy)), execution ?? Execution.Default)
            : throw new ArgumentOutOfRangeException(nameof(days), days, "1 to 36,500 days.");

    /// <summary>The events behind the timeline, where it was built from events.</summary>
    internal SubscriptionHistory? History { get; }

    /// <summary>The policy of a reading, refused where it would need another timeline.</summary>
    internal MetricPolicy PolicyToRead(MetricPolicy? policy)
    {
        policy ??= Policy;
        return History is null || policy.SeesSameRevenue(Policy)
            ? policy.RequireConsistent()
            : throw new ArgumentException("The policy sees other revenue (discounts, pauses, free plans, past due, cancellation or factors) than the one this timeline was built under; build a timeline with it.", nameof(policy));
    }

    /// <summary>The customer at a position of the columns.</summary>
    internal CustomerId CustomerAt(int index) => names.NameOf(index);
}
