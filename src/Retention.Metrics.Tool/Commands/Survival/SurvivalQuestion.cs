using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Survival;

/// <summary>What <c>retention survival</c> is asked.</summary>
internal sealed record SurvivalQuestion
{
    public required string Show { get; init; }

    public required PeriodUnit Unit { get; init; }

    public required IReadOnlyList<string> Segment { get; init; }

    /// <summary>The attributes of the strata: segments are compared within each value of them.</summary>
    public required IReadOnlyList<string> Strata { get; init; }

    public required string Interval { get; init; }

    public required double Confidence { get; init; }

    public required string Test { get; init; }

    public required IReadOnlyList<double> Quantiles { get; init; }

    /// <summary>Up to which tenure the mean is taken; as far as every curve reaches where nothing is said.</summary>
    public required int? Horizon { get; init; }

    public required int Width { get; init; }

    public required bool LaterSpells { get; init; }
}

/// <summary>The kinds of intervals and tests, by the names they have on the command line.</summary>
internal static class SurvivalNames
{
    private static readonly (string Name, SurvivalInterval Kind)[] IntervalKinds =
    [
        ("log-log", SurvivalInterval.LogLog),
        ("log", SurvivalInterval.Log),
        ("plain", SurvivalInterval.Plain),
        ("logit", SurvivalInterval.Logit),
        ("arc-sine", SurvivalInterval.ArcSine),
    ];

    private static readonly (string Name, LogRankWeights Weights)[] TestKinds =
    [
        ("log-rank", LogRankWeights.Equal),
        ("gehan", LogRankWeights.Gehan),
        ("tarone-ware", LogRankWeights.TaroneWare),
        ("peto-peto", LogRankWeights.PetoPeto),
        ("peto-peto-modified", LogRankWeights.PetoPetoModified),
        ("peto-prentice", LogRankWeights.PetoPrentice),
    ];

    public static IReadOnlyList<string> Intervals { get; } = [.. IntervalKinds.Select(kind => kind.Name)];

    public static IReadOnlyList<string> Tests { get; } = [.. TestKinds.Select(kind => kind.Name)];

    public static SurvivalInterval IntervalOf(string name) => IntervalKinds.Single(kind => kind.Name == name).Kind;

    public static LogRankWeights WeightsOf(string name) => TestKinds.Single(kind => kind.Name == name).Weights;
}
