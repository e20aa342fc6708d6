namespace Retention.Metrics.Signals;

/// <summary>The lowest and the highest value of each quantile in each period: parts of an answer are of the same groups only where these agree.</summary>
internal sealed class SignalRanges : IEquatable<SignalRanges>
{
    private readonly (double? From, double? To)[] ranges;

    private SignalRanges((double? From, double? To)[] ranges) => this.ranges = ranges;

    public static SignalRanges Of(SignalGroupTotals[][] periods) => new([.. periods.SelectMany(groups => groups).Select(group => (group.From, group.To))]);

    public bool Equals(SignalRanges? other) => other is not null && ranges.AsSpan().SequenceEqual(other.ranges);

    public override bool Equals(object? obj) => Equals(obj as SignalRanges);

    public override int GetHashCode() => HashCode.Combine(ranges.Length, ranges[0]);

    public override string ToString() => "quantiles of its own customers";
}
