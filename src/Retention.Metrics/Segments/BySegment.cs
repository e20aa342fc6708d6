using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>One answer for each segment, in ordinal order; together they are the answer for all customers.</summary>
/// <typeparam name="TAnswer">What is answered: a table of cohorts, for one.</typeparam>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.By or OrderTimeline.By")]
public sealed class BySegment<TAnswer> : IReadOnlyList<KeyValuePair<Segment, TAnswer>>, IEquatable<BySegment<TAnswer>>, IJsonAnswer
    where TAnswer : class, IEquatable<TAnswer>
{
    private readonly SortedList<Segment, TAnswer> answers;
    private readonly Func<TAnswer, TAnswer, TAnswer> merge;

    internal BySegment(SortedList<Segment, TAnswer> answers, TAnswer total, Func<TAnswer, TAnswer, TAnswer> merge)
    {
        this.answers = answers;
        this.merge = merge;
        Total = total;
    }

    /// <summary>All segments pooled: the answer for all customers.</summary>
    public TAnswer Total { get; }

    /// <summary>How many segments there are.</summary>
    public int Count => answers.Count;

    /// <summary>The segments, in ordinal order.</summary>
    public IReadOnlyList<Segment> Segments => [.. answers.Keys];

    /// <summary>The segment and the answer at a position.</summary>
    public KeyValuePair<Segment, TAnswer> this[int index] => new(answers.GetKeyAtIndex(index), answers.GetValueAtIndex(index));

    /// <summary>The answer for a segment.</summary>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public TAnswer this[Segment segment]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(segment);
            return answers.TryGetValue(segment, out TAnswer? answer) ? answer : throw new KeyNotFoundException(FormattableString.Invariant($"There is no segment '{segment}'; there are '{string.Join("', '", answers.Keys)}'."));
        }
    }

    /// <summary>Adds the answers for other customers: exact, whatever the split.</summary>
    /// <remarks>That the two parts share no customer is the caller's promise.</remarks>
    /// <exception cref="ArgumentException">The answers do not merge.</exception>
    public BySegment<TAnswer> Merge(BySegment<TAnswer> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var merged = new SortedList<Segment, TAnswer>(answers);
        foreach ((Segment segment, TAnswer answer) in other)
        {
            merged[segment] = merged.TryGetValue(segment, out TAnswer? known) ? merge(known, answer) : answer;
        }

        return new BySegment<TAnswer>(merged, merge(Total, other.Total), merge);
    }

    /// <summary>The answer for a segment, if there is one.</summary>
    public bool TryGetValue(Segment segment, [MaybeNullWhen(false)] out TAnswer answer) => answers.TryGetValue(segment, out answer);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Segment, TAnswer>> GetEnumerator() => answers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(BySegment<TAnswer>? left, BySegment<TAnswer>? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(BySegment<TAnswer>? left, BySegment<TAnswer>? right) => !Equals(left, right);

    /// <summary>Whether the segments and all their figures are equal.</summary>
    public bool Equals(BySegment<TAnswer>? other) =>
        other is not null && answers.Keys.SequenceEqual(other.answers.Keys) && answers.Values.SequenceEqual(other.answers.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BySegment<TAnswer>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Total);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.AddObjects("segments", answers, static (fields, one) =>
        {
            fields.Add("segment", one.Key, SegmentJsonConverter.Instance.WriteValue);
            fields.Add("answer", (IJsonAnswer)one.Value);
        });
        json.Add("total", (IJsonAnswer)Total);
    }

    /// <summary>How many segments there are, and the answer for all.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} segments, in all {Total}");
}
