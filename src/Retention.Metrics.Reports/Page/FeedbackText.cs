using System.Globalization;

namespace Retention.Metrics.Reports.Page;

/// <summary>How scores of a kind of survey are read: NPS times 100, shares in per cent.</summary>
internal static class FeedbackText
{
    private const string NoAnswer = "nobody answered";

    /// <summary>The name of a score.</summary>
    public static string NameOf(SurveyKind kind) => kind.ToString().ToUpperInvariant();

    /// <summary>The figures of a kind of survey that a page shows, by their names in exports.</summary>
    public static IReadOnlyList<string> Figures(SurveyKind kind) => ["responses", KeyOf(kind), $"{KeyOf(kind)}Lower", $"{KeyOf(kind)}Upper"];

    /// <summary>What a score means, in one sentence.</summary>
    public static string Definition(SurveyKind kind) => $"{FigureLabels.Of(KeyOf(kind)).Label}: {FigureLabels.Of(KeyOf(kind)).Definition}";

    private static string KeyOf(SurveyKind kind) => NameOf(kind).ToLowerInvariant();

    /// <summary>A score.</summary>
    public static FigureCell Score(SurveyKind kind, Ratio score) =>
        kind == SurveyKind.Nps && score.Value is { } value ? new(FigureCell.Decimals(value * 100m, 1), RatioJsonConverter.Value(score)) : FigureCell.Share(score, NoAnswer);

    /// <summary>A limit of a score.</summary>
    public static FigureCell Limit(SurveyKind kind, double? limit) =>
        FigureCell.Estimate(limit, NoAnswer) is { Undefined: null } cell && kind == SurveyKind.Nps ? cell with { Text = Axis(kind, limit!.Value) } : FigureCell.Estimate(limit, NoAnswer);

    /// <summary>A score at an axis.</summary>
    public static string Axis(SurveyKind kind, double score) =>
        kind == SurveyKind.Nps ? (score * 100).ToString("0.#", CultureInfo.InvariantCulture) : Charts.Plot.PerCent(score);
}
