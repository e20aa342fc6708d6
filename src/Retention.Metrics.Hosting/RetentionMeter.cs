namespace Retention.Metrics.Hosting;

/// <summary>The meter of the gauges.</summary>
public static class RetentionMeter
{
    /// <summary>The name of the meter, which OpenTelemetry is told to collect: <c>metrics.AddMeter(RetentionMeter.Name)</c>.</summary>
    public const string Name = "Retention.Metrics";
}
