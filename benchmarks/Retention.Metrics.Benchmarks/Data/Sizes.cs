namespace Retention.Metrics.Benchmarks.Data;

/// <summary>How many events or orders a benchmark works on: 10,000, and more where the environment asks for it.</summary>
/// <remarks><c>RETENTION_BENCHMARKS=full</c> adds a million, <c>large</c> ten million as well.</remarks>
internal static class Sizes
{
    public static IEnumerable<int> Asked { get; } = Environment.GetEnvironmentVariable("RETENTION_BENCHMARKS") switch
    {
        "large" => [10_000, 1_000_000, 10_000_000],
        "full" => [10_000, 1_000_000],
        _ => [10_000],
    };

    /// <summary>Up to here the records and LINQ of a baseline are made at all: ten million would take it minutes.</summary>
    public const int MostForLinq = 1_000_000;
}
