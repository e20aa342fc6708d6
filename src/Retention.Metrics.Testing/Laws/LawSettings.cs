namespace Retention.Metrics.Testing;

/// <summary>How a law is tried.</summary>
public sealed record LawSettings
{
    private readonly int cases = 200;

    /// <summary>On 200 random cases, others each time.</summary>
    public static LawSettings Default { get; } = new();

    /// <summary>How many cases, at least 1.</summary>
    public int Cases
    {
        get => cases;
        init => cases = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 1 case.");
    }

    /// <summary>A seed, to see the same cases again: what <see cref="LawBrokenException.Replay"/> said. <see langword="null"/>, the default, for others each time.</summary>
    public string? Replay { get; init; }
}
