using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Where a rate lies against a benchmark.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<BenchmarkPosition>))]
public enum BenchmarkPosition
{
    /// <summary>Below its lower end.</summary>
    Below,

    /// <summary>Within it.</summary>
    Within,

    /// <summary>Above its upper end.</summary>
    Above,
}

/// <summary>Where a rate lies against a benchmark, or why that cannot be said.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PublishedBenchmark.CompareTo")]
public sealed record BenchmarkComparison : IJsonAnswer
{
    private BenchmarkComparison(BenchmarkPosition? position, string? reason) => (Position, Reason) = (position, reason);

    /// <summary>Where the rate lies; <see langword="null"/> where the two are not comparable.</summary>
    public BenchmarkPosition? Position { get; }

    /// <summary>Why the two are not comparable; <see langword="null"/> where they are.</summary>
    public string? Reason { get; }

    /// <summary>Whether there is a position.</summary>
    public bool IsComparable => Position is not null;

    /// <summary>The position, or that there is none and why.</summary>
    public override string ToString() => Position?.ToString() ?? FormattableString.Invariant($"not comparable: {Reason}");

    internal static BenchmarkComparison Of(BenchmarkPosition position) => new(position, reason: null);

    internal static BenchmarkComparison NotComparable(string reason) => new(position: null, reason);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("position", Position);
        json.Add("reason", Reason);
    }
}
