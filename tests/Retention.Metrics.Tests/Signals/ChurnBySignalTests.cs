using System.Text.Json;
using NodaTime;
using static Retention.Metrics.Tests.At;
using static Retention.Metrics.Tests.Signals.SignalExample;

namespace Retention.Metrics.Tests.Signals;

public sealed class ChurnBySignalTests
{
    /// <summary>
    /// On 1 January pay ada, bo, cy, dee and fay; on 1 February ada, cy, dee, eve and fay, who ends at that very instant. Logins in the 30 days before 1 January: ada 0 (one earlier), bo no
    /// data (his first is at the start itself), cy 0 (an export only), dee 2, fay 1. Before 1 February: ada 0, cy 0, dee 1, eve none, fay 0. In January bo leaves; in February cy and fay.
    /// </summary>
    [Fact]
    public void OnPaper()
    {
        ChurnBySignal churn = Paid.ChurnBySignal(Signal.Count(Done, "login", days: 30), SignalGroups.Bounds(0, 1), TwoMonths);

        Assert.Equal(["0 or less: 0 of 2 lost, 0.0 %", "over 0 to 1: 0 of 1 lost, 0.0 %", "over 1: 0 of 1 lost, 0.0 %"], churn[0].Groups.Select(group => group.ToString()));
        Assert.Equal("unknown: 1 of 1 lost, 100.0 %", churn[0].Unknown.ToString());
        Assert.Equal("total: 1 of 5 lost, 20.0 %", churn[0].Total.ToString());
        Assert.Equal(["0 or less: 2 of 3 lost, 66.7 %", "over 0 to 1: 0 of 1 lost, 0.0 %", "over 1: nobody"], churn[1].Groups.Select(group => group.ToString()));
        Assert.Equal((Mrr(140), Mrr(90), 90m / 140m), (churn[1].Groups[0].MrrAtRisk, churn[1].Groups[0].MrrLost, churn[1].Groups[0].MrrLossRate.Value));
        Assert.Equal(WilsonInterval.Of(2, 3, 0.95), churn[1].Groups[0].Interval);
        Assert.Equal(Ratio.Of(2, 5), churn.Whole.Groups[0].ChurnRate);
        Assert.Equal(Ratio.Of(3, 10), churn.Whole.Total.ChurnRate);
        Assert.Equal(Ratio.Of(20, 15), churn.Whole.LiftOfLowest);
        Assert.Equal(new SignalGroup[] { churn.Whole.Groups[0], churn.Whole.Groups[1], churn.Whole.Groups[2] }, churn.Whole.ByChurn());
        Assert.Equal("count:login:30d", churn.Signal);
    }

    /// <summary>Days: ada 0, cy 0, dee 1, fay 1. Sums of all kinds in 31 days: ada 1, cy 2, dee 9, fay 0. Days since the last: ada 31, cy 12, dee 1, fay 2. Bo has none.</summary>
    [Theory]
    [InlineData("days", "0", "1")]
    [InlineData("sum", "0 to 1", "2 to 9")]
    [InlineData("since", "1 to 2", "12 to 31")]
    public void OtherSignals_OnPaper(string signal, string low, string high)
    {
        Signal of = signal switch
        {
            "days" => Signal.DistinctDays(Done, "login", days: 30),
            "sum" => Signal.Sum(Done, days: 31),
            _ => Signal.DaysSinceLast(Done),
        };
        SignalChurn january = Paid.ChurnBySignal(of, SignalGroups.Quantiles(2), Months("2026-01", "2026-01")).Whole;

        Assert.Equal([low, high], january.Groups.Select(group => group.Label));
        Assert.Equal([2L, 2L, 1L], january.Groups.Append(january.Unknown).Select(group => group.AtRisk));
    }

