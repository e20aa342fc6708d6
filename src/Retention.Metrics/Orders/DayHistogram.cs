using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How often each whole number of days occurred: mean and median that merge exactly.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderTimeline.DaysBetweenOrders")]
public sealed class DayHistogram : IEquatable<DayHistogram>, IJsonAnswer
{
    private long[] counts = [];

    internal DayHistogram()
    {
    }

    /// <summary>How many gaps there are.</summary>
    public long Count { get; private set; }

    /// <summary>Days in all over gaps in all; undefined with no gap.</summary>
    public Ratio Mean
    {
        get
        {
            decimal days = 0m;
            for (int day = 0; day < counts.Length; day++)
            {
                days += (decimal)day * counts[day];
            }

            return Ratio.Of(days, Count);
        }
    }

    /// <summary>The middle gap, or the mean of the two in the middle; <see langword="null"/> with no gap.</summary>
    public decimal? Median => Count == 0 ? null : (At((Count - 1) / 2) + At(Count / 2)) / 2m;

    /// <summary>The gaps of two disjoint groups together.</summary>
    public DayHistogram Merge(DayHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var merged = new DayHistogram();
        merged.AddAll(this);
        merged.AddAll(other);
        return merged;
    }

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(DayHistogram? left, DayHistogram? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(DayHistogram? left, DayHistogram? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(DayHistogram? other) =>
        other is not null && Count == other.Count && counts.AsSpan().TrimEnd(0L).SequenceEqual(other.counts.AsSpan().TrimEnd(0L));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DayHistogram);

    /// <inheritdoc/>
    public override int GetHashCode() => Count.GetHashCode();

    internal void Add(int days, long count = 1)
    {
        if (days >= counts.Length)
        {
            Array.Resize(ref counts, Math.Max(days + 1, counts.Length * 2));
        }

        counts[days] += count;
        Count += count;
    }

    internal void AddAll(DayHistogram other)
    {
        if (other.counts.Length > counts.Length)
        {
            Array.Resize(ref counts, other.counts.Length);
        }

        for (int day = 0; day < other.counts.Length; day++)
        {
            counts[day] += other.counts[day];
        }

        Count += other.Count;
    }

    private int At(long rank)
    {
        int day = 0;
        for (long passed = counts[0]; passed <= rank; passed += counts[day])
        {
            day++;
        }

        return day;
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json) => WriteTo(json);

    internal void WriteTo(JsonAnswerWriter json)
    {
        json.Add("count", Count);
        foreach (DaysBetweenOrdersFigure figure in DaysBetweenOrdersFigure.All)
        {
            figure.WriteTo(json, this);
        }
    }

    /// <summary>How many intervals there are, and their mean.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} intervals, mean {Mean} days");
}
