using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue.Committed;

public sealed class CommittedRevenueTests
{
    private static readonly Subscription Ada = Subscription.Of("ada"), Bo = Subscription.Of("bo"), Cy = Subscription.Of("cy");

    /// <summary>The example of the page, in awkward order: a cancellation, a price that was agreed, and a revocation.</summary>
    private static readonly SubscriptionHistory Three =
    [
        Cy.RevokesCancellation(Utc("2026-02-25")),
        Bo.ChangesPrice(Utc("2026-04-01"), Monthly(50)) with { RecordedAt = Utc("2026-02-10") },
        Cy.SchedulesCancellation(Utc("2026-01-31"), Utc("2026-03-31")),
        Ada.SchedulesCancellation(Utc("2026-02-20"), Utc("2026-03-15"), ChurnReason.Voluntary),
        Cy.Starts(Utc("2026-01-10"), Monthly(30)),
        Bo.Starts(Utc("2026-01-05"), Monthly(40)) with { RecordedAt = Utc("2026-01-05") },
        Ada.Starts(Utc("2026-01-01"), Monthly(50)),
    ];

    [Fact]
    public void OnPaper() => Assert.Equal(
        [
            "2026-01: 120.00 EUR/month, 90.00 EUR/month committed, 30.00 EUR/month at risk",
            "2026-02: 120.00 EUR/month, 80.00 EUR/month committed, 50.00 EUR/month at risk",
            "2026-03: 70.00 EUR/month, 80.00 EUR/month committed, 0.00 EUR/month at risk",
            "2026-04: 80.00 EUR/month, 80.00 EUR/month committed, 0.00 EUR/month at risk",
        ],
        Three.CommittedRevenue(Months("2026-01", "2026-04")).Select(row => row.ToString()));

    [Fact]
    public void Revocation_RemovesTheRisk_FromTheInstantAtWhichItIsKnown()
    {
        SubscriptionHistory history = [Ada.Starts(Utc("2026-01-05"), Monthly(50)), Ada.SchedulesCancellation(Utc("2026-01-20"), Utc("2026-04-20")), Ada.RevokesCancellation(Utc("2026-02-10")) with { RecordedAt = Utc("2026-03-02") }];

        Assert.Equal([50m, 50m, 0m, 0m], history.CommittedRevenue(Months("2026-01", "2026-04")).Select(row => row.AtRiskMrr.Monthly.Amount));
        Assert.Equal([0m, 0m, 50m, 50m], history.CommittedRevenue(Months("2026-01", "2026-04")).Select(row => row.CommittedMrr.Monthly.Amount));
    }

    [Fact]
    public void WhatTakesEffectAsAPeriodEnds_IsScheduledOnlyWhereItWasRecorded()
    {
        SubscriptionHistory unrecorded = [Ada.Starts(Utc("2026-01-05"), Monthly(50)), Ada.Ends(Utc("2026-02-01")), Bo.Starts(Utc("2026-02-01"), Monthly(7))];
        SubscriptionHistory recorded = SubscriptionHistory.Create(unrecorded.Select(one => one with { RecordedAt = one.At }));

        Assert.Equal("2026-01: 50.00 EUR/month, 50.00 EUR/month committed, 0.00 EUR/month at risk", unrecorded.CommittedRevenue(Months("2026-01", "2026-01"))[0].ToString());
        Assert.Equal("2026-01: 50.00 EUR/month, 7.00 EUR/month committed, 50.00 EUR/month at risk", recorded.CommittedRevenue(Months("2026-01", "2026-01"))[0].ToString());
    }

