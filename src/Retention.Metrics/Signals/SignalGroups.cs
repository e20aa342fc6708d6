using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How customers are divided by the value of a signal: at bounds, or into quantiles.</summary>
/// <remarks>
/// Groups are numbered from 1, the lowest values first. Equal values are always in the same group. Customers without a value are no group of
/// these; they are reported apart.
/// </remarks>
/// <example><code>
/// SignalGroups.Bounds(0, 5, 20).Count; // 4: 0 or less, over 0 to 5, over 5 to 20, over 20
/// SignalGroups.Quantiles(4).Count;     // 4
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SignalGroups.Bounds or SignalGroups.Quantiles")]
public sealed class SignalGroups : IEquatable<SignalGroups>, IJsonAnswer
{
    /// <summary>The largest number of quantiles, and of groups between bounds.</summary>
    private const int Most = 100;

    private readonly double[] bounds;

    private SignalGroups(double[] bounds, int count) => (this.bounds, Count) = (bounds, count);

    /// <summary>How many groups there are.</summary>
    public int Count { get; }

    /// <summary>Whether the groups are quantiles of the values found, and not between bounds.</summary>
    public bool AreQuantiles => bounds.Length == 0;

    /// <summary>The bounds, rising; none of quantiles.</summary>
    public ImmutableArray<double> UpperBounds => [.. bounds];

    /// <summary>Groups between bounds: up to and including the first, over the first up to and including the second, and so on; the last is over the last bound.</summary>
    /// <param name="bounds">Finite numbers, each larger than the one before; 1 to 99.</param>
    /// <exception cref="ArgumentException">There is no bound or there are more than 99, or one is not finite or not above the one before.</exception>
    public static SignalGroups Bounds(params ReadOnlySpan<double> bounds)
    {
        if (bounds.Length is 0 or >= Most)
        {
            throw new ArgumentException(FormattableString.Invariant($"There are {bounds.Length} bounds; expected 1 to {Most - 1}."), nameof(bounds));
        }

        for (int i = 0; i < bounds.Length; i++)
        {
            if (!double.IsFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Bound {i} is {bounds[i]}; expected a finite number{(i == 0 ? "" : FormattableString.Invariant($" above {bounds[i - 1]}"))}."), nameof(bounds));
            }
        }

        // A negative zero equals zero, and reads as one.
        double[] copy = bounds.ToArray();
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] += 0.0;
        }

        return new SignalGroups(copy, copy.Length + 1);
    }

    /// <summary>Groups of about equal numbers of customers, in each period anew: a customer is in group <c>1 + ⌊count × (customers with a lower value) / customers with a value⌋</c>.</summary>
    /// <remarks>Equal values are together, so groups differ in size where many customers have the same value, and a group can be empty.</remarks>
    /// <param name="count">How many groups: 4 for quarters; 2 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not 2 to 100.</exception>
    public static SignalGroups Quantiles(int count) =>
        count is >= 2 and <= Most ? new SignalGroups([], count) : throw new ArgumentOutOfRangeException(nameof(count), count, FormattableString.Invariant($"The number of quantile groups lies between 2 and {Most}."));

    /// <summary>The group of a value between bounds, from 0.</summary>
    internal int Between(double value)
    {
        int group = 0;
        while (group < bounds.Length && value > bounds[group])
        {
            group++;
        }

        return group;
    }

    /// <summary>The quantile of a value, from 0.</summary>
    /// <param name="lower">How many customers have a lower value.</param>
    /// <param name="all">How many customers have a value.</param>
    internal int QuantileOf(long lower, long all) => (int)((Int128)Count * lower / all);

    /// <summary>The values of a group between bounds: above the first, up to the second.</summary>
    internal (double? From, double? To) RangeOf(int group) => AreQuantiles ? (null, null) : (group == 0 ? null : bounds[group - 1], group == bounds.Length ? null : bounds[group]);

    /// <summary>What a group holds, for a reader.</summary>
    /// <param name="group">The group, from 0.</param>
    /// <param name="from">Where it starts.</param>
    /// <param name="to">Where it ends.</param>
    internal string LabelOf(int group, double? from, double? to) => (AreQuantiles, from, to) switch
    {
        (true, { } low, { } high) => low.Equals(high) ? Text(low) : Text(low) + " to " + Text(high),
        (true, _, _) => "no customers",
        (_, null, { } high) => Text(high) + " or less",
        (_, { } low, null) => "over " + Text(low),
        (_, { } low, { } high) => "over " + Text(low) + " to " + Text(high),
        _ => string.Create(CultureInfo.InvariantCulture, $"group {group + 1}"),
    };

    /// <summary>Whether both divide customers the same way.</summary>
    public static bool operator ==(SignalGroups? left, SignalGroups? right) => Equals(left, right);

    /// <summary>Whether they divide customers another way.</summary>
    public static bool operator !=(SignalGroups? left, SignalGroups? right) => !Equals(left, right);

    /// <summary>Whether both divide customers the same way.</summary>
    public bool Equals(SignalGroups? other) => other is not null && Count == other.Count && bounds.AsSpan().SequenceEqual(other.bounds);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SignalGroups);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, bounds.Length == 0 ? 0 : bounds[0]);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("quantiles", AreQuantiles ? Count : null);
        json.AddAll("bounds", bounds, static (writer, bound) => writer.WriteNumberValue(bound));
    }

    /// <summary>The bounds or the number of quantiles: <c>bounds 0, 5, 20</c> or <c>4 quantiles</c>.</summary>
    public override string ToString() =>
        AreQuantiles ? string.Create(CultureInfo.InvariantCulture, $"{Count} quantiles") : "bounds " + string.Join(", ", bounds.Select(Text));

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture) is var text && double.Parse(text, CultureInfo.InvariantCulture).Equals(value)
        ? text
        : value.ToString("R", CultureInfo.InvariantCulture);
}
