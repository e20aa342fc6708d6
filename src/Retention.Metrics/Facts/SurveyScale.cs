namespace Retention.Metrics.Facts;

/// <summary>The scale of a kind of survey.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Lowest">The lowest score.</param>
/// <param name="Highest">The highest score.</param>
/// <param name="LastOfBottom">The highest score of the bottom group: detractors of NPS, dissatisfied customers of CSAT, customers with high effort of CES.</param>
/// <param name="FirstOfTop">The lowest score of the top group: promoters of NPS, satisfied customers of CSAT, customers with low effort of CES.</param>
internal sealed record SurveyScale(SurveyKind Kind, int Lowest, int Highest, int LastOfBottom, int FirstOfTop)
{
    private static readonly SurveyScale[] All =
    [
        new(SurveyKind.Nps, 0, 10, 6, 9), new(SurveyKind.Csat, 1, 5, 2, 4), new(SurveyKind.Ces, 1, 7, 3, 5),
    ];

    /// <summary>The name of the kind as it is written.</summary>
    public string Name => NameOf(Kind);

    /// <summary>The scale of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not one of the enumeration.</exception>
    public static SurveyScale Of(SurveyKind kind) => Array.Find(All, scale => scale.Kind == kind)
        ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of survey is Nps, Csat or Ces.");

    /// <summary>The name of a kind as it is written.</summary>
    public static string NameOf(SurveyKind kind) => kind.ToString().ToUpperInvariant();

    /// <summary>Whether a score is on the scale.</summary>
    public bool Contains(int score) => score >= Lowest && score <= Highest;

    /// <summary>What is wrong with a score, for a message.</summary>
    public string Refusal(int score) => FormattableString.Invariant($"the score {score}, which is not on the scale of {Name}; it must be between {Lowest} and {Highest}");
}
