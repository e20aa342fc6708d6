using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class SignalExamples
{
    private static readonly Subscription Cy = Subscription.Of("cy");

    private readonly RevenueTimeline timeline = LittleUse.Timeline;
    private readonly ActivityTimeline activities = LittleUse.Activities;
    private readonly ReportingPeriods months = LittleUse.Months;
    private readonly ReportingPeriods firstMonths = LittleUse.Months;
    private readonly ReportingPeriods lastMonth = LittleUse.March;
    private readonly ReportingPeriods march = LittleUse.March;
    private readonly SubscriptionHistory history = [Cy.Starts(Instant.FromUtc(2025, 12, 1, 0, 0), RecurringPrice.Monthly(30m, Currency.Eur))];
    private readonly OrderTimeline orders = OrderTimeline.FromColumns<string>(Currency.Eur, ["cy"], [Instant.FromUtc(2025, 12, 1, 0, 0)], [100]);
    private readonly Signal logins = Signal.Count(LittleUse.Activities, "login", days: 30);

    [Fact]
    public void ChurnBySignal_Type()
    {
        #region xml: ChurnBySignal
        ChurnBySignal byLogins = timeline.ChurnBySignal(Signal.Count(activities, "login", days: 30), SignalGroups.Bounds(0, 5), months);
        Show(byLogins.Whole.Groups[0].ChurnRate.Value); // 0.5: of customers without a login in the 30 days before, half left
        Show(byLogins.Whole.Groups[2].ChurnRate.Value); // 0
        Show(byLogins.Whole.LiftOfLowest.Value);        // 2.5
        #endregion
    }

    [Fact]
    public void SignalChurn_ChurnRateIfLike()
    {
        #region xml: SignalChurn.ChurnRateIfLike
        SignalChurn churn = timeline.ChurnBySignal(logins, SignalGroups.Bounds(0, 5), months).Whole;
        Show(churn.Total.ChurnRate.Value);                      // 0.2
        Show(churn.ChurnRateIfLike(group: 1, other: 2).Value);  // 0
        #endregion
    }

    [Fact]
    public void AtRiskCustomers_Type()
    {
        #region xml: AtRiskCustomers
        Signal logins = Signal.Count(activities, "login", days: 30);
        ChurnBySignal learned = timeline.ChurnBySignal(logins, SignalGroups.Bounds(0, 5), months);
        AtRiskCustomers now = timeline.AtRisk(logins, learned);
        Show(now[0].Customer);             // cy
        Show(now[0].ExpectedLoss.Monthly); // 15.00 EUR: half of 30.00
        #endregion
    }

    [Fact]
    public void AtRiskHits_Type()
    {
        #region xml: AtRiskHits
        ChurnBySignal learned = timeline.ChurnBySignal(logins, SignalGroups.Bounds(0, 5), firstMonths);
        ChurnBySignal heldOut = timeline.ChurnBySignal(logins, SignalGroups.Bounds(0, 5), lastMonth);
        AtRiskHits hits = AtRiskHits.Of(learned, heldOut);
        Show(hits.HitRate.Value); // 1: the one customer who left was on the list
        Show(hits.Lift.Value);    // 4
        #endregion
    }

    [Fact]
    public void SignalGroups_Types()
    {
        #region xml: SignalGroups
        Show(SignalGroups.Bounds(0, 5, 20).Count); // 4: 0 or less, over 0 to 5, over 5 to 20, over 20
        Show(SignalGroups.Quantiles(4).Count);     // 4
        #endregion

        #region xml: SignalGroupTotals
        SignalGroupTotals few = new() { AtRisk = 4, Lost = 2, MrrAtRisk = 588_000_000, MrrLost = 294_000_000 };
        SignalGroupTotals many = new() { AtRisk = 6, MrrAtRisk = 1_176_000_000 };
        ChurnBySignal churn = ChurnBySignal.FromTotals(march, MetricPolicy.Default, Currency.Eur, "count:login:30d", SignalGroups.Bounds(5), [[few, many, default]]);
        Show(churn.Whole.Groups[0].ChurnRate.Value); // 0.5
        Show(churn.Whole.Total.ChurnRate.Value);     // 0.2
        #endregion
    }

    [Fact]
    public void Signal_OfActivities()
    {
        {
            #region xml: Signal
            Signal logins = Signal.Count(activities, "login", days: 30);
            Show(logins.Name); // count:login:30d
            #endregion
        }

        #region xml: Signal.Count
        Show(Signal.Count(activities, "login", days: 30).Name); // count:login:30d
        Show(Signal.Count(activities, days: 7).Name);           // count:*:7d
        #endregion

        #region xml: Signal.DistinctDays
        Show(Signal.DistinctDays(activities, "login", days: 30).Name); // days:login:30d
        #endregion

        #region xml: Signal.Sum
        Show(Signal.Sum(activities, "export", days: 30).Name); // sum:export:30d
        #endregion

        #region xml: Signal.DaysSinceLast
        Show(Signal.DaysSinceLast(activities, "login").Name); // since-last:login
        #endregion
    }

    [Fact]
    public void Signal_OfOtherFacts()
    {
        #region xml: Signal.Per
        Signal used = Signal.DistinctDays(activities, "login", days: 30).Per(Signal.SeatsPaid(history));
        Show(used.Name); // days:login:30d/seats-paid
        #endregion

        #region xml: Signal.SeatsPaid
        Show(Signal.Count(activities, "login", days: 30).Per(Signal.SeatsPaid(history)).Name); // count:login:30d/seats-paid
        #endregion

        #region xml: Signal.LatestScore
        SurveyTimeline responses = SurveyTimeline.FromResponses([new SurveyResponse("ada", Instant.FromUtc(2026, 1, 5, 9, 30), "relationship", Score: 9)]);
        Show(Signal.LatestScore(responses, "relationship").Name); // score:relationship
        #endregion

        #region xml: Signal.Rfm
        Show(Signal.Rfm(orders, RfmMeasure.Recency).Name); // rfm:recency
        #endregion
    }

    [Fact]
    public void Signal_OfFunctions()
    {
        #region xml: Signal.Of (1)
        Signal rate = Signal.Of("exports per day as a customer", activities, facts => facts.Count("export") / (1.0 + facts.DaysSinceFirstPayment));
        Show(rate.Name); // exports per day as a customer
        #endregion

        #region xml: Signal.Of (2)
        var tickets = new Dictionary<CustomerId, Instant> { ["ada"] = Instant.FromUtc(2026, 1, 20, 9, 0) };
        Signal open = Signal.Of("open tickets", (customer, instant) =>
            tickets.TryGetValue(customer, out Instant opened) && opened < instant ? new SignalValue(1, knownAt: opened) : null);
        Show(open.Name); // open tickets
        #endregion

        #region xml: CustomerFacts
        Signal exports = Signal.Of("exports of 7 days", activities, facts => facts.Count("export", days: 7));
        Show(exports.Name); // exports of 7 days
        #endregion

        #region xml: SignalValue
        var alive = new SignalValue(0.85, knownAt: Instant.FromUtc(2025, 12, 31, 0, 0));
        Show(alive.Value); // 0.85
        #endregion

        Assert.Equal(2, timeline.ChurnBySignal(open, SignalGroups.Bounds(0), lastMonth).Whole.Total.AtRisk - timeline.ChurnBySignal(rate, SignalGroups.Bounds(0), lastMonth).Whole.Total.AtRisk + 2);
    }
}

