using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>Holds a metric of your own to the laws that the library's own metrics obey.</summary>
/// <remarks>
/// A metric gives one value for each period: a <see cref="Ratio"/>, <see cref="AverageMoney"/>, <see cref="Money"/>, a number, anything with equality. Each law is tried at once, on
/// random facts, and throws a <see cref="LawBrokenException"/> with the smallest facts found that break it. Which laws a metric ought to obey is yours to
/// say: a count scales with no currency, and revenue per customer does not pool to a sum.
/// </remarks>
/// <example><code>
/// MetricLaws.OfTimeline((timeline, periods) =&gt; timeline.RollForward(periods).Select(row =&gt; row.NetRevenueRetention))
///     .IgnoresOrderOfInput()
///     .IgnoresNewCustomers()
///     .IgnoresScaleOfCurrency()
///     .PoolsOverCustomers()
///     .StaysWithin(0m, null)
///     .FallsWhenACustomerLeaves();
/// </code></example>
public static class MetricLaws
{
    private static readonly LevelPopulation Levels = new();
    private static readonly EventPopulation Events = new();
    private static readonly OrderPopulation OrderRows = new();

    /// <summary>A metric of what each customer pays over time.</summary>
    /// <typeparam name="TValue">What the metric gives for a period.</typeparam>
    /// <param name="metric">The metric: one value for each period.</param>
    /// <param name="settings">How many cases, and which; the default settings if left out.</param>
    public static MetricLaws<Func<RevenueTimeline, ReportingPeriods, IEnumerable<TValue>>, TValue> OfTimeline<TValue>(
        Func<RevenueTimeline, ReportingPeriods, IEnumerable<TValue>> metric, LawSettings? settings = null) =>
        Over(Levels, metric, (one, rows, periods) => one(RevenueTimeline.FromLevels(rows), periods), settings);

    /// <summary>A metric of what each customer pays at the start and at the end of a period, one pair for each customer; it may be 0 at both.</summary>
    /// <typeparam name="TValue">What the metric gives.</typeparam>
    /// <param name="metric">The metric.</param>
    /// <param name="settings">How many cases, and which; the default settings if left out.</param>
    public static MetricLaws<Func<IReadOnlyList<(decimal Opening, decimal Closing)>, TValue>, TValue> OfOpeningAndClosing<TValue>(
        Func<IReadOnlyList<(decimal Opening, decimal Closing)>, TValue> metric, LawSettings? settings = null) =>
        Over(Levels, metric, (one, rows, periods) => periods.Select(period => one(LevelPopulation.OpeningsAndClosings(rows, period))), settings);

    /// <summary>A metric of subscription events; they are valid, and in any order.</summary>
    /// <typeparam name="TValue">What the metric gives for a period.</typeparam>
    /// <param name="metric">The metric: one value for each period.</param>
    /// <param name="settings">How many cases, and which; the default settings if left out.</param>
    public static MetricLaws<Func<IReadOnlyList<SubscriptionEvent>, ReportingPeriods, IEnumerable<TValue>>, TValue> OfEvents<TValue>(
        Func<IReadOnlyList<SubscriptionEvent>, ReportingPeriods, IEnumerable<TValue>> metric, LawSettings? settings = null) =>
        Over(Events, metric, (one, rows, periods) => one(rows, periods), settings);

    /// <summary>A metric of the orders that count.</summary>
    /// <typeparam name="TValue">What the metric gives for a period.</typeparam>
    /// <param name="metric">The metric: one value for each period.</param>
    /// <param name="settings">How many cases, and which; the default settings if left out.</param>
    public static MetricLaws<Func<OrderTimeline, ReportingPeriods, IEnumerable<TValue>>, TValue> OfOrderTimeline<TValue>(
        Func<OrderTimeline, ReportingPeriods, IEnumerable<TValue>> metric, LawSettings? settings = null) =>
        Over(OrderRows, metric, (one, rows, periods) => one(OrderPopulation.TimelineOf(rows), periods), settings);

    /// <summary>A metric of orders, cancelled and refunded ones among them; they are valid, and in any order.</summary>
    /// <typeparam name="TValue">What the metric gives for a period.</typeparam>
    /// <param name="metric">The metric: one value for each period.</param>
    /// <param name="settings">How many cases, and which; the default settings if left out.</param>
    public static MetricLaws<Func<IReadOnlyList<Order>, ReportingPeriods, IEnumerable<TValue>>, TValue> OfOrders<TValue>(
        Func<IReadOnlyList<Order>, ReportingPeriods, IEnumerable<TValue>> metric, LawSettings? settings = null) =>
        Over(OrderRows, metric, (one, rows, periods) => one(rows, periods), settings);

