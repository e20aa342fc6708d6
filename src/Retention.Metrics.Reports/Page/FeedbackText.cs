using System.Globalization;

namespace Retention.Metrics.Reports.Page;

/// <summary>How scores of a kind of survey are read: NPS times 100, shares in per cent.</summary>
internal static class FeedbackText
{
    private const string NoAnswer = "nobody answered";

    /// <summary>The name of a score.</summary>
    public static string NameOf(SurveyKind kind) => kind.ToString().ToUpperInvariant();

    /// <summary>What a score means, in one sentence.</summary>
    public static string Definition(SurveyKind kind) => kind switch
    {
        SurveyKind.Csat => "CSAT: responses of 4 and 5 out of all responses.",
        SurveyKind.Ces => "CES: responses of 5 to 7 out of all responses.",
        _ => "NPS: promoters (9, 10) less detractors (0 to 6) out of all responses, times 100.",
    };

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