/// <summary>Six customers with what they pay and do: bo and gus leave without a login in the 30 days before, and cy in March.</summary>
internal static class LittleUse
{
    public static ReportingPeriods Months { get; } = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 2));

    public static ReportingPeriods March { get; } = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

    public static RevenueTimeline Timeline { get; } = RevenueTimeline.FromIntervals(
    [
        new("ada", At(2025, 11, 3), null, Eur(50)), new("bo", At(2025, 11, 10), At(2026, 1, 20), Eur(20)), new("cy", At(2025, 12, 1), At(2026, 3, 15), Eur(30)),
        new("dee", At(2025, 12, 5), null, Eur(40)), new("eve", At(2025, 12, 9), null, Eur(10)), new("gus", At(2026, 1, 7), At(2026, 2, 12), Eur(25)),
    ]);

    public static ActivityTimeline Activities { get; } = ActivityTimeline.FromActivities(
    [
        .. new[] { 12, 1, 2 }.SelectMany(month => Enumerable.Range(10, 6).Select(day => new Activity("ada", At(month == 12 ? 2025 : 2026, month, day), "login"))),
        .. new[] { 12, 1, 2 }.SelectMany(month => new[] { "dee", "eve" }.Select(customer => new Activity(customer, At(month == 12 ? 2025 : 2026, month, 20), "login"))),
        new Activity("bo", At(2025, 11, 11), "login"), new Activity("cy", At(2025, 12, 1), "login"), new Activity("gus", At(2026, 1, 8), "export", 3),
    ]);

    private static Instant At(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);

    private static RecurringRevenue Eur(decimal monthly) => RecurringRevenue.PerMonth(new Money(monthly, Currency.Eur));
}
