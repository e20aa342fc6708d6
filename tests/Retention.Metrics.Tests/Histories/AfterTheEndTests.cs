using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories;

/// <summary>What is reported of a subscription that has ended: ends that confirm the scheduled one, and payments.</summary>
public sealed class AfterTheEndTests
{
    private static readonly Subscription Ada = Subscription.Of("ada");
    private static readonly Instant Effective = Utc("2026-04-16");

    private static readonly SubscriptionEvent[] Scheduled =
        [Ada.Starts(Utc("2026-01-05"), Monthly(30)), Ada.SchedulesCancellation(Utc("2026-03-01T09:00"), Effective, ChurnReason.Voluntary)];

    public static TheoryData<Duration> UpToADay => [Duration.Zero, Duration.FromTicks(1), Duration.FromSeconds(7), Duration.FromHours(24)];

    [Theory]
    [MemberData(nameof(UpToADay))]
    public void AnEndUpTo24HoursAfterTheScheduledOne_ConfirmsIt(Duration later)
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check([.. Scheduled, Ada.Ends(Effective + later, ChurnReason.Involuntary)]);

        Assert.Empty(check.Findings);
        Assert.Equal(3, check.Used);
        Assert.Equal(Rows(Scheduled), Rows(check.History));
        ExplainedChurn churn = Assert.Single(ChurnAnalysis.Of(check.History).Explain(Months("2026-01", "2026-06")));
        Assert.Equal((Effective, ChurnReason.Voluntary), (churn.Movement.At, churn.Reason));
    }

    [Fact]
    public void OfTwoCustomers_OneWhoseEndIsConfirmed_TheOtherStays()
    {
        Subscription bo = Subscription.Of("bo");
        RollForwardRow april = RevenueTimeline.FromHistory([.. Scheduled, Ada.Ends(Effective + Duration.FromSeconds(7), ChurnReason.Voluntary), bo.Starts(Utc("2026-01-05"), Monthly(30))])
            .RollForward(Months("2026-04", "2026-04"))[0];

        Assert.Equal((Eur(60), Eur(30), Eur(30)), (april.OpeningMrr.Monthly, april.ChurnMrr.Monthly, april.ClosingMrr.Monthly));
    }

    [Fact]
    public void AnEndMoreThan24HoursAfterTheScheduledOne_IsAFinding() =>
        Assert.Equal(FindingKind.EndedWhileNotLive, OnlyFinding([.. Scheduled, Ada.Ends(Effective + Duration.FromHours(24) + Duration.Epsilon)]));

    [Fact]
    public void AnEndAfterAnEndThatWasNotScheduled_IsAFinding() =>
        Assert.Equal(FindingKind.EndedWhileNotLive, OnlyFinding([Ada.Starts(Utc("2026-01-05"), Monthly(30)), Ada.Ends(Effective), Ada.Ends(Effective + Duration.FromSeconds(7))]));

    [Fact]
    public void AnEarlierEnd_TakesTheScheduleAway() =>
        Assert.Equal(FindingKind.EndedWhileNotLive, OnlyFinding([.. Scheduled, Ada.Ends(Utc("2026-04-15")), Ada.Ends(Effective)]));

    [Fact]
    public void AnEndThatTookEffectAtItsRequest_IsConfirmedToo() =>
        Assert.Empty(SubscriptionHistory.Check([Ada.Starts(Utc("2026-01-05"), Monthly(30)), Ada.SchedulesCancellation(Effective, Effective), Ada.Ends(Effective + Duration.FromSeconds(7))]).Findings);

    [Fact]
    public void SeveralConfirmations_AddNothing() =>
        Assert.Equal(Rows(Scheduled), Rows([.. Scheduled, .. Enumerable.Range(0, 5).Select(hour => Ada.Ends(Effective + Duration.FromHours(6 * hour)))]));

    [Fact]
    public void AfterAReturnWithinThe24Hours_AnEndIsAnEnd()
    {
        SubscriptionEvent[] back = [.. Scheduled, Ada.Starts(Effective + Duration.FromHours(1), Monthly(40))];
        Instant ends = Effective + Duration.FromHours(2);

        Assert.Equal(40m, RevenueTimeline.FromHistory(SubscriptionHistory.Create(back)).MrrAt(Effective + Duration.FromHours(5)).Monthly.Amount);
        Assert.Equal(0m, RevenueTimeline.FromHistory([.. back, Ada.Ends(ends)]).MrrAt(Effective + Duration.FromHours(5)).Monthly.Amount);
        Assert.Equal(FindingKind.EndedWhileNotLive, OnlyFinding([.. back, Ada.Ends(ends), Ada.Ends(ends + Duration.FromHours(1))]));
    }

    [Fact]
    public void ARevokedCancellation_HasNothingToConfirm()
    {
        SubscriptionEvent[] stays = [.. Scheduled, Ada.RevokesCancellation(Utc("2026-04-01"))];

        Assert.Equal(30m, RevenueTimeline.FromHistory(SubscriptionHistory.Create(stays)).MrrAt(Utc("2026-05-01")).Monthly.Amount);
        Assert.Equal(0m, RevenueTimeline.FromHistory([.. stays, Ada.Ends(Effective + Duration.FromSeconds(7))]).MrrAt(Utc("2026-05-01")).Monthly.Amount);
    }

    [Fact]
    public void CountedAtTheRequest_TheConfirmationAddsNothingEither()
    {
        MetricPolicy atRequest = MetricPolicy.Default with { Cancellation = CancellationRule.AtRequest };
        RollForward months = RevenueTimeline.FromHistory([.. Scheduled, Ada.Ends(Effective + Duration.FromSeconds(7))], atRequest).RollForward(Months("2026-03", "2026-04"));

        Assert.Equal((Eur(30), Eur(0)), (months[0].ChurnMrr.Monthly, months[1].ChurnMrr.Monthly));
    }

    [Fact]
    public void WhileTheScheduleIsNotKnown_TheEndIsTheEnd()
    {
        Instant ends = Effective + Duration.FromSeconds(7), known = Utc("2026-05-01");
        SubscriptionHistory history = [Scheduled[0], Scheduled[1] with { RecordedAt = known }, Ada.Ends(ends, ChurnReason.Involuntary)];

        Assert.Equal(30m, RevenueTimeline.FromHistory(history.AsKnownAt(ends).History).MrrAt(ends).Monthly.Amount);
        Assert.Equal(0m, RevenueTimeline.FromHistory(history.AsKnownAt(known).History).MrrAt(ends).Monthly.Amount);
    }

    [Fact]
    public void PaymentsAfterAnEnd_ChangeNoRevenue()
    {
        SubscriptionEvent[] ended = [Ada.Starts(Utc("2026-01-05"), Monthly(30)), Ada.Ends(Utc("2026-02-01"), ChurnReason.Involuntary)];
        SubscriptionEvent[] payments = [Ada.PaymentFails(Utc("2026-02-01")), Ada.PaymentFails(Utc("2026-02-02")), Ada.PaymentRecovers(Utc("2026-03-01"))];

        Assert.Empty(SubscriptionHistory.Check([.. ended, .. payments]).Findings);
        Assert.Equal(Rows(ended), Rows([.. ended, .. payments]));
        Assert.Equal(Rows(Scheduled), Rows([.. Scheduled, Ada.PaymentFails(Effective), Ada.PaymentRecovers(Effective + Duration.FromDays(3))]));
    }

    [Fact]
    public void AFailureAfterAnEnd_MakesNoLaterLifePastDue()
    {
        MetricPolicy givenUp = MetricPolicy.Default with { InvoluntaryChurnAfterDays = 10 };
        SubscriptionHistory history = [.. Scheduled, Ada.PaymentFails(Utc("2026-04-20")), Ada.Starts(Utc("2026-05-01"), Monthly(30))];

        Assert.Equal(30m, RevenueTimeline.FromHistory(history, givenUp).MrrAt(Utc("2026-07-01")).Monthly.Amount);
    }

    [Fact]
    public void APaymentBeforeAnyStart_AndAPriceAfterTheEnd_StayFindings()
    {
        Assert.Equal(FindingKind.ChangedWhileNotLive, OnlyFinding([Ada.PaymentFails(Utc("2026-01-01")), Ada.Starts(Utc("2026-01-05"), Monthly(30))]));
        Assert.Equal(FindingKind.ChangedWhileNotLive, OnlyFinding([.. Scheduled, Ada.ChangesPrice(Effective + Duration.FromSeconds(7), Monthly(40))]));
        Assert.Equal(FindingKind.ChangedWhileNotLive, OnlyFinding([.. Scheduled, Ada.RevokesCancellation(Effective + Duration.FromSeconds(7))]));
    }

    /// <summary>Every history without what was said after an end has the same revenue.</summary>
    [Fact]
    public void WhatIsSaidAfterAnEnd_ChangesNoRevenue() =>
        Laws.Check(Any.SubscriptionScenario, scenario =>
        {
            SubscriptionHistory history = SubscriptionHistory.Create(scenario.Events);
            HashSet<SubscriptionEvent> steps = history.Lifecycles.ByCustomer
                .SelectMany(customer => customer)
                .SelectMany(life => life.Steps.ToArray())
                .Select(step => step.Source).ToHashSet();

            Assert.Equal(Rows(history), Rows([.. history.Where(steps.Contains)]));
        });

    private static FindingKind OnlyFinding(SubscriptionEvent[] events) => Assert.Single(SubscriptionHistory.Check(events).Findings).Kind;

    private static RollForward Rows(IEnumerable<SubscriptionEvent> events) =>
        RevenueTimeline.FromHistory(SubscriptionHistory.Create(events)).RollForward(Months("2023-01", "2027-12"));
}
