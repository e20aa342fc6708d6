namespace Retention.Metrics.Hosting;

/// <summary>What an application loads for a snapshot: its facts, or timelines that it built itself, and the segments of its customers.</summary>
/// <example><code>
/// SubscriptionHistory history = [Subscription.Of("ada").Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
/// var data = new RetentionData(history) { Segmentation = Segmentation.By([new Customer("ada", [new("plan", "pro")])], "plan") };
/// data.Segmentation.Of("ada"); // pro
/// </code></example>
public sealed class RetentionData
{
    /// <summary>Facts, in any number of currencies.</summary>
    /// <param name="history">The checked history.</param>
    public RetentionData(SubscriptionHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        History = history;
        Timelines = [];
    }

    /// <summary>Timelines that the application built, such as those of a ledger: one for each currency.</summary>
    /// <param name="timelines">The timelines, at least one.</param>
    /// <exception cref="ArgumentException">There is no timeline, one is null, or two have the same currency.</exception>
    public RetentionData(params IReadOnlyList<RevenueTimeline> timelines)
    {
        ArgumentNullException.ThrowIfNull(timelines);
        if (timelines.Count == 0 || timelines.Any(timeline => timeline is null))
        {
            throw new ArgumentException("Expected at least one timeline, and none that is null.", nameof(timelines));
        }

        RevenueTimeline[] sorted = [.. timelines.OrderBy(timeline => timeline.Currency.Code, StringComparer.Ordinal)];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Currency == sorted[i - 1].Currency)
            {
                throw new ArgumentException(FormattableString.Invariant($"Two timelines are in {sorted[i].Currency}; expected one for each currency."), nameof(timelines));
            }
        }

        Timelines = sorted;
    }

    /// <summary>The facts, or <see langword="null"/> where timelines were given.</summary>
    public SubscriptionHistory? History { get; }

    /// <summary>The timelines that were given, by currency; empty where facts were given.</summary>
    public IReadOnlyList<RevenueTimeline> Timelines { get; }

    /// <summary>The segments by which gauges are tagged; none if left out.</summary>
    public Segmentation? Segmentation { get; init; }

    /// <summary>What was loaded.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{History?.ToString() ?? string.Join("; ", Timelines)}{(Segmentation is null ? string.Empty : ", ")}{Segmentation}");
}
