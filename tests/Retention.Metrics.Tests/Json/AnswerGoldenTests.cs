using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Retention.Metrics.Tests.Promises;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Json;

/// <summary>The JSON of each answer is an approved file: what a program reads does not change unseen.</summary>
public sealed class AnswerGoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly ReportingPeriods Quarter = ReportingCalendar.Months(Zone("Europe/Berlin")).From(Month("2026-01")).To(Month("2026-03"));

    private static readonly Portfolio Shop = Portfolio
        .With("ada").Has("plan", "pro").Starts(2026, 1, 5, monthly: 49).PaymentFails(2026, 2, 7).PaymentRecovers(2026, 2, 9).Orders(2026, 1, 7, 20).Orders(2026, 2, 9, 30)
        .And("bo").Has("plan", "team").TrialStarts(2026, 1, 10).Starts(2026, 1, 20, monthly: 33.333333m).Cancels(2026, 3, 20, ChurnReason.Voluntary).Orders(2026, 1, 20, 10).Orders(2026, 3, 2, 10);

    private static readonly Dictionary<string, Func<object>> Answers = new(StringComparer.Ordinal)
    {
        ["RollForward"] = () => Timeline.RollForward(Quarter),
        ["TrailingRetention"] = () => Timeline.TrailingYear(Quarter),
        ["TrailingRetention.days"] = () => Timeline.TrailingDays(Quarter, 28),
        ["RevenueCohortTable"] = () => Timeline.Cohorts(Quarter, columns: 2),
        ["OrderCohortTable"] = () => Orders.Cohorts(Quarter, columns: 2),
        ["OrderMetrics"] = () => Orders.Metrics(Quarter),
        ["ActivityMetrics"] = () => Activities.Metrics(Quarter),
        ["DayRetention"] = () => Activities.DayRetention(Quarter, [DayWindow.On(1), DayWindow.Between(1, 7), DayWindow.OnOrAfter(30)], Utc("2026-04-01")),
        ["ActivityCohortTable"] = () => Activities.Cohorts(Quarter, columns: 2),
        ["DaysBetweenOrders"] = () => Orders.DaysBetweenOrders(Quarter),
        ["RepeatWithin"] = () => Orders.RepeatWithin(Quarter, 45, Utc("2026-04-01")),
        ["Nps"] = () => Asked.OfSurvey("nps").Nps(Quarter),
        ["Csat"] = () => Asked.OfSurvey("csat").Csat(Quarter),
        ["Ces"] = () => Asked.OfSurvey("ces").Ces(ReportingCalendar.Months(Quarter.Zone).Containing(Utc("2026-03-05"))),
        ["CountedResponse"] = () => Asked.Explain(Quarter, withComments: true).ToArray(),
        ["ChurnAfterAnswer"] = () => Timeline.ChurnAfterAnswer(Asked.OfSurvey("nps"), Quarter, SurveyKind.Nps, 20, Utc("2026-04-15")),
        ["ResponseRate"] = () => Timeline.ResponseRate(Asked, Quarter),
        ["RfmTable"] = () => Orders.Rfm(Quarter.Zone, new LocalDate(2026, 3, 31)),
        ["RevenueReport"] = () => Timeline.Report(ReportingCalendar.Months(Quarter.Zone).Containing(Utc("2026-03-05"))),
        ["OrderReport"] = () => Orders.Report(ReportingCalendar.Months(Quarter.Zone).Containing(Utc("2026-03-05"))),
        ["BySegment"] = () => Orders.By(Segmentation.By(Shop.Customers, "plan")).Metrics(ReportingCalendar.Years(Quarter.Zone).Containing(Utc("2026-03-05"))),
        ["RollForwardByProduct"] = () => ProductTimeline.FromHistory(Moved).RollForward(ReportingCalendar.Months(Quarter.Zone).Containing(Utc("2026-02-05"))),
        ["ChurnByReason"] = () => Churn.ByReason(Quarter),
        ["ChurnByTenure"] = () => Churn.ByTenure(Quarter),
        ["ChurnByTrigger"] = () => Churn.ByTrigger(Quarter, TriggerWindow.OfDays(30).Marking("release 5", Utc("2026-03-19"))),
        ["ChurnReport"] = () => Churn.Report(ReportingCalendar.Months(Quarter.Zone).Containing(Utc("2026-03-05"))),
        ["Renewals"] = () => Churn.Renewals(Quarter),
        ["PaymentRecovery"] = () => PaymentRecovery.Of(Shop.History, Quarter),
        ["TrialConversion"] = () => TrialConversion.Of(Shop.History, Quarter),
        ["ExplainedChurn"] = () => Churn.Explain(Quarter, window: TriggerWindow.OfDays(30)).ToArray(),
        ["PaymentFailure"] = () => PaymentRecovery.Explain(Shop.History, Quarter).ToArray(),
        ["TrialEnd"] = () => TrialConversion.Explain(Shop.History, Quarter).ToArray(),
        ["TermEnd"] = () => RenewalCalendar.Of(Shop.History, Quarter.Zone).TermEnds(Quarter.Start, Utc("2026-02-10")).ToArray(),
        ["MrrContribution"] = () => Timeline.Explain(Quarter, RevenueFigure.NewMrr).ToArray(),
        ["OrderContribution"] = () => Orders.Explain(Quarter, OrderFigure.Revenue).ToArray(),
        ["LostRevenue"] = () => Timeline.LostRevenue(Quarter, LifetimeValuation.MrrTimesMonths(10)),
        ["RevenueConcentration"] = () => Timeline.ConcentrationAt(Utc("2026-02-01"), 1),
        ["PolicyComparison"] = () => PolicyComparison.Of(Shop.History, ReportingCalendar.Quarters(Quarter.Zone).Containing(Utc("2026-03-05")), PolicyPreset.Default, PolicyPreset.Stripe),
        ["PolicyDifference"] = () => PolicyComparison.Of(Shop.History, Quarter, PolicyPreset.Default, PolicyPreset.Stripe).Customers(RevenueFigure.CustomersAtRisk),
        ["PolicyPreset"] = () => PolicyPreset.Baremetrics,
        ["Reconciliation"] = () => Reconciliation.Of(Shop.History, [new("ada", Month("2026-02"), Eur(49)), new("bo", Month("2026-02"), Eur(20))], Quarter.Zone),
        ["Projection"] = () => Projection.Of(Assumed, 2),
        ["InitiativeReturn"] = () => InitiativeReturn.Of(Assumed, Assumed.ChurnTimes(0.5m), 2, new InitiativeCost(Eur(10), Eur(1))),
        ["RetentionExperiment"] = () => new RetentionExperiment(new ExperimentArm(80, 48), new ExperimentArm(70, 56)),
        ["ChurnBySignal"] = () => Timeline.ChurnBySignal(Signal.Count(Done, "login", days: 30), SignalGroups.Bounds(0, 5), Quarter),
        ["ChurnBySignal.quantiles"] = () => Timeline.ChurnBySignal(Signal.Sum(Done, days: 30), SignalGroups.Quantiles(2), Quarter),
        ["AtRiskCustomers"] = () => Timeline.AtRisk(Signal.Count(Done), Timeline.ChurnBySignal(Signal.Count(Done), SignalGroups.Bounds(0, 5), Months("2026-01", "2026-02")), groups: 3),
        ["AtRiskHits"] = () => AtRiskHits.Of(
            Timeline.ChurnBySignal(Signal.Count(Done), SignalGroups.Bounds(0, 5), Months("2026-01", "2026-01")), Timeline.ChurnBySignal(Signal.Count(Done), SignalGroups.Bounds(0, 5), Months("2026-02", "2026-03"))),
        ["PublishedBenchmark"] = () => PublishedBenchmarks.ExpansionShare2020,
        ["BenchmarkComparison"] = () => PublishedBenchmarks.AcceptableChurn.CompareTo(Ratio.Of(1, 10), BenchmarkPeriod.Month),
        ["ReportingPeriods"] = () => Quarter,
        ["ReportingPeriods.asOf"] = () => Quarter.AsOf(Utc("2026-02-11")),
        ["CommittedRevenue"] = () => Scheduled.CommittedRevenue(Quarter),
        ["UpcomingRevenue"] = () => Scheduled.Upcoming(Utc("2026-02-20"), Quarter),
        ["CustomerTable"] = () => RevenueTimeline.FromHistory(Scheduled).By(Segmentation.By(Shop.Customers, "plan")).CustomersAt(Utc("2026-02-20"), Quarter.Zone),
        ["CustomerTable.levels"] = () => RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), null, RecurringRevenue.PerMonth(Eur(9)))]).CustomersAt(Utc("2026-02-20")),
        ["SubscriptionFinding"] = () => SubscriptionHistory.Check([Subscription.Of("ada").Ends(Utc("2026-03-05")) with { EventId = "e1" }]),
        ["OrderFinding"] = () => OrderHistory.Check([new Order("ada", Utc("2026-03-05"), Eur(-1))]),
        ["InvoiceLineFinding"] = () => InvoiceRevenue.Check(
            [new("ada", "s", Utc("2026-01-01"), Utc("2026-02-01"), Eur(-49)), new("ada", "s", Utc("2026-01-01"), Utc("2026-02-01"), Eur(5)) { Kind = InvoiceLineKind.Tax }]),
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    private static SubscriptionHistory Moved =>
    [
        Subscription.Of("ada").Starts(Utc("2026-01-05"), RecurringPrice.Monthly(20m, Currency.Eur) with { Product = "basic, \"old\"" }),
        Subscription.Of("ada").ChangesPrice(Utc("2026-02-10"), RecurringPrice.Monthly(49m, Currency.Eur) with { Product = "pro" }),
        Subscription.Of("bo").Starts(Utc("2026-02-20"), RecurringPrice.Monthly(33.333333m, Currency.Eur)),
    ];

    private static SubscriptionHistory Scheduled =>
    [
        Subscription.Of("ada").Starts(Utc("2026-01-05"), Monthly(49)), Subscription.Of("ada").ChangesPrice(Utc("2026-04-01"), Monthly(55)) with { RecordedAt = Utc("2026-02-10") },
        Subscription.Of("bo").Starts(Utc("2026-01-20"), Monthly(33.333333m)), Subscription.Of("bo").SchedulesCancellation(Utc("2026-02-10"), Utc("2026-03-20")),
    ];

    private static ActivityTimeline Done => ActivityTimeline.FromActivities(
        [new("ada", Utc("2026-01-10"), "login", 3), new("ada", Utc("2026-02-20"), "export, \"raw\"", 7), new("bo", Utc("2026-01-30"), "login")]);

    private static SurveyTimeline Asked => SurveyTimeline.FromResponses(
    [
        new("ada", Utc("2026-02-09"), "nps", 9), new("bo", Utc("2026-03-05"), "nps", 6) { Touchpoint = "support", Comment = "slow, \"but\" kind" }, new("cy", Utc("2026-03-05"), "nps", 7),
        new("ada", Utc("2026-02-09"), "csat", 5), new("bo", Utc("2026-02-10"), "csat", 2), new("ada", Utc("2026-03-09"), "ces", 7), new("bo", Utc("2026-03-10"), "ces", 3),
    ]);

    private static RevenueTimeline Timeline => RevenueTimeline.FromHistory(Shop.History);

    private static ActivityTimeline Activities => ActivityTimeline.FromActivities(
    [
        new("ada", Utc("2026-01-05"), "login"), new("ada", Utc("2026-01-06"), "export", 3), new("ada", Utc("2026-02-09"), "login"),
        new("bo", Utc("2026-01-20"), "login"), new("bo", Utc("2026-03-02"), "login"),
    ]);

    private static OrderTimeline Orders => OrderTimeline.FromHistory(Shop.OrderHistory);

    private static ChurnAnalysis Churn => ChurnAnalysis.Of(Shop.History);

    private static WhatIf Assumed => new(Eur(1000), 10) { CustomerChurn = 0.1m, RevenueChurn = 0.1m, AcquiredCustomers = 1, AcquiredMrr = Eur(100) };

    [Theory]
    [MemberData(nameof(Names))]
    public void AnAnswer_IsWrittenAsApproved(string name)
    {
        string file = $"{name}.json", received = Path.Combine(AppContext.BaseDirectory, "Golden.received");
        object answer = Answers[name]();
        string json = JsonSerializer.Serialize(answer, answer.GetType(), Indented) + "\n";
        _ = Directory.CreateDirectory(received);
        File.WriteAllText(Path.Combine(received, file), json);
        string approved = Path.Combine(Repository.Root(), "tests", "Retention.Metrics.Tests", "Json", "Golden", file);

        Assert.True(File.Exists(approved), $"There is no {approved}. If its JSON is right, approve it: cp '{received}/{file}' '{approved}'");
        Assert.Equal(File.ReadAllText(approved), json);
    }

    /// <summary>Each answer that states what computes it is written in one of the files, or is a part of one.</summary>
    [Fact]
    public void EveryAnswer_HasAFile() => Assert.Empty(
        typeof(Money).Assembly.GetExportedTypes()
            .Where(type => type.GetCustomAttribute<JsonConverterAttribute>(inherit: false)?.ConverterType == typeof(AnswerJsonConverter) && type.GetCustomAttribute<ComputedByAttribute>() is not null)
            .Select(type => type.Name.Split('`')[0])
            .Except([.. Answers.Keys, .. PartsOfOthers], StringComparer.Ordinal));

    private static readonly string[] PartsOfOthers =
        ["ReportingPeriod", "DayHistogram", "RfmRow", "CustomerRevenue", "RevenueLoss", "BenchmarkSource", "DifferenceInterval", "RateInterval", "ScoreInterval", "RelativeRisk", "TrendTest", "SignalGroups", "SignalGroup", "SignalChurn", "ChurnBySignalRow", "AtRiskCustomer", "PolicySetting", "DifferingSetting", "ReconciliationRow", "ReconciliationTotal", "InvoiceRevenueCheck", "HistoryCheck", "Finding"];
}
