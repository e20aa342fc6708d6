using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Retention.Metrics.Segments;

/// <summary>Makes answers by segment.</summary>
internal static class SegmentAnswers
{
    /// <summary>Puts the answers beside their segments.</summary>
    /// <param name="segments">The segments, at least one.</param>
    /// <param name="answers">One answer for each.</param>
    /// <param name="merge">How two answers are pooled.</param>
    public static BySegment<TAnswer> Of<TAnswer>(SegmentColumn segments, TAnswer[] answers, Func<TAnswer, TAnswer, TAnswer> merge)
        where TAnswer : class, IEquatable<TAnswer>
    {
        var bySegment = new SortedList<Segment, TAnswer>();
        for (int i = 0; i < answers.Length; i++)
        {
            bySegment.Add(segments.Segments[i], answers[i]);
        }

        return new BySegment<TAnswer>(bySegment, answers.Aggregate(merge), merge);
    }
}