    [Fact]
    public void EqualValues_AreInOneGroup_AndAGroupCanBeEmpty()
    {
        RevenueTimeline paid = RevenueTimeline.FromIntervals(Enumerable.Range(0, 10).Select(i => new RevenueInterval($"c{i}", Utc("2025-12-01"), null, Mrr(1))));
        Signal skewed = Signal.Of("skewed", null, facts => facts.Customer.Value is "c8" ? 3 : facts.Customer.Value is "c9" ? 70 : 0);

        SignalChurn churn = paid.ChurnBySignal(skewed, SignalGroups.Quantiles(4), Months("2026-01", "2026-01")).Whole;

        Assert.Equal(["0: 0 of 8 lost, 0.0 %", "no customers: nobody", "no customers: nobody", "3 to 70: 0 of 2 lost, 0.0 %"], churn.Groups.Select(group => group.ToString()));
        Assert.Null(churn.Trend);
    }

    /// <summary>
    /// 4 November 2018 begins at one o'clock in São Paulo, so the window of one day before it begins at one o'clock of the 3rd. Ada is active at half past midnight, before it, and at five,
    /// within it: the window has one day, which began before.
    /// </summary>
    [Fact]
    public void AWindowThatBeginsWithinADay_HasThatDay()
    {
        ReportingPeriods days = ReportingCalendar.Days(Zone("America/Sao_Paulo")).From(new LocalDate(2018, 11, 3)).To(new LocalDate(2018, 11, 5));
        RevenueTimeline paid = RevenueTimeline.FromIntervals([new("ada", Utc("2018-10-01"), null, Mrr(10))]);
        ActivityTimeline done = ActivityTimeline.FromActivities([new("ada", Utc("2018-11-02T15:00")), new("ada", Utc("2018-11-03T03:30")), new("ada", Utc("2018-11-03T08:00"))]);

        Assert.Equal(["1", "1", "0"], paid.ChurnBySignal(Signal.DistinctDays(done, days: 1), SignalGroups.Quantiles(2), days).Select(period => period.Groups[0].Label));
        Assert.Equal(["1", "1", "0"], paid.ChurnBySignal(Signal.Count(done, days: 1), SignalGroups.Quantiles(2), days).Select(period => period.Groups[0].Label));
    }

    [Fact]
    public void AFraction_IsBetweenTheBoundsAroundIt()
    {
        SignalChurn halves = Paid.ChurnBySignal(Signal.Of("half", null, facts => facts.Customer.Value is "ada" ? 0.5 : facts.Customer.Value is "bo" ? -0.5 : 1), SignalGroups.Bounds(-1, 0, 0.5), Months("2026-01", "2026-01")).Whole;

        Assert.Equal([0L, 1L, 1L, 3L], halves.Groups.Select(group => group.AtRisk));
    }

    [Fact]
    public void ARatioThatIsNoFiniteNumber_IsUnknown()
    {
        Signal huge = Signal.Of("huge", null, _ => 1e300), tiny = Signal.Of("tiny", null, _ => 1e-300), none = Signal.Of("none", null, _ => 0);

        Assert.All(new[] { huge.Per(tiny), huge.Per(none), none.Per(none) }, ratio => Assert.Equal(10, Paid.ChurnBySignal(ratio, SignalGroups.Bounds(0), TwoMonths).Whole.Unknown.AtRisk));
    }

    /// <summary>The rate orders, not the number: 1 of 1, 2 of 4, 1 of 2, 3 of 10; a group of nobody is not among them.</summary>
    [Fact]
    public void ByChurn_IsByTheRate_ThenTheLargerGroup()
    {
        SignalChurn churn = Of(SignalGroups.Bounds(0, 1, 2, 3), [Group(10, 3), Group(2, 1), Group(1, 1), default, Group(4, 2), Group(9, 9)]);

        Assert.Equal([3, 5, 2, 1], churn.ByChurn().Select(group => group.Number!.Value));
    }

