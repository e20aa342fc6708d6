using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Feedback;

public sealed class AppendedAnswersTests
{
    private const int Customers = 30_000;

    /// <summary>A timeline with appended rows is read in blocks of customers, each numbered from 0. A third of them answer each score; those of the first third leave, and one of the last.</summary>
    [Fact]
    public void ALongTimeline_ToWhichRowsWereAppended_GivesWhatAllRowsGive()
    {
        string[] all = [.. Enumerable.Range(0, Customers).Select(i => FormattableString.Invariant($"c{i:d5}"))], gone = all[..(Customers / 3)];
        SurveyTimeline responses = SurveyTimeline.FromResponses(
            all.Select((customer, i) => new SurveyResponse(customer, Utc("2026-03-05"), "s", i < Customers / 3 ? 2 : i < Customers / 3 * 2 ? 8 : 10)), SurveyKind.Nps);
        AppendableTimeline<string, string> timeline = Append(Append(new(Currency.Eur), all, "2026-01-01", 1000), gone, "2026-03-20", 0);

        ChurnAfterAnswer found = Append(timeline, all[^1..], "2026-03-25", 0).Timeline.ChurnAfterAnswer(responses, Months("2026-03", "2026-03"), SurveyKind.Nps, days: 30, asOf: Utc("2026-06-01"));

        Assert.Equal(Ratio.Of(Customers / 3, Customers / 3), found[0].Of(AnswerBand.Detractor).ChurnRate);
        Assert.Equal(Ratio.Of(0, Customers / 3), found[0].Of(AnswerBand.Passive).ChurnRate);
        Assert.Equal(Ratio.Of(1, Customers / 3), found[0].Of(AnswerBand.Promoter).ChurnRate);
    }

    private static AppendableTimeline<string, string> Append(AppendableTimeline<string, string> timeline, string[] customers, string at, long level) =>
        timeline.Append(customers, customers, [.. customers.Select(_ => Utc(at))], [.. customers.Select(_ => level)]);
}