    /// <summary>Holds a rate to pooling: the ratios of customers, their parts added, are the ratio of all. Who averages averages breaks it.</summary>
    /// <typeparam name="TMetric">The kind of metric.</typeparam>
    /// <param name="laws">The laws of a rate.</param>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public static MetricLaws<TMetric, Ratio> PoolsOverCustomers<TMetric>(this MetricLaws<TMetric, Ratio> laws)
    {
        ArgumentNullException.ThrowIfNull(laws);
        return laws.MergesOverCustomers((left, right) => left.Pool(right));
    }

    /// <summary>Holds an average to pooling: the averages of customers, their parts added, are the average of all.</summary>
    /// <typeparam name="TMetric">The kind of metric.</typeparam>
    /// <param name="laws">The laws of an average.</param>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public static MetricLaws<TMetric, AverageMoney> PoolsOverCustomers<TMetric>(this MetricLaws<TMetric, AverageMoney> laws)
    {
        ArgumentNullException.ThrowIfNull(laws);
        return laws.MergesOverCustomers((left, right) => left.Pool(right));
    }

    private static HeldLaws<TRow, TMetric, TValue> Over<TRow, TMetric, TValue>(
        Population<TRow> population, TMetric metric, Func<TMetric, IReadOnlyList<TRow>, ReportingPeriods, IEnumerable<TValue>> read, LawSettings? settings)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new HeldLaws<TRow, TMetric, TValue>(population, metric, read, settings);
    }
}

/// <summary>The laws a metric can be held to. Each throws where the metric breaks it, and gives the laws back for the next.</summary>
/// <typeparam name="TMetric">The kind of metric: a function.</typeparam>
/// <typeparam name="TValue">What the metric gives for a period.</typeparam>
public abstract class MetricLaws<TMetric, TValue>
{
    private protected MetricLaws()
    {
    }

    /// <summary>Facts in any order give the same values.</summary>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public abstract MetricLaws<TMetric, TValue> IgnoresOrderOfInput();

    /// <summary>A customer who never pays changes no value; of orders, one who orders only after the last period.</summary>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public abstract MetricLaws<TMetric, TValue> IgnoresNeutralCustomers();

    /// <summary>A customer who comes in a period does not change the value of that period: true of what is asked of those who were there.</summary>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public abstract MetricLaws<TMetric, TValue> IgnoresNewCustomers();

    /// <summary>A period has the same value whichever other periods are asked for.</summary>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public abstract MetricLaws<TMetric, TValue> IgnoresOtherPeriods();

    /// <summary>What happens at the end of a period or later does not change its value.</summary>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public abstract MetricLaws<TMetric, TValue> IgnoresTheFuture();

    /// <summary>All amounts times ten leave every value as it is: true of rates and counts. Of a ratio the value stays, not its parts.</summary>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public abstract MetricLaws<TMetric, TValue> IgnoresScaleOfCurrency();

    /// <summary>All amounts times ten make every value ten times as large: true of money. Of a ratio the numerator grows, as of revenue per customer.</summary>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public abstract MetricLaws<TMetric, TValue> ScalesWithCurrency();

    /// <summary>The values of each customer alone, put together in any order, are the values of all.</summary>
    /// <param name="merge">Puts the values of two groups without a common customer together: a sum, a <see cref="Ratio.Pool"/>, an answer's own <c>Merge</c>.</param>
    /// <exception cref="LawBrokenException">The metric breaks the law.</exception>
    public abstract MetricLaws<TMetric, TValue> MergesOverCustomers(Func<TValue, TValue, TValue> merge);

    /// <summary>No value lies outside its bounds; an undefined one lies nowhere.</summary>
    /// <param name="lower">The lowest value there is, or <see langword="null"/> for none.</param>
    /// <param name="upper">The highest value there is, or <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException">There is no bound, or the lower one lies above the upper one.</exception>
    /// <exception cref="LawBrokenException">The metric breaks the law, or has a value in no case.</exception>
    public abstract MetricLaws<TMetric, TValue> StaysWithin(decimal? lower, decimal? upper);

    /// <summary>The value of a period is higher where one more customer leaves in it; of orders, where one fewer comes back. Undefined values are not compared.</summary>
    /// <exception cref="LawBrokenException">The metric breaks the law, or has no two values to compare in any case.</exception>
    public abstract MetricLaws<TMetric, TValue> RisesWhenACustomerLeaves();

    /// <summary>The value of a period is lower where one more customer leaves in it; of orders, where one fewer comes back. Undefined values are not compared.</summary>
    /// <exception cref="LawBrokenException">The metric breaks the law, or has no two values to compare in any case.</exception>
    public abstract MetricLaws<TMetric, TValue> FallsWhenACustomerLeaves();

    /// <summary>Another way to the same values agrees: one that is slow and plain, or the one that is to be replaced. Ratios are compared by value.</summary>
    /// <param name="reference">The other way.</param>
    /// <exception cref="LawBrokenException">The two differ.</exception>
    public abstract MetricLaws<TMetric, TValue> AgreesWith(TMetric reference);
}
