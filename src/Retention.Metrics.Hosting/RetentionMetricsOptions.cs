namespace Retention.Metrics.Hosting;

/// <summary>How an application reads its retention metrics: time zone, policy, reporting currency with rates, and how often the data is loaded again.</summary>
/// <remarks>They are set in code, or read from configuration: <see cref="RetentionConfiguration"/> names the settings.</remarks>
public sealed class RetentionMetricsOptions
{
    private TimeSpan refreshEvery = TimeSpan.FromMinutes(15);
    private int maxSegments = 20;
    private DateTimeZone zone = DateTimeZone.Utc;

    /// <summary>The time zone in which months begin. Default: UTC.</summary>
    public DateTimeZone Zone
    {
        get => zone;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            zone = value;
        }
    }

    /// <summary>What revenue is and how it is counted; <see langword="null"/>, the default, for the default policy, or for that of the timelines which are loaded.</summary>
    public MetricPolicy? Policy { get; set; }

    /// <summary>The currency of all figures; <see langword="null"/>, the default, for each currency by itself.</summary>
    public Currency? Currency { get; set; }

    /// <summary>The rates at which other currencies count in <see cref="Currency"/>. Without them other currencies are an error.</summary>
    public IExchangeRates? Rates { get; set; }

    /// <summary>The time from one load to the next, 1 second to 24 days. Default: 15 minutes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not in that range.</exception>
    public TimeSpan RefreshEvery
    {
        get => refreshEvery;
        set => refreshEvery = value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromDays(24)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The time from one load to the next must be 1 second to 24 days.");
    }

    /// <summary>How many segments a gauge has at most, 1 to 1,000. Default: 20. The smallest ones beyond it are added up in the segment <c>other</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not in that range.</exception>
    public int MaxSegments
    {
        get => maxSegments;
        set => maxSegments = value is >= 1 and <= 1_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The number of segments must be 1 to 1,000.");
    }

    /// <summary>The settings.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Zone.Id}, {Policy ?? MetricPolicy.Default}, {(Currency is { } one ? one.Code : "each currency by itself")}, every {RefreshEvery:c}, at most {MaxSegments} segments");
}
