namespace Retention.Metrics;

/// <summary>How a long pass is run. It never changes an answer: figures are the same, bit for bit, for any number of threads.</summary>
public sealed record Execution
{
    private readonly int threads = Environment.ProcessorCount;

    /// <summary>All cores, not cancellable.</summary>
    public static Execution Default { get; } = new();

    /// <summary>One thread.</summary>
    public static Execution Sequential { get; } = new() { Threads = 1 };

    /// <summary>How many threads take part, 1 to 1024. Default: one for each core.</summary>
    public int Threads
    {
        get => threads;
        init => threads = value is >= 1 and <= 1024 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "1 to 1024 threads.");
    }

    /// <summary>Stops a pass that is no longer wanted.</summary>
    public CancellationToken Cancellation { get; init; }
}
