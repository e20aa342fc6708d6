namespace Retention.Metrics.Hosting;

/// <summary>The data of an application as it was loaded at an instant, with the settings to read it: it never changes, so any number of requests read it at once.</summary>
/// <remarks>
/// <para>Every answer of the library is available from <see cref="Timeline"/> and <see cref="Timelines"/>; <see cref="RollForward"/> is the one in the reporting currency.</para>
/// <para><b>Cost:</b> one load; an answer afterwards is one scan of the columns.</para>
/// </remarks>
/// <example><code>
/// RetentionSnapshot snapshot = RetentionSnapshot.Create(new RetentionData(history), new RetentionMetricsOptions(), Instant.FromUtc(2026, 4, 1, 0, 0));
/// snapshot.RollForward(snapshot.LastMonths(3))[2].ClosingMrr.Monthly; // 49.00 EUR
/// </code></example>
public sealed class RetentionSnapshot
{
    private readonly MultiCurrencyTimeline? several;
    private readonly IExchangeRates? rates;

    private RetentionSnapshot(RetentionData data, RetentionMetricsOptions options, Instant takenAt, RevenueTimeline[] timelines, MultiCurrencyTimeline? several)
    {
        this.several = several;
        rates = options.Rates;
        (TakenAt, Timelines, Segmentation, Currency) = (takenAt, timelines, data.Segmentation, options.Currency);
        History = data.History;
        Policy = options.Policy ?? (data.History is null ? timelines[0].Policy : MetricPolicy.Default);
        Months = ReportingCalendar.Months(options.Zone);
        Gauges = GaugeReading.Of(this, options.MaxSegments);
    }

    /// <summary>The instant at which the data was loaded.</summary>
    public Instant TakenAt { get; }

    /// <summary>The policy of every figure.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The months of the time zone of the application.</summary>
    public ReportingCalendar Months { get; }

    /// <summary>The currency of all figures; <see langword="null"/> where each currency is read by itself.</summary>
    public Currency? Currency { get; }

    /// <summary>The facts; <see langword="null"/> where the application built timelines.</summary>
    public SubscriptionHistory? History { get; }

    /// <summary>The timelines, by currency.</summary>
    public IReadOnlyList<RevenueTimeline> Timelines { get; }

    /// <summary>The segments of the customers, where they were loaded.</summary>
    public Segmentation? Segmentation { get; }

    /// <summary>The only timeline.</summary>
    /// <exception cref="InvalidOperationException">There are several currencies.</exception>
    public RevenueTimeline Timeline => Timelines is [var only]
        ? only
        : throw new InvalidOperationException($"There is revenue in {string.Join(", ", Timelines.Select(timeline => timeline.Currency))}; read one of Timelines, or set a currency and rates and use RollForward.");

    /// <summary>What the gauges report.</summary>
    internal IReadOnlyList<GaugeReading> Gauges { get; }

    /// <summary>Takes a snapshot: applies the policy and refuses what the settings cannot read.</summary>
    /// <param name="data">The facts or timelines.</param>
    /// <param name="options">The settings.</param>
    /// <param name="takenAt">The instant at which the data was loaded.</param>
    /// <exception cref="InvalidOperationException">There are currencies other than the one of the settings, and no rates, or timelines without facts, which are not converted.</exception>
    /// <exception cref="ArgumentException">The policy needs timelines of its own, or a rate is not above 0.</exception>
    public static RetentionSnapshot Create(RetentionData data, RetentionMetricsOptions options, Instant takenAt)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        MetricPolicy policy = options.Policy ?? MetricPolicy.Default;
        (Currency Currency, SubscriptionHistory History)[] parts = [.. data.History?.PerCurrency().Select(part => (part.Key, part.Value)) ?? []];
        RevenueTimeline[] timelines = data.History is null
            ? [.. data.Timelines]
            : parts.Length == 0 ? [RevenueTimeline.FromHistory(data.History, policy)] : [.. parts.Select(part => RevenueTimeline.FromHistory(part.History, policy))];
        return new RetentionSnapshot(data, options, takenAt, timelines, Several(data, options, policy, timelines));
    }

    /// <summary>The last complete months before the snapshot was taken.</summary>
    /// <param name="count">How many months, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1, or reaches beyond the calendar.</exception>
    public ReportingPeriods LastMonths(int count) => Months.Last(count, endingBefore: TakenAt);

    /// <summary>Sums up the MRR movements of each period for all customers, in the reporting currency where one is set.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="InvalidOperationException">There are several currencies, and no reporting currency is set.</exception>
    /// <exception cref="MissingExchangeRateException">No rate is recent enough.</exception>
    public RollForward RollForward(ReportingPeriods periods, ExecutionOptions? execution = null) =>
        several?.RollForward(periods, Currency!.Value, rates!, Policy, execution) ?? Timeline.RollForward(periods, Policy, execution);

    /// <summary>The roll-forward of each segment, by currency; one entry where there is a reporting currency.</summary>
    internal IEnumerable<(Currency Currency, RollForward Total, BySegment<RollForward>? Segments)> RollForwards(ReportingPeriods periods)
    {
        if (several is not null)
        {
            BySegment<RollForward>? segments = Segmentation is null ? null : several.By(Segmentation).RollForward(periods, Currency!.Value, rates!, Policy);
            return [(Currency!.Value, segments?.Total ?? several.RollForward(periods, Currency!.Value, rates!, Policy), segments)];
        }

        return Timelines.Select(timeline =>
        {
            BySegment<RollForward>? segments = Segmentation is null ? null : timeline.By(Segmentation).RollForward(periods, Policy);
            return (timeline.Currency, segments?.Total ?? timeline.RollForward(periods, Policy), segments);
        });
    }

    private static MultiCurrencyTimeline? Several(RetentionData data, RetentionMetricsOptions options, MetricPolicy policy, RevenueTimeline[] timelines)
    {
        if (options.Currency is not { } currency || Array.TrueForAll(timelines, timeline => timeline.Currency == currency || timeline.ChangeCount == 0))
        {
            return null;
        }

        string found = string.Join(", ", timelines.Select(timeline => timeline.Currency));
        return options.Rates is null
            ? throw new InvalidOperationException($"There is revenue in {found}, and the reporting currency is {currency}; expected rates, or no reporting currency.")
            : data.History is null
            ? throw new InvalidOperationException($"There are timelines in {found}, and the reporting currency is {currency}; only facts are converted: load a SubscriptionHistory, or set no reporting currency.")
            : MultiCurrencyTimeline.FromHistory(data.History, policy);
    }

    /// <summary>When it was taken, and of what.</summary>
    public override string ToString() => FormattableString.Invariant($"{TakenAt}: {string.Join("; ", Timelines)}");
}