    [Fact]
    public void TheTrend_KeepsTheScoreOfAGroupOfNobody()
    {
        SignalChurn churn = Of(SignalGroups.Bounds(0, 1, 2), [Group(40, 4), default, Group(40, 8), Group(40, 20), Group(9, 9)]);

        Assert.Equal(CochranArmitage.Test([4, 0, 8, 20], [40, 0, 40, 40]), churn.Trend);
        Assert.NotEqual(CochranArmitage.Test([4, 8, 20], [40, 40, 40]), churn.Trend);
    }

    [Fact]
    public void AQuantileOfSeveralPeriods_ReachesFromItsLowestToItsHighestValue()
    {
        SignalGroupTotals one = Group(4, 1);
        ChurnBySignal churn = ChurnBySignal.FromTotals(
            TwoMonths, MetricPolicy.Default, Currency.Eur, "x", SignalGroups.Quantiles(2),
            [[one with { From = 2, To = 3 }, one with { From = 4, To = 9 }, default], [one with { From = 1, To = 5 }, one with { From = 6, To = 7 }, default]]);

        Assert.Equal(["1 to 5", "4 to 9"], churn.Whole.Groups.Select(group => group.Label));
    }

    /// <summary>Ada's 9 is replaced by 3 before 1 February, cy's 8 is of another survey, bo's is at the start of January itself.</summary>
    [Fact]
    public void LatestScore_IsOfTheResponsesBefore_AndSilenceIsUnknown()
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses(
        [
            new("ada", Utc("2025-12-05"), "nps", 9), new("ada", Utc("2026-01-15"), "nps", 3), new("bo", Utc("2026-01-01"), "nps", 7),
            new("cy", Utc("2025-12-05"), "support", 8), new("dee", Utc("2025-12-06"), "nps", 10), new("dee", Utc("2026-02-01"), "nps", 0),
        ]);

        ChurnBySignal churn = Paid.ChurnBySignal(Signal.LatestScore(responses, "nps"), SignalGroups.Bounds(6, 8), TwoMonths);

