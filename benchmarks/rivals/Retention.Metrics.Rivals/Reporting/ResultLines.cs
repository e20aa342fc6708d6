using System.Text.Json.Serialization;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Reporting;

/// <summary>A line of a results file.</summary>
/// <param name="Sitting">When the sitting began, UTC: what lines of one sitting share.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SittingLine), "sitting")]
[JsonDerivedType(typeof(PairLine), "pair")]
internal abstract record ResultLine([property: JsonPropertyOrder(-1)] string Sitting);

/// <summary>The first line of a sitting: where it took place, and who was left out.</summary>
internal sealed record SittingLine(string Sitting, string Machine, int Cores, double MemoryGb, string System, string Runtime, string Commit, IReadOnlyList<string> LeftOut) : ResultLine(Sitting);

/// <summary>A rival and ours, measured in turns.</summary>
internal sealed record PairLine(
    string Sitting,
    string Size,
    Job Job,
    Mode Mode,
    int Threads,
    string Rival,
    string RivalVersion,
    IReadOnlyList<TimePair> Pairs,
    int RivalRuns,
    int OurRuns,
    long? RivalAllocated,
    long? OurAllocated,
    double? RivalPeakMb,
    double? OurPeakMb,
    double? OthersLoad) : ResultLine(Sitting);

/// <summary>The medians of one turn, in milliseconds.</summary>
internal readonly record struct TimePair(double Rival, double Ours);
