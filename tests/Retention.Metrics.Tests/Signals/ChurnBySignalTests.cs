using System.Text.Json;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Signals;

public sealed class ChurnBySignalTests
{
    private static readonly RevenueTimeline Paid = RevenueTimeline.FromIntervals(
    [
        new("ada", Utc("2025-11-03"), null, Mrr(50)), new("bo", Utc("2025-11-10"), Utc("2026-01-20"), Mrr(20)), new("cy", Utc("2025-12-01"), Utc("2026-02-10"), Mrr(30)),
        new("dee", Utc("2025-12-05"), null, Mrr(40)), new("eve", Utc("2026-01-31T23:59"), null, Mrr(10)), new("fay", Utc("2025-12-09"), Utc("2026-02-01"), Mrr(60)),
    ]);

    private static readonly Activity[] Doings =
    [
        new("dee", Utc("2026-01-02T10:00"), "login", 4), new("dee", Utc("2025-12-31T23:30"), "login"), new("dee", Utc("2025-12-31T08:00"), "login"), new("dee", Utc("2025-12-02T00:00"), "export", 7),
        new("ada", Utc("2025-12-01T23:59"), "login"), new("bo", Utc("2026-01-01T00:00"), "login"), new("cy", Utc("2025-12-20T12:00"), "export", 2), new("fay", Utc("2025-12-30T00:00"), "login", 0),
    ];

    private static readonly ActivityTimeline Done = ActivityTimeline.FromActivities(Doings);

    private static readonly ReportingPeriods TwoMonths = Months("2026-01", "2026-02");

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

    [Fact]
    public void AFunctionOfTheCaller_ThatUsesAFactAtTheStart_IsRefused()
    {
        Signal late = Signal.Of("late", (customer, instant) => customer == "dee" ? new SignalValue(1, instant) : new SignalValue(1, instant - Duration.Epsilon));
        Signal timely = Signal.Of("timely", (_, instant) => new SignalValue(1, instant - Duration.Epsilon));

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Paid.ChurnBySignal(late, SignalGroups.Bounds(0), TwoMonths));
        Assert.StartsWith("The signal 'late' of customer dee at 2026-01-01T00:00:00Z is made from facts up to 2026-01-01T00:00:00Z; they must be before 2026-01-01T00:00:00Z.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(10, Paid.ChurnBySignal(timely, SignalGroups.Bounds(0), TwoMonths).Whole.Groups[1].AtRisk);
    }

    [Fact]
    public void FactsOfACustomer_EndBeforeTheInstant()
    {
        var seen = new List<string>();
        Signal reading = Signal.Of("reading", Done, facts =>
        {
            lock (seen)
            {
                seen.Add($"{facts}: {facts.Count()}, {facts.Sum("login")}, {facts.Mrr}, {facts.DaysSinceFirstPayment}");
            }

            return 1;
        });

        _ = Paid.ChurnBySignal(reading, SignalGroups.Bounds(0), Months("2026-01", "2026-01"));

        Assert.Equal(
            [
                "ada before 2026-01-01T00:00:00Z: 1, 1, 50.00 EUR/month, 59", "bo before 2026-01-01T00:00:00Z: 0, 0, 20.00 EUR/month, 52", "cy before 2026-01-01T00:00:00Z: 1, 0, 30.00 EUR/month, 31",
                "dee before 2026-01-01T00:00:00Z: 3, 2, 40.00 EUR/month, 27", "fay before 2026-01-01T00:00:00Z: 1, 0, 60.00 EUR/month, 23",
            ],
            seen.Order(StringComparer.Ordinal));
    }

