using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Timelines;

/// <summary>A timeline of responses has what was given, whatever the order, the keys and the threads.</summary>
public sealed class SurveyTimelineTests
{
    private static readonly Instant Noon = Utc("2026-03-05T12:00");

    /// <summary>Any order in which no two different responses are equal.</summary>
    private static readonly Comparer<SurveyResponse> Lines = Comparer<SurveyResponse>.Create(static (left, right) => (left.At, Line(left)).CompareTo((right.At, Line(right))));

    [Fact]
    public void ATimeline_HasTheResponsesByCustomerAndTime()
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses(
        [
            new("bo", Utc("2026-03-06"), "nps", 4) { Touchpoint = "support", Comment = "slow" },
            new("ada", Utc("2026-03-05"), "nps", 9),
            new("bo", Utc("2026-01-06"), "launch", 7),
        ], SurveyKind.Nps);

        Assert.Equal((3, 2), (responses.ResponseCount, responses.CustomerCount));
        Assert.Equal(["launch", "nps"], responses.Surveys);
        Assert.Equal(["support", "unknown"], responses.Touchpoints);
        Assert.Equal((Utc("2026-01-06"), Utc("2026-03-06")), (responses.FirstResponse, responses.LastResponse));
        Assert.Equal([new("bo", Utc("2026-01-06"), "launch", 7), new("bo", Utc("2026-03-06"), "nps", 4) { Touchpoint = "support", Comment = "slow" }], responses.ResponsesOf("bo"));
        Assert.Empty(responses.ResponsesOf("cy"));
        Assert.Equal(["bo", "ada"], responses.Customers);
        Assert.Equal((0, 1, -1), (responses.IndexOf("bo"), responses.IndexOf("ada"), responses.IndexOf("cy")));
        Assert.Equal("3 responses of 2 customers", responses.ToString());
    }

    [Fact]
    public void Before_LeavesOutWhatIsAtTheInstant_AndEachResponseKeepsItsComment()
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses([new("ada", Noon, "nps", 2) { Comment = "slow" }, new("bo", Noon - Duration.FromTicks(1), "nps", 9) { Comment = "fast" }]);
        SurveyTimeline before = responses.Before(Noon), later = SurveyTimeline.FromResponses([.. responses.ResponsesOf("ada"), .. responses.ResponsesOf("bo"), new("cy", Noon + Duration.FromTicks(1), "nps", 5)]).Before(Noon);

        Assert.Equal(("slow", "fast"), (responses.ResponsesOf("ada")[0].Comment, responses.ResponsesOf("bo")[0].Comment));
        Assert.All(new[] { before, later }, one => Assert.Equal(("bo", "fast"), (Assert.Single(one.Customers).Value, one.ResponsesOf("bo")[0].Comment)));
    }

    [Fact]
    public void ResponsesOfOneInstant_AreOrderedByScore_SoThatTheLowestIsTheLatest()
    {
        SurveyResponse low = new("ada", Noon, "nps", 2), high = new("ada", Noon, "nps", 9), other = new("ada", Noon, "csat", 2);

        Assert.Equal([high, other, low], SurveyTimeline.FromResponses([low, high, other]).ResponsesOf("ada"));
        Assert.Equal([high, other, low], SurveyTimeline.FromResponses([other, high, low]).ResponsesOf("ada"));
    }

    [Fact]
    public void AResponseGivenTwice_CountsOnce()
    {
        SurveyResponse one = new("ada", Noon, "nps", 2) { Comment = "slow" };

        Assert.Equal([one with { Comment = null }, one], SurveyTimeline.FromResponses([one, one with { }, one with { Comment = null }]).ResponsesOf("ada"));
    }

    [Theory]
    [InlineData(SurveyKind.Nps, -1, "the score -1, which is not on the scale of NPS; it must be between 0 and 10")]
    [InlineData(SurveyKind.Nps, 11, "the score 11, which is not on the scale of NPS; it must be between 0 and 10")]
    [InlineData(SurveyKind.Csat, 0, "the score 0, which is not on the scale of CSAT; it must be between 1 and 5")]
    [InlineData(SurveyKind.Csat, 6, "the score 6, which is not on the scale of CSAT; it must be between 1 and 5")]
    [InlineData(SurveyKind.Ces, 0, "the score 0, which is not on the scale of CES; it must be between 1 and 7")]
    [InlineData(SurveyKind.Ces, 8, "the score 8, which is not on the scale of CES; it must be between 1 and 7")]
    public void AScoreOutsideTheScale_IsRefusedWithItsPositionAndTheScale(SurveyKind kind, int score, string problem)
    {
        SurveyResponse good = new("ada", Noon, "s", 3), bad = good with { Score = score };
        var builder = new SurveyTimelineBuilder<int>(kind);
        builder.Add(1, Noon, "s", 3);

        Assert.Contains($"Response 1 has {problem}", Assert.Throws<ArgumentException>(() => SurveyTimeline.FromResponses([good, bad], kind)).Message, StringComparison.Ordinal);
        Assert.Contains($"Response 1 has {problem}", Assert.Throws<ArgumentException>(() => builder.Add(1, Noon, "s", score)).Message, StringComparison.Ordinal);
        Assert.Equal(score, SurveyTimeline.FromResponses([good, bad]).ResponsesOf("ada").Sum(one => one.Score) - 3);
        Assert.Equal(1, builder.Count);
    }

    [Theory]
    [InlineData(SurveyKind.Nps, 0, 10)]
    [InlineData(SurveyKind.Csat, 1, 5)]
    [InlineData(SurveyKind.Ces, 1, 7)]
    public void BothEndsOfTheScale_AreValid(SurveyKind kind, int lowest, int highest) =>
        Assert.Equal(2, SurveyTimeline.FromResponses([new("ada", Noon, "s", lowest), new("ada", Noon, "s", highest)], kind).ResponseCount);

    [Fact]
    public void BadInput_IsRefused()
    {
        SurveyResponse good = new("ada", Noon, "s", 3);

        Assert.Contains("Response 1 is null", Assert.Throws<ArgumentException>(() => SurveyTimeline.FromResponses([good, null!])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SurveyTimeline.FromResponses([good with { Customer = default }]));
        Assert.Throws<ArgumentException>(() => good with { Survey = " " });
        Assert.Throws<ArgumentException>(() => new SurveyResponse("ada", Noon, "", 3));
        Assert.Throws<ArgumentException>(() => good with { Touchpoint = "" });
        Assert.Throws<ArgumentException>(() => new SurveyTimelineBuilder<int>().Add(1, Noon, " ", 3));
        Assert.Throws<ArgumentException>(() => new SurveyTimelineBuilder<int>().Add(1, Noon, "s", 3, touchpoint: " "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SurveyTimelineBuilder<int>((SurveyKind)3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SurveyTimelineBuilder<int>(expectedResponses: -1));
        Assert.Throws<ArgumentException>(() => SurveyTimeline.FromResponses([good]).ResponsesOf(default));
    }

    [Fact]
    public void ASurveyOrTouchpointThatIsNone_IsRefusedWithThoseThereAre()
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses([new("ada", Noon, "nps", 3), new("ada", Noon, "csat", 3) { Touchpoint = "email" }]);

        Assert.Contains("There is no survey 'NPS'; there are 'csat', 'nps'.", Assert.Throws<ArgumentException>(() => responses.OfSurvey("NPS")).Message, StringComparison.Ordinal);
        Assert.Contains("There is no touchpoint 'app'; there are 'email', 'unknown'.", Assert.Throws<ArgumentException>(() => responses.AtTouchpoint("app")).Message, StringComparison.Ordinal);
        Assert.Contains("there are no responses", Assert.Throws<ArgumentException>(() => SurveyTimeline.FromResponses([]).OfSurvey("nps")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AComment_IsNotPartOfTheText()
    {
        SurveyResponse response = new("ada", Noon, "nps", 3) { Touchpoint = "email", Comment = "secret" };

        Assert.Equal("SurveyResponse { Customer = ada, At = 2026-03-05T12:00:00Z, Survey = nps, Score = 3, Touchpoint = email }", response.ToString());
    }

    [Fact]
    public void AnyOrder_AnyKeys_AnyThreads_GiveTheSameResponses() => Laws.Check(
        Arb.From(from answers in SurveyAnswers.Any.Generator from shuffled in Gen.Shuffle(answers.Responses.AsEnumerable()) from threads in Gen.Choose(1, 3) select (answers, shuffled, threads)),
        one =>
        {
            var numbered = new SurveyTimelineBuilder<long>(one.answers.Kind, expectedResponses: one.shuffled.Length / 2);
            foreach (SurveyResponse response in one.shuffled)
            {
                numbered.Add(response.Customer.Value[1] - '0' + 1_000_000L, response.At, response.Survey, response.Score, response.Touchpoint, response.Comment);
            }

            SurveyTimeline plain = one.answers.Timeline, shuffled = SurveyTimeline.FromResponses(one.shuffled), byNumber = numbered.Build(ExecutionOptions.Default with { Threads = one.threads });
            CustomerId[] customers = [.. one.answers.Responses.Select(response => response.Customer).Distinct()];

            Assert.Equal(customers.Length, plain.CustomerCount);
            Assert.Equal(0, numbered.Count);
            foreach (CustomerId customer in customers)
            {
                IReadOnlyList<SurveyResponse> expected = plain.ResponsesOf(customer);
                CustomerId number = (customer.Value[1] - '0' + 1_000_000L).ToString(CultureInfo.InvariantCulture);

                Assert.Equal(one.answers.Responses.Where(response => response.Customer == customer).Distinct().Order(Lines), expected.Order(Lines));
                Assert.Equal(expected, shuffled.ResponsesOf(customer));
                Assert.Equal(expected, byNumber.ResponsesOf(number).Select(response => response with { Customer = customer }));
                Assert.Equal(expected.OrderBy(response => response.At).ThenByDescending(response => response.Score), expected);
            }
        });

    [Fact]
    public void SurveysAndTouchpoints_HaveTheirResponsesAlone() => Laws.Check(SurveyAnswers.Any, answers =>
    {
        SurveyTimeline all = answers.Timeline;
        KeyValuePair<string, SurveyTimeline>[] parts = [.. all.BySurvey().SelectMany(survey => survey.Value.ByTouchpoint().Select(one => KeyValuePair.Create($"{survey.Key} {one.Key}", one.Value)))];

        Assert.Equal(all.ResponseCount, parts.Sum(part => part.Value.ResponseCount));
        foreach ((string name, SurveyTimeline part) in parts)
        {
            SurveyResponse[] own = [.. answers.Responses.Where(response => string.Equals(name, $"{response.Survey} {response.Touchpoint ?? "unknown"}", StringComparison.Ordinal)).Distinct()];
            Assert.Equal(own.Select(response => response.Customer).Distinct().Count(), part.CustomerCount);
            Assert.Equal(own.Order(Lines), Enumerable.Range(0, part.CustomerCount).SelectMany(customer => part.ResponsesOf(part.CustomerAt(customer))).Order(Lines));
        }
    });

    [Fact]
    public void AStreamOfResponses_SaysWhatAListSays() => Laws.Check(
        SurveyAnswers.Any,
        answers =>
        {
            SurveyTimeline streamed = SurveyTimeline.FromResponsesAsync(answers.Responses.ToAsyncEnumerable(), answers.Kind, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

            Assert.All(answers.Responses, response => Assert.Equal(answers.Timeline.ResponsesOf(response.Customer), streamed.ResponsesOf(response.Customer)));
            Assert.Equal(answers.Timeline.ResponseCount, streamed.ResponseCount);
        },
        times: 50);

    private static string Line(SurveyResponse response) => $"{response} {response.Comment}";
}