    [Fact]
    public void EndWithANewStartAtOneInstant_IsNoRisk()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-05"), Monthly(50)), Ada.Ends(Utc("2026-02-20")) with { RecordedAt = Utc("2026-01-10") },
            Ada.Starts(Utc("2026-02-20"), Monthly(60)) with { RecordedAt = Utc("2026-01-11") },
        ];

        Assert.Equal("2026-01: 50.00 EUR/month, 60.00 EUR/month committed, 0.00 EUR/month at risk", history.CommittedRevenue(Months("2026-01", "2026-01"))[0].ToString());
    }

    [Fact]
    public void DiscountThatEnds_AndPauseWithAnEnd_AreScheduled()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-05"), Monthly(50), Discount.Percent(20, Utc("2026-06-01"))),
            Bo.Starts(Utc("2026-01-05"), Monthly(10)), Bo.Pauses(Utc("2026-01-20")), Bo.Resumes(Utc("2026-03-20")) with { RecordedAt = Utc("2026-01-20") },
            Cy.TrialStarts(Utc("2026-01-25")),
        ];

        Assert.Equal("2026-01: 40.00 EUR/month, 60.00 EUR/month committed, 0.00 EUR/month at risk", history.CommittedRevenue(Months("2026-01", "2026-01"))[0].ToString());
    }

    [Fact]
    public void SubscriptionThatDidNotMakeSenseYet_IsLeftOutAndCounted()
    {
        SubscriptionHistory history = [Ada.Starts(Utc("2026-01-05"), Monthly(50)) with { RecordedAt = Utc("2026-02-03") }, Ada.ChangesPrice(Utc("2026-01-20"), Monthly(60)), Bo.Starts(Utc("2026-01-05"), Monthly(10))];

        CommittedRevenue committed = history.CommittedRevenue(Months("2026-01", "2026-02"));
        Assert.Equal([1L, 0L], committed.Select(row => row.LeftOutSubscriptions));
        Assert.Equal([10m, 70m], committed.Select(row => row.KnownMrr.Monthly.Amount));
        Assert.Equal(1, history.Upcoming(Utc("2026-02-01"), Months("2026-02", "2026-02")).LeftOutSubscriptions);
    }

    [Fact]
    public void OtherVersionOfAFact_CountsWhileItWasTheOneKnown()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-05"), Monthly(50)) with { EventId = "e1", RecordedAt = Utc("2026-01-05") },
            Ada.Starts(Utc("2026-01-05"), Monthly(45)) with { EventId = "e1", RecordedAt = Utc("2026-02-05") },
        ];

        Assert.Equal([50m, 45m], history.CommittedRevenue(Months("2026-01", "2026-02")).Select(row => row.KnownMrr.Monthly.Amount));
    }

    [Fact]
    public void SubscriptionThatWasInAnotherCurrency_IsLeftOutAndCounted()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-05"), RecurringPrice.Monthly(50, Currency.Usd)) with { EventId = "e1", RecordedAt = Utc("2026-01-05") },
            Ada.Starts(Utc("2026-01-05"), Monthly(45)) with { EventId = "e1", RecordedAt = Utc("2026-02-05") },
        ];

        CommittedRevenue committed = history.CommittedRevenue(Months("2026-01", "2026-02"));
        Assert.Equal([1L, 0L], committed.Select(row => row.LeftOutSubscriptions));
        Assert.Equal([0m, 45m], committed.Select(row => row.KnownMrr.Monthly.Amount));
    }

    [Fact]
    public void SeveralCurrencies_AreRefused_AndEachAloneIsAnswered()
    {
        SubscriptionHistory history = [Ada.Starts(Utc("2026-01-05"), Monthly(50)), Bo.Starts(Utc("2026-01-05"), RecurringPrice.Monthly(7, Currency.Usd))];

        Assert.Throws<ArgumentException>(() => history.CommittedRevenue(Months("2026-01", "2026-01")));
        Assert.Equal([50m, 7m], history.PerCurrency().Select(part => part.Value.CommittedRevenue(Months("2026-01", "2026-01"))[0].CommittedMrr.Monthly.Amount));
        Assert.Equal([50m, 7m], history.PerCurrency().Select(part => part.Value.Upcoming(Utc("2026-02-01"), Months("2026-02", "2026-02")).RollForward[0].ClosingMrr.Monthly.Amount));
    }

    [Fact]
    public void EmptyHistory_CommitsNothing()
    {
        SubscriptionHistory none = [];

        Assert.Equal(0, none.CommittedRevenue(Months("2026-01", "2026-01"))[0].CommittedMrr.AnnualMillionths);
        Assert.Equal(0, none.Upcoming(Utc("2026-01-01"), Months("2026-01", "2026-01")).RollForward[0].ClosingMrr.AnnualMillionths);
    }

    [Fact]
    public void Upcoming_OfTheExample()
    {
        UpcomingRevenue upcoming = Three.Upcoming(Utc("2026-03-11"), Months("2026-01", "2026-05"));

        Assert.Equal(
            ["2026-03-11/2026-04-01 (upcoming): 120.00 EUR/month to 70.00 EUR/month, 3 to 2 customers", "2026-04 (upcoming): 70.00 EUR/month to 80.00 EUR/month, 2 to 2 customers", "2026-05 (upcoming): 80.00 EUR/month to 80.00 EUR/month, 2 to 2 customers"],
            upcoming.RollForward.Select(row => row.ToString()));
        Assert.Equal(Utc("2026-03-11"), upcoming.AsOf);
    }

    [Fact]
    public void Upcoming_OfPeriodsThatHaveEnded_IsRefused() => Assert.Contains(
        "expected periods that end after 2026-03-01T00:00:00Z",
        Assert.Throws<ArgumentException>("periods", () => Three.Upcoming(Utc("2026-03-01"), Months("2026-01", "2026-02"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("KnownMrr is -1")]
    [InlineData("AtRiskMrr is 13; it must be between 0 and 12, KnownMrr")]
    [InlineData("AtRiskSubscriptions is 0; it must be between 1")]
    [InlineData("AtRiskCustomers is 3; it must be between 1 and 2, AtRiskSubscriptions")]
    [InlineData("AtRiskSubscriptions is 1; it must be between 0 and 0, where AtRiskMrr is 0")]
    [InlineData("CommittedMrr is -2")]
    [InlineData("LeftOutSubscriptions is -1")]
    public void TotalsThatContradictThemselves_AreRefused_WithTheirPeriod(string problem)
    {
        CommittedTotals totals = problem.Split(' ') switch
        {
            ["KnownMrr", ..] => new() { KnownMrr = -1 },
            ["AtRiskMrr", ..] => new() { KnownMrr = 12, AtRiskMrr = 13 },
            ["AtRiskSubscriptions", _, "0;", ..] => new() { KnownMrr = 12, AtRiskMrr = 12 },
            ["AtRiskCustomers", ..] => new() { KnownMrr = 12, AtRiskMrr = 12, AtRiskSubscriptions = 2, AtRiskCustomers = 3 },
            ["AtRiskSubscriptions", ..] => new() { KnownMrr = 12, AtRiskSubscriptions = 1 },
            ["CommittedMrr", ..] => new() { CommittedMrr = -2 },
            _ => new() { LeftOutSubscriptions = -1 },
        };

        string message = Assert.Throws<ArgumentException>("totals", () => CommittedRevenue.FromTotals(Months("2026-01", "2026-02"), MetricPolicy.Default, Currency.Eur, [default, totals])).Message;
        Assert.Contains("Totals of period 2026-02: " + problem, message, StringComparison.Ordinal);
    }
}