    /// <summary>In Berlin February begins at 23:00 of 31 January in UTC. Ada paid first on 31 December there, 31 days and half an hour before, and pays more from that very instant on.</summary>
    [Fact]
    public void FactsOfACustomer_AreOfTheZone_AndOfBeforeTheInstant()
    {
        Instant start = Utc("2026-01-31T23:00");
        RevenueTimeline paid = RevenueTimeline.FromIntervals([new("ada", Utc("2025-12-31T22:30"), start, Mrr(10)), new("ada", start, null, Mrr(99))]);
        ReportingPeriods february = ReportingCalendar.Months(Zone("Europe/Berlin")).Containing(new LocalDate(2026, 2, 1));
        SignalGroups groups = SignalGroups.Quantiles(2);

        Assert.Equal("32", paid.ChurnBySignal(Signal.Of("days", null, facts => facts.DaysSinceFirstPayment), groups, february).Whole.Groups[0].Label);
        Assert.Equal("10", paid.ChurnBySignal(Signal.Of("mrr", null, facts => (double)facts.Mrr.Monthly.Amount), groups, february).Whole.Groups[0].Label);
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

    /// <summary>2 × 1,000,000 / 2,000,001 is below 1, and so is 2 × (2⁶⁰ − 1) / 2⁶¹, whatever a number of 53 bits makes of it.</summary>
    [Fact]
    public void AQuantile_IsExact_HoweverManyCustomers()
    {
        SignalGroups halves = SignalGroups.Quantiles(2);

        Assert.Equal((0, 1), (halves.QuantileOf(1_000_000, 2_000_001), halves.QuantileOf(1_000_001, 2_000_001)));
        Assert.Equal((0, 1), (halves.QuantileOf((1L << 60) - 1, 1L << 61), halves.QuantileOf(1L << 60, 1L << 61)));
    }

    /// <summary>Three customers of each of four values, with 4 × 10¹⁸ millionths a year: five of them are more than 64 bits hold. Half of them leave.</summary>
    [Fact]
    public void RevenueThatNeeds65Bits_IsAddedExactly()
    {
        const long Each = 4_000_000_000_000_000_000;
        RevenueTimeline paid = RevenueTimeline.FromIntervals(
            Enumerable.Range(0, 12).Select(i => new RevenueInterval($"{i:00}", Utc("2025-12-01"), i % 2 == 0 ? Utc("2026-01-10") : null, new RecurringRevenue(Each, Currency.Eur))));
        Signal quarter = Signal.Of("quarter", null, facts => int.Parse(facts.Customer.Value, System.Globalization.CultureInfo.InvariantCulture) / 3);

        foreach (SignalGroups groups in new[] { SignalGroups.Bounds(1), SignalGroups.Quantiles(2) })
        {
            SignalChurn churn = paid.ChurnBySignal(quarter, groups, Months("2026-01", "2026-01")).Whole;

            Assert.All(churn.Groups, group => Assert.Equal(((Int128)Each * 6, (Int128)Each * 3), (group.Totals.MrrAtRisk, group.Totals.MrrLost)));
        }
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

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ANumberThatIsNotFinite_IsRefused(double number)
    {
        Assert.Contains("expected a finite number", Assert.Throws<ArgumentException>(() => Paid.ChurnBySignal(Signal.Of("x", null, _ => number), SignalGroups.Bounds(0), TwoMonths)).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new SignalValue(number, Utc("2026-01-01")));
    }

    [Fact]
    public void SeatsUsedForEachSeatPaid_IsARatio()
    {
        SubscriptionHistory history =
        [
            Subscription.Of("ada").Starts(Utc("2025-12-01"), RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = 4 }),
            new Subscription("s2", "ada").Starts(Utc("2025-12-05"), RecurringPrice.Monthly(5m, Currency.Eur) with { Quantity = 1 }),
            Subscription.Of("ada").ChangesPrice(Utc("2026-01-01"), RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = 9 }),
            Subscription.Of("bo").Starts(Utc("2025-12-01"), RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = 2 }),
            new Subscription("trial", "bo").TrialStarts(Utc("2025-12-03")),
            new Subscription("paused", "bo").Starts(Utc("2025-12-01"), RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = 7 }),
            new Subscription("paused", "bo").Pauses(Utc("2025-12-10")),
        ];
        ActivityTimeline seats = ActivityTimeline.FromActivities([new("ada", Utc("2025-12-20"), "seats", 3), new("bo", Utc("2025-12-21"), "seats", 2)]);
        Signal ratio = Signal.Sum(seats, "seats", days: 30).Per(Signal.SeatsPaid(history));

        SignalChurn churn = RevenueTimeline.FromHistory(history).ChurnBySignal(ratio, SignalGroups.Quantiles(2), Months("2026-01", "2026-01")).Whole;

        Assert.Equal("sum:seats:30d/seats-paid", ratio.Name);
        Assert.Equal(["0.6", "1"], churn.Groups.Select(group => group.Label));
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

    /// <summary>A window of no days or of fewer held nothing, and gave 0 without a word.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(36_601)]
    public void AWindowOfTheFactsOfACustomer_ThatIsNone_IsRefused(int days)
    {
        Signal counting = Signal.Of("counting", Done, facts => facts.Count("login", days)), adding = Signal.Of("adding", null, facts => facts.Sum(days: days));

        Assert.Contains("1 to 36600 days", Assert.Throws<ArgumentOutOfRangeException>(nameof(days), () => Paid.ChurnBySignal(counting, SignalGroups.Bounds(0), TwoMonths)).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(nameof(days), () => Paid.ChurnBySignal(adding, SignalGroups.Bounds(0), TwoMonths));
    }

    [Fact]
    public void AKindThatNoActivityHas_IsRefused_InFactsOfACustomer()
    {
        Signal misspelt = Signal.Of("misspelt", Done, facts => facts.Count("logins"));

        Assert.Contains("'logins'; the kinds are 'export', 'login'", Assert.Throws<ArgumentException>("kind", () => Paid.ChurnBySignal(misspelt, SignalGroups.Bounds(0), TwoMonths)).Message, StringComparison.Ordinal);
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

    /// <summary>Few changes of revenue and very many activities: the work is split by the activities, and no figure depends on it.</summary>
    [Fact]
    public void ManyActivities_OnAnyNumberOfThreads_GiveTheSame()
    {
        const int Rows = 700_000, Customers = 300;
        int[] customers = new int[Rows];
        var at = new Instant[Rows];
        for (int row = 0; row < Rows; row++)
        {
            customers[row] = (int)(row * 7_919L % Customers) * (row % 3) % Customers;
            at[row] = Utc("2025-10-01") + Duration.FromSeconds(row * 104_729L % (180 * 86_400));
        }

        ActivityTimeline done = ActivityTimeline.FromColumns<int>(customers, at);
        RevenueTimeline paid = RevenueTimeline.FromIntervals(Enumerable.Range(0, Customers).Select(i => new RevenueInterval($"{i}", Utc("2025-12-01"), i % 3 == 0 ? Utc("2026-01-20") : null, Mrr(1 + i))));
        foreach (SignalGroups groups in new[] { SignalGroups.Bounds(0, 100, 500), SignalGroups.Quantiles(5) })
        {
            ChurnBySignal churn = paid.ChurnBySignal(Signal.Count(done), groups, TwoMonths, ExecutionOptions.Sequential);

            Assert.Equal(Customers + Customers * 2 / 3, churn.Whole.Total.AtRisk);
            Assert.Equal(churn, paid.ChurnBySignal(Signal.Count(done), groups, TwoMonths, ExecutionOptions.Default with { Threads = 5 }));
        }
    }

    [Fact]
    public void Cancellation_StopsTheScan() => Assert.ThrowsAny<OperationCanceledException>(
        () => Paid.ChurnBySignal(Signal.Count(Done), SignalGroups.Bounds(0), TwoMonths, new ExecutionOptions { Cancellation = new CancellationToken(canceled: true) }));

    [Fact]
    public void AWindow_BeforeTheFirstDayThereIs_HoldsEverything() =>
        Assert.Equal(4, Paid.ChurnBySignal(Signal.Count(Done, days: 36_600), SignalGroups.Bounds(0), Months("2026-01", "2026-01")).Whole.Groups[1].AtRisk);

    /// <summary>Of many periods at once more is kept than of a few, and a customer who pays again is read twice.</summary>
    [Fact]
    public void ManyPeriods_AreThoseOfEachAlone()
    {
        Instant start = Utc("2025-01-01");
        RevenueTimeline paid = RevenueTimeline.FromIntervals(Enumerable.Range(0, 40).SelectMany(i => new RevenueInterval[]
        {
            new($"{i}", start + Duration.FromDays(3 * i), start + Duration.FromDays((5 * i) + 90), Mrr(1 + i)), new($"{i}", start + Duration.FromDays((5 * i) + 120), i % 2 == 0 ? null : start + Duration.FromDays(390 - i), Mrr(2 + i)),
        }));
        ActivityTimeline done = ActivityTimeline.FromActivities(Enumerable.Range(0, 4_000).Select(row =>
            new Activity($"{row * 31 % 45}", start + Duration.FromHours((row * 7_919L % (24 * 370)) + 480), row % 3 == 0 ? "export" : "login", row % 5)));
        ReportingPeriods days = ReportingCalendar.Days(DateTimeZone.Utc).From(new LocalDate(2025, 1, 10)).To(new LocalDate(2026, 1, 25));
        foreach (Signal signal in new[] { Signal.Count(done, "login", 9), Signal.Sum(done, days: 9), Signal.DistinctDays(done, "login", 9), Signal.DaysSinceLast(done, "export") })
        {
            ChurnBySignal churn = paid.ChurnBySignal(signal, SignalGroups.Bounds(0, 2, 4), days);
            Assert.True(churn.Whole.Groups.Count(group => group.AtRisk > 0) >= 3 && churn.Whole.Unknown.AtRisk > 0 && churn.Whole.Total.Lost > 40);
            for (int day = 0; day < days.Count; day += 13)
            {
                ReportingPeriods alone = ReportingPeriods.Between(DateTimeZone.Utc, days[day].Start, days[day].End);
                Assert.Equal(Figures(churn[day]), Figures(paid.ChurnBySignal(signal, SignalGroups.Bounds(0, 2, 4), alone)[0]));
            }
        }

        static IEnumerable<(long, long, Money)> Figures(SignalChurn churn) => churn.Groups.Append(churn.Unknown).Select(group => (group.AtRisk, group.Lost, group.MrrAtRisk.Monthly));
    }

    /// <summary>With more than 256 kinds a kind is stored another way.</summary>
    [Fact]
    public void ManyKinds_AreReadAsFew()
    {
        Activity[] more = [.. Enumerable.Range(0, 300).Select(kind => new Activity("dee", Utc("2025-12-15") + Duration.FromHours(kind), $"kind {kind}"))];
        ActivityTimeline many = ActivityTimeline.FromActivities(Doings.Concat(more));
        Assert.True(many.Kinds.Count > 256);
        foreach (Func<ActivityTimeline, Signal> signal in new Func<ActivityTimeline, Signal>[] { done => Signal.Count(done, "login"), done => Signal.Sum(done, "login"), done => Signal.DistinctDays(done, "login"), done => Signal.DaysSinceLast(done, "login") })
        {
            Assert.Equal(Paid.ChurnBySignal(signal(Done), SignalGroups.Bounds(0, 1), TwoMonths), Paid.ChurnBySignal(signal(many), SignalGroups.Bounds(0, 1), TwoMonths));
        }
    }

    /// <summary>The quantities of one window must be below 2^63; those of all windows together need not be.</summary>
    [Fact]
    public void LargeQuantities_AreAddedExactly_AndRefusedWhereAWindowOverflows()
    {
        ActivityTimeline Huge(params string[] at) => ActivityTimeline.FromActivities([.. at.Select(day => new Activity("ada", Utc(day), "rows", long.MaxValue / 2)), new("dee", Utc("2025-12-20"), "rows", 3)]);
        SignalGroups groups = SignalGroups.Bounds(0, 3, 5e18);
        ChurnBySignal churn = Paid.ChurnBySignal(Signal.Sum(Huge("2025-12-10", "2025-12-11", "2026-01-10", "2026-01-11"), days: 30), groups, TwoMonths);

        Assert.Equal([(0L, 1L, 0L, 1L), (1L, 0L, 0L, 1L)], churn.Select(period => (period.Groups[0].AtRisk, period.Groups[1].AtRisk, period.Groups[2].AtRisk, period.Groups[3].AtRisk)));
        _ = Assert.ThrowsAny<OverflowException>(() => Paid.ChurnBySignal(Signal.Sum(Huge("2025-12-10", "2025-12-11", "2025-12-12"), days: 30), groups, TwoMonths));
    }

    /// <summary>One large quantity of the kind lies in each window, that of 1 February in the second alone; those of the other kind would not fit.</summary>
    [Fact]
    public void LargeQuantities_AreOfTheKind_AndOfTheirOwnWindow()
    {
        const long Half = long.MaxValue / 2;
        ActivityTimeline done = ActivityTimeline.FromActivities(
            [new("ada", Utc("2026-01-10"), "rows", Half), new("ada", Utc("2026-01-11"), "other", Half), new("ada", Utc("2026-01-12"), "other", Half), new("ada", Utc("2026-02-01"), "rows", Half)]);

        ChurnBySignal churn = Paid.ChurnBySignal(Signal.Sum(done, "rows", days: 30), SignalGroups.Bounds(0, 5e18), Months("2026-02", "2026-03"));

        Assert.Equal([(1L, 0L), (1L, 0L)], churn.Select(period => (period.Groups[1].AtRisk, period.Groups[2].AtRisk)));

        // A small one before them changes nothing of what does not fit.
        ActivityTimeline tooMany = ActivityTimeline.FromActivities([new("ada", Utc("2025-11-20"), "other", 1), .. Enumerable.Range(10, 3).Select(day => new Activity("ada", Utc($"2026-01-{day}"), "other", Half))]);
        _ = Assert.ThrowsAny<OverflowException>(() => Paid.ChurnBySignal(Signal.Sum(tooMany, days: 30), SignalGroups.Bounds(0), Months("2026-02", "2026-02")));
    }

    private static SignalGroupTotals Group(long atRisk, long lost) => new() { AtRisk = atRisk, Lost = lost };

    private static SignalChurn Of(SignalGroups groups, SignalGroupTotals[] totals) => ChurnBySignal.FromTotals(Months("2026-01", "2026-01"), MetricPolicy.Default, Currency.Eur, "x", groups, [totals]).Whole;
}