        Assert.Equal("score:nps", churn.Signal);
        Assert.Equal([0L, 0L, 2L, 3L], churn[0].Groups.Append(churn[0].Unknown).Select(group => group.AtRisk));
        Assert.Equal([1L, 0L, 1L, 3L], churn[1].Groups.Append(churn[1].Unknown).Select(group => group.AtRisk));
        Assert.Equal(3, Paid.ChurnBySignal(Signal.LatestScore(responses), SignalGroups.Bounds(6), TwoMonths)[0].Groups[1].AtRisk);
        Assert.Contains("nps", Assert.ThrowsAny<ArgumentException>(() => Signal.LatestScore(responses, "ces")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rfm_IsOfTheOrdersBefore()
    {
        OrderTimeline orders = OrderTimeline.FromColumns<string>(
            Currency.Eur, ["ada", "ada", "ada", "bo", "bo"],
            [Utc("2025-12-01T08:00"), Utc("2025-12-01T20:00"), Utc("2025-12-30"), Utc("2025-12-20"), Utc("2026-01-01")], [1000, 500, 250, 9900, 77]);

        SignalChurn Of(RfmMeasure measure) => Paid.ChurnBySignal(Signal.Rfm(orders, measure), SignalGroups.Quantiles(2), Months("2026-01", "2026-01")).Whole;

        Assert.Equal(["2", "12"], Of(RfmMeasure.Recency).Groups.Select(group => group.Label));
        Assert.Equal(["1", "2"], Of(RfmMeasure.Frequency).Groups.Select(group => group.Label));
        Assert.Equal(["17.5", "99"], Of(RfmMeasure.Monetary).Groups.Select(group => group.Label));
        Assert.Equal(3, Of(RfmMeasure.Monetary).Unknown.AtRisk);
        Assert.Equal("2", Paid.ChurnBySignal(Signal.Rfm(OrderTimeline.FromColumns<string>(Currency.Eur, ["ada", "ada"], [Utc("2023-01-05"), Utc("2025-12-30")], [1, 1]), RfmMeasure.Frequency), SignalGroups.Quantiles(2), TwoMonths).Whole.Groups[0].Label);
        Assert.Equal("rfm:monetary", Signal.Rfm(orders, RfmMeasure.Monetary).Name);
        _ = Assert.Throws<ArgumentOutOfRangeException>("measure", () => Signal.Rfm(orders, (RfmMeasure)7));
    }

    [Fact]
    public void WhatCannotBe_IsRefused_WithTheValue()
    {
        Assert.Contains("'logins'; the kinds are 'export', 'login'", Assert.Throws<ArgumentException>("kind", () => Signal.Count(Done, "logins")).Message, StringComparison.Ordinal);
        Assert.Contains("1 to 36600 days", Assert.Throws<ArgumentOutOfRangeException>("days", () => Signal.Count(Done, days: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("There are 0 bounds", Assert.Throws<ArgumentException>("bounds", () => SignalGroups.Bounds()).Message, StringComparison.Ordinal);
        Assert.Contains("Bound 1 is 5; expected a finite number above 5", Assert.Throws<ArgumentException>("bounds", () => SignalGroups.Bounds(5, 5)).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>("bounds", () => SignalGroups.Bounds(double.NaN));
        _ = Assert.Throws<ArgumentOutOfRangeException>("count", () => SignalGroups.Quantiles(1));
        _ = Assert.Throws<ArgumentException>("name", () => Signal.Of(" ", null, _ => 1));
    }

    [Fact]
    public void FromTotals_RefusesWhatContradictsItself_AndNamesPeriodAndGroup()
    {
        ChurnBySignal Made(SignalGroups groups, params SignalGroupTotals[] totals) => ChurnBySignal.FromTotals(Months("2026-01", "2026-01"), MetricPolicy.Default, Currency.Eur, "x", groups, [totals]);
        SignalGroupTotals fine = new() { AtRisk = 2, Lost = 1, MrrAtRisk = 10, MrrLost = 4 };
        string Refused(SignalGroups groups, params SignalGroupTotals[] totals) => Assert.Throws<ArgumentException>(nameof(totals), () => Made(groups, totals)).Message;

        Assert.Equal(Ratio.Of(1, 2), Made(SignalGroups.Bounds(0), fine, default, default).Whole.Total.ChurnRate);
        Assert.Contains("Totals of period 2026-01: there are totals of 1 groups; expected 2 groups", Refused(SignalGroups.Bounds(0), fine), StringComparison.Ordinal);
        Assert.Contains("group 2: lost is 3; it must be between 0 and 2", Refused(SignalGroups.Bounds(0), fine, fine with { Lost = 3 }, default), StringComparison.Ordinal);
        Assert.Contains("mrrLost is 11", Refused(SignalGroups.Bounds(0), fine with { MrrLost = 11 }, default, default), StringComparison.Ordinal);
        Assert.Contains("mrrAtRisk is 1", Refused(SignalGroups.Bounds(0), new SignalGroupTotals { MrrAtRisk = 1 }, default, default), StringComparison.Ordinal);
        Assert.Contains("there is no range", Refused(SignalGroups.Quantiles(2), fine, default, default), StringComparison.Ordinal);
        Assert.Contains("group 2: it starts at 3, and the group before ends at 3", Refused(SignalGroups.Quantiles(2), fine with { From = 1, To = 3 }, fine with { From = 3, To = 4 }, default), StringComparison.Ordinal);
        Assert.Contains("the range is from 4 to 3", Refused(SignalGroups.Quantiles(2), fine with { From = 4, To = 3 }, default, default), StringComparison.Ordinal);
        Assert.Contains("customers without a value have none", Refused(SignalGroups.Quantiles(2), default, default, fine with { From = 4, To = 5 }), StringComparison.Ordinal);
        Assert.Contains("no more is lost", Refused(SignalGroups.Bounds(0), fine with { MrrLost = 11 }, default, default), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_OfOtherSignalsGroupsOrQuantiles_DoNotMerge()
    {
        Signal count = Signal.Count(Done, "login");
        ChurnBySignal churn = Paid.ChurnBySignal(count, SignalGroups.Bounds(0), TwoMonths);
        ChurnBySignal Of(string customer, double value) => RevenueTimeline.FromIntervals([new(customer, Utc("2025-12-01"), null, Mrr(1))])
            .ChurnBySignal(Signal.Of("x", null, _ => value), SignalGroups.Quantiles(2), TwoMonths);

        Assert.Contains("signal: count:login:30d in bounds 0 here, count:login:30d in bounds 1", Assert.Throws<ArgumentException>(() => churn.Merge(Paid.ChurnBySignal(count, SignalGroups.Bounds(1), TwoMonths))).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => churn.Merge(Paid.ChurnBySignal(Signal.Count(Done), SignalGroups.Bounds(0), TwoMonths)));
        _ = Assert.Throws<ArgumentException>(() => Of("a", 1).Merge(Of("b", 2)));
        Assert.Equal(4, Of("a", 1).Merge(Of("b", 1)).Whole.Groups[0].AtRisk);
    }

    [Fact]
    public void TotalsComeBackFromJson()
    {
        SignalGroupTotals totals = new() { AtRisk = 2, Lost = 1, MrrAtRisk = 10, MrrLost = 4, From = 0.5, To = 3 };

        Assert.Equal(totals, JsonSerializer.Deserialize<SignalGroupTotals>(JsonSerializer.Serialize(totals)));
        Assert.Equal("""{"atRisk":0,"lost":0,"mrrAtRisk":"0","mrrLost":"0","from":null,"to":null}""", JsonSerializer.Serialize(default(SignalGroupTotals)));
    }

    /// <summary>12 + 6 at risk of which 6 + 1 lost, and 2 unknown of which 1: were the first like the second, 12 / 6 + 1 + 1 = 4 of 20.</summary>
    [Fact]
    public void ChurnRateIfLike_OnPaper()
    {
        SignalChurn churn = ChurnBySignal.FromTotals(
            Months("2026-01", "2026-01"), MetricPolicy.Default, Currency.Eur, "x", SignalGroups.Bounds(0), [[new() { AtRisk = 12, Lost = 6 }, new() { AtRisk = 6, Lost = 1 }, new() { AtRisk = 2, Lost = 1 }]]).Whole;

        Assert.Equal(0.2m, churn.ChurnRateIfLike(1, 2).Value);
        Assert.Equal(churn.Total.ChurnRate.Value, churn.ChurnRateIfLike(1, 1).Value);
        Assert.Null(Paid.ChurnBySignal(Signal.Count(Done), SignalGroups.Bounds(0, 100), TwoMonths).Whole.ChurnRateIfLike(1, 3).Value);
        _ = Assert.Throws<ArgumentOutOfRangeException>("other", () => churn.ChurnRateIfLike(1, 3));
        _ = Assert.Throws<ArgumentOutOfRangeException>("group", () => churn.ChurnRateIfLike(0, 1));
    }

    [Fact]
    public void AWindow_BeforeTheFirstDayThereIs_HoldsEverything() =>
        Assert.Equal(4, Paid.ChurnBySignal(Signal.Count(Done, days: 36_600), SignalGroups.Bounds(0), Months("2026-01", "2026-01")).Whole.Groups[1].AtRisk);

    private static SignalGroupTotals Group(long atRisk, long lost) => new() { AtRisk = atRisk, Lost = lost };

    private static SignalChurn Of(SignalGroups groups, SignalGroupTotals[] totals) => ChurnBySignal.FromTotals(Months("2026-01", "2026-01"), MetricPolicy.Default, Currency.Eur, "x", groups, [totals]).Whole;
}
