using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Feedback;

/// <summary>What holds for the scores of all responses, the naive reference first.</summary>
public sealed class ScoreLaws
{
    private static readonly Segmentation ByPlan = Segmentation.By(
        [new Customer("c0", [new("plan", "pro")]), new Customer("c1", [new("plan", "team")]), new Customer("c2", [new("plan", "pro")])], "plan");

    [Fact]
    public void Counts_AreTheReferences() => Laws.Check(
        SurveyAnswers.Any,
        answers => Assert.Equal(answers.Periods.Select(period => Naive(answers, period)), Counts(answers.Timeline, answers)),
        times: 1000);

    [Fact]
    public void Rows_AreMadeOfTheCounts() => Laws.Check(SurveyAnswers.Any, answers =>
    {
        for (int period = 0; period < answers.Periods.Count; period++)
        {
            ScoreCounts counts = Naive(answers, answers.Periods[period]);
            long[] scores = [.. Enumerable.Range(0, 11).Where(score => score >= (answers.Kind == SurveyKind.Nps ? 0 : 1) && score <= Highest(answers.Kind)).SelectMany(score => Enumerable.Repeat((long)score, (int)counts[score]))];
            switch (answers.Kind)
            {
                case SurveyKind.Nps:
                    NpsRow nps = answers.Timeline.Nps(answers.Periods)[period];
                    Assert.Equal(Ratio.Of(scores.Count(score => score >= 9) - scores.Count(score => score <= 6), scores.Length), nps.Score);
                    Assert.Equal(nps.Responses, nps.Promoters + nps.Passives + nps.Detractors);
                    break;
                case SurveyKind.Csat:
                    Assert.Equal(Ratio.Of(scores.Count(score => score >= 4), scores.Length), answers.Timeline.Csat(answers.Periods)[period].Score);
                    break;
                default:
                    CesRow ces = answers.Timeline.Ces(answers.Periods)[period];
                    Assert.Equal(Ratio.Of(scores.Count(score => score >= 5), scores.Length), ces.Score);
                    Assert.Equal(Ratio.Of(scores.Sum(), scores.Length), ces.Mean);
                    Assert.Equal(scores.Length < 2, ces.MeanInterval() is null);
                    if (ces.MeanInterval() is { } interval)
                    {
                        double mean = scores.Average(), error = double.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Length - 1) / scores.Length);
                        Assert.Equal(double.Max(1, mean - (1.959963984540054 * error)), interval.Lower, 9);
                        Assert.Equal(double.Min(7, mean + (1.959963984540054 * error)), interval.Upper, 9);
                    }

                    break;
            }
        }
    });

    [Fact]
    public void AnyOrder_AnySplit_AnyThreads_GiveTheSameScores() => Laws.Check(
        Arb.From(from answers in SurveyAnswers.Of(SurveyKind.Nps).Generator from shuffled in Gen.Shuffle(answers.Responses.AsEnumerable()) from threads in Gen.Choose(1, 3) select (answers, shuffled, threads)),
        one =>
        {
            Nps whole = one.answers.Timeline.Nps(one.answers.Periods);
            Nps[] parts = [.. one.answers.Responses.GroupBy(response => response.Customer).Select(own => one.answers.With(own)).Append(one.answers.With([])).Select(part => part.Timeline.Nps(one.answers.Periods))];

            Assert.Equal(whole, one.answers.With(one.shuffled).Timeline.Nps(one.answers.Periods, ExecutionOptions.Default with { Threads = one.threads }));
            Assert.Equal(whole, parts.Aggregate((x, y) => x.Merge(y)));
            Assert.Equal(whole, parts.Reverse().Aggregate((x, y) => x.Merge(y)));
            Assert.Equal(whole.GetHashCode(), parts.Aggregate((x, y) => x.Merge(y)).GetHashCode());
        });

    [Fact]
    public void Segments_PoolToTheWhole_AndEachIsItsCustomersAlone() => Laws.Check(SurveyAnswers.Of(SurveyKind.Csat), answers =>
    {
        BySegment<Csat> segments = answers.Timeline.By(ByPlan).Csat(answers.Periods);

        Assert.Equal(answers.Timeline.Csat(answers.Periods), segments.Total);
        Assert.All(segments, one => Assert.Equal(answers.With(answers.Responses.Where(response => ByPlan.Of(response.Customer).Equals(one.Key))).Timeline.Csat(answers.Periods), one.Value));
    });

    [Fact]
    public void Surveys_PoolToTheWhole() => Laws.Check(SurveyAnswers.Of(SurveyKind.Ces), answers =>
    {
        Ces[] surveys = [.. answers.Timeline.BySurvey().Select(one => one.Value.Ces(answers.Periods))];

        Assert.Equal(answers.Timeline.Ces(answers.Periods), surveys.Append(answers.With([]).Timeline.Ces(answers.Periods)).Aggregate((x, y) => x.Merge(y)));
    });

    [Fact]
    public void APeriod_ReadsTheSame_WhicheverOthersAreAskedFor() => Laws.Check(SurveyAnswers.Of(SurveyKind.Nps), answers =>
        Assert.All(answers.Timeline.Nps(answers.Periods), row =>
            Assert.Equal(row.Scores, answers.Timeline.Nps(ReportingPeriods.Between(answers.Scenario.Zone, row.Period.Start, row.Period.End))[0].Scores)));

    /// <summary>Answers outside the periods, and earlier ones to the same survey in a period, change nothing.</summary>
    [Fact]
    public void AResponseThatDoesNotCount_ChangesNothing() => Laws.Check(SurveyAnswers.Of(SurveyKind.Nps), answers =>
    {
        Nps expected = answers.Timeline.Nps(answers.Periods);
        IEnumerable<SurveyResponse> counted = answers.Timeline.Explain(answers.Periods).Select(one => new SurveyResponse(one.Customer, one.At, one.Survey, one.Score));

        Assert.Equal(expected, answers.With(counted).Timeline.Nps(answers.Periods));
        Assert.Equal(expected.Overall.Responses, counted.Count());
    });

    [Fact]
    public void ABetterAnswer_NeverLowersTheScore() => Laws.Check(SurveyAnswers.Of(SurveyKind.Nps), answers =>
    {
        SurveyAnswers better = answers.With(answers.Responses.Select(response => response with { Score = Math.Min(10, response.Score + 3) }));

        Assert.All(answers.Timeline.Nps(answers.Periods).Zip(better.Timeline.Nps(answers.Periods)), pair => Assert.True(!pair.First.Score.IsDefined || pair.Second.Score.Value >= pair.First.Score.Value));
    });

    private static IEnumerable<ScoreCounts> Counts(SurveyTimeline responses, SurveyAnswers answers) => answers.Kind switch
    {
        SurveyKind.Nps => responses.Nps(answers.Periods).Select(row => row.Scores),
        SurveyKind.Csat => responses.Csat(answers.Periods).Select(row => row.Scores),
        _ => responses.Ces(answers.Periods).Select(row => row.Scores),
    };

    private static int Highest(SurveyKind kind) => kind switch { SurveyKind.Nps => 10, SurveyKind.Csat => 5, _ => 7 };

    private static ScoreCounts Naive(SurveyAnswers answers, ReportingPeriod period)
    {
        int lowest = answers.Kind == SurveyKind.Nps ? 0 : 1;
        int[] counted =
        [
            .. answers.Responses.Where(response => response.At >= period.Start && response.At < period.End)
                .GroupBy(response => (response.Customer, response.Survey))
                .Select(own => own.Where(response => response.At == own.Max(other => other.At)).Min(response => response.Score)),
        ];
        return new ScoreCounts(answers.Kind, [.. Enumerable.Range(lowest, Highest(answers.Kind) - lowest + 1).Select(score => (long)counted.Count(one => one == score))]);
    }
}
