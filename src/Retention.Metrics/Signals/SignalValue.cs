using NodaTime;

namespace Retention.Metrics;

/// <summary>A value of a signal, and how late the facts are that it is made from.</summary>
/// <example><code>
/// var alive = new SignalValue(0.85, knownAt: Instant.FromUtc(2025, 12, 31, 0, 0));
/// alive.Value; // 0.85
/// </code></example>
public readonly record struct SignalValue
{
    /// <summary>A value.</summary>
    /// <param name="value">The value, a finite number.</param>
    /// <param name="knownAt">The instant of the latest fact that it is made from; of a fitted model, of the data that it is fitted to.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public SignalValue(double value, Instant knownAt)
    {
        Value = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The value of a signal is a finite number; where there is none, return null.");
        KnownAt = knownAt;
    }

    /// <summary>The value.</summary>
    public double? Value { get; }

    /// <summary>The instant of the latest fact that it is made from.</summary>
    public Instant KnownAt { get; }

    /// <summary>The value, and when it was known.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value ?? 0}, known at {KnownAt}");
}
