using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests;

/// <summary>Responses of few customers to few surveys, around the bounds of periods, many of them at one instant.</summary>
internal sealed record SurveyAnswers(PeriodScenario Scenario, SurveyKind Kind, ImmutableArray<SurveyResponse> Responses)
{
    private static readonly string?[] Touchpoints = [null, "support", "email"];

    private static readonly string?[] Comments = [null, null, "slow, \"but\" kind"];

    public static Arbitrary<SurveyAnswers> Any { get; } = Of(Enum.GetValues<SurveyKind>());

    public ReportingPeriods Periods => Scenario.Periods;

    public SurveyTimeline Timeline => SurveyTimeline.FromResponses(Responses, Kind);

    public SurveyAnswers With(IEnumerable<SurveyResponse> responses) => this with { Responses = [.. responses] };

    /// <summary>Responses to surveys of some kinds.</summary>
    public static Arbitrary<SurveyAnswers> Of(params SurveyKind[] kinds) => Arb.From(
        from drawn in Testing.Any.OrderScenario.Generator
        from kind in Gen.Elements(kinds)
        from responses in ResponseOf(drawn.Scenario, kind).ListOf()
        select new SurveyAnswers(drawn.Scenario, kind, [.. responses]),
        one => one.Responses.Select(left => one.With(one.Responses.Remove(left))));

    /// <summary>One response to a survey of a kind, near the periods of a scenario.</summary>
    public static Gen<SurveyResponse> ResponseOf(PeriodScenario scenario, SurveyKind kind) =>
        from customer in Gen.Choose(0, 4)
        from at in Gen.Choose(0, 9)
        from survey in Gen.Elements("a", "b")
        from score in ScoreOf(kind)
        from touchpoint in Gen.Elements(Touchpoints)
        from comment in Gen.Elements(Comments)
        select new SurveyResponse(FormattableString.Invariant($"c{customer}"), scenario[at], survey, score) { Touchpoint = touchpoint, Comment = comment };

    public override string ToString() => $"{Kind}, {Scenario}{Environment.NewLine}{string.Join(Environment.NewLine, Responses)}";

    private static Gen<int> ScoreOf(SurveyKind kind) => kind switch
    {
        SurveyKind.Nps => Gen.Choose(0, 10),
        SurveyKind.Csat => Gen.Choose(1, 5),
        _ => Gen.Choose(1, 7),
    };
}
