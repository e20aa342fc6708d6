using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>Books small enough for paper, in awkward order, with a tie and a gap.</summary>
public sealed class RollForwardTests
{
    private static readonly RevenueTimeline Paper = RevenueTimeline.FromIntervals(
    [
        new("eve", Utc("2026-02-10"), Utc("2026-02-20"), Mrr(7)), // comes and goes within February
        new("ada", Utc("2026-01-10"), null, Mrr(100)),
        new("ada", Utc("2026-02-01"), Utc("2026-03-01"), Mrr(20)), // more from the first instant of February to the first of March
        new("bo", Utc("2026-01-01"), Utc("2026-02-01"), Mrr(50)), // gone at the first instant of February
        new("bo", Utc("2026-03-31"), null, Mrr(60)), // and back
        new("cy", Utc("2026-01-31"), Utc("2026-02-15"), Mrr(30)),
        new("cy", Utc("2026-02-15"), null, Mrr(10)), // a tie: ends and begins at one instant
    ]);

    [Fact]
    public void FourCustomers_ThreeMonths_OnPaper()
    {
        RollForward rows = Paper.RollForward(Months("2026-01", "2026-03"));
        (RollForwardRow january, RollForwardRow february, RollForwardRow march) = (rows[0], rows[1], rows[2]);

        Assert.Equal((0m, 180m, 180m), (Amount(january.OpeningMrr), Amount(january.NewMrr), Amount(january.ClosingMrr)));
        Assert.Equal((180m, 0m, 20m, 20m, 50m, 130m), (Amount(february.OpeningMrr), Amount(february.NewMrr), Amount(february.ExpansionMrr), Amount(february.ContractionMrr), Amount(february.ChurnMrr), Amount(february.ClosingMrr)));
        Assert.Equal((130m, 60m, 0m, 20m, 0m, 170m), (Amount(march.OpeningMrr), Amount(march.ReactivationMrr), Amount(march.ExpansionMrr), Amount(march.ContractionMrr), Amount(march.ChurnMrr), Amount(march.ClosingMrr)));
        Assert.Equal((3, 0, 0, 1, 1, 1, 2, 1), (february.OpeningCustomers, february.NewCustomers, february.ReactivatedCustomers, february.ExpandedCustomers, february.ContractedCustomers, february.ChurnedCustomers, february.ClosingCustomers, february.NeverRetainedCustomers));
        Assert.Equal((Ratio.Of(1, 3), Ratio.Of(2, 3)), (february.CustomerChurnRate, february.CustomerRetentionRate));
        Assert.Equal((Ratio.Of(70, 180), Ratio.Of(50, 180)), (february.GrossMrrChurnRate, february.NetMrrChurnRate));
        Assert.Equal((Ratio.Of(110, 180), Ratio.Of(130, 180)), (february.GrossRevenueRetention, february.NetRevenueRetention));
        Assert.Equal((Ratio.Of(20, 70), EurEach(130, 2), EurEach(0, 0)), (february.QuickRatio, february.Arpa, february.AverageSalePrice));
        Assert.Equal((Ratio.Of(-50, 180), Ratio.Of(20, 20), false), (february.GrowthRate, february.ExpansionShare, february.NegativeChurn));
        Assert.Equal((Eur(1560m), Eur(65m)), (february.ClosingArr, february.Arpa.Amount));
        Assert.Equal(EurEach(180, 3), january.AverageSalePrice);
    }

    [Fact]
    public void NettingPerEvent_CountsEachUpAndDown_AndLeavesRetentionAlone()
    {
        RollForwardRow february = Paper.RollForward(Months("2026-02", "2026-02"), MetricPolicy.Default with { Netting = Netting.PerEvent })[0];

        Assert.Equal((7m, 20m, 20m, 57m), (Amount(february.NewMrr), Amount(february.ExpansionMrr), Amount(february.ContractionMrr), Amount(february.ChurnMrr)));
        Assert.Equal((Ratio.Of(77, 180), Ratio.Of(110, 180)), (february.GrossMrrChurnRate, february.GrossRevenueRetention));
        Assert.Equal((1, 0, 1), (february.ChurnedCustomers, february.NewCustomers, february.NeverRetainedCustomers));
    }

    [Fact]
    public void NettingPerDay_GoesByTheDaysOfTheZone()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2026-02-01"), Utc("2026-02-10T22:30"), Mrr(10)), new("ada", Utc("2026-02-10T23:30"), null, Mrr(10))]);
        MetricPolicy perDay = MetricPolicy.Default with { Netting = Netting.PerDay };
        RollForwardRow utc = timeline.RollForward(Months("2026-02", "2026-02"), perDay)[0];
        RollForwardRow berlin = timeline.RollForward(ReportingCalendar.Months(Zone("Europe/Berlin")).Containing(new LocalDate(2026, 2, 1)), perDay)[0];

        Assert.Equal((0m, 0m), (Amount(utc.ChurnMrr), Amount(utc.ReactivationMrr))); // the hour lies within one day
        Assert.Equal((10m, 10m), (Amount(berlin.ChurnMrr), Amount(berlin.ReactivationMrr))); // 23:30 to 00:30
    }

    [Fact]
    public void AnEventAtTheBound_BelongsToTheNextPeriod()
    {
        RollForward rows = RevenueTimeline.FromIntervals([new("ada", Utc("2026-02-01"), Utc("2026-03-01"), Mrr(10))]).RollForward(Months("2026-01", "2026-03"));

        Assert.Equal([0, 1, 0], rows.Select(row => row.NewCustomers));
        Assert.Equal([0, 0, 1], rows.Select(row => row.ChurnedCustomers));
    }

    [Fact]
    public void MovingBetweenSubscriptionsAtOneInstant_IsNoChurn()
    {
        SubscriptionHistory history =
        [
            new Subscription("old", "ada").Starts(Utc("2026-01-01"), At.Monthly(10)),
            new Subscription("old", "ada").Ends(Utc("2026-02-10")),
            new Subscription("new", "ada").Starts(Utc("2026-02-10"), At.Monthly(25)),
        ];

        foreach (Netting netting in Enum.GetValues<Netting>())
        {
            RollForwardRow february = RevenueTimeline.FromHistory(history).RollForward(Months("2026-02", "2026-02"), MetricPolicy.Default with { Netting = netting })[0];
            Assert.Equal((0m, 15m, 0m), (Amount(february.ChurnMrr), Amount(february.ExpansionMrr), Amount(february.NewMrr)));
        }
    }

    public static TheoryData<Netting> AllNetting => [.. Enum.GetValues<Netting>()];

    [Theory]
    [MemberData(nameof(AllNetting))]
    public void AReturn_AtTheVeryEndOfTheWindow_IsAReactivation_AndNewRightAfterIt(Netting netting)
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), Utc("2026-02-01"), Mrr(30)), new("ada", Utc("2026-03-03"), null, Mrr(40))]);
        ReportingPeriods march = Months("2026-03", "2026-03");

        Assert.Equal((1L, 0L), Returned(30));
        Assert.Equal((0L, 1L), Returned(29));

        (long Reactivated, long New) Returned(int days)
        {
            MetricPolicy policy = MetricPolicy.Default with { Netting = netting, ReactivationWindowDays = days };
            RollForwardRow row = timeline.RollForward(march, policy)[0];
            Assert.Equal(row.ReactivatedCustomers, timeline.Explain(march, RevenueFigure.ReactivatedCustomers, policy).Count());
            Assert.Equal(row.NewCustomers, timeline.Explain(march, RevenueFigure.NewCustomers, policy).Count());
            return (row.ReactivatedCustomers, row.NewCustomers);
        }
    }

    [Fact]
    public void EveryMovement_NamesItsInstant_TheVeryFirstToo()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-05"), null, Mrr(30)), new("bo", Utc("2026-01-09"), null, Mrr(20))]);
        MetricPolicy perEvent = MetricPolicy.Default with { Netting = Netting.PerEvent };

        Assert.Equal([Utc("2026-01-05"), Utc("2026-01-09")], timeline.Explain(Months("2026-01", "2026-01"), RevenueFigure.NewMrr, perEvent).Select(one => one.At));
    }

    [Fact]
    public void WhoIsLost_IsNamedWithWhatTheyPaid_AndWhoWasAtRiskWithWhatTheyPayNow()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
        [
            new("ada", Utc("2026-01-01"), Utc("2026-03-05"), Mrr(30)), new("bo", Utc("2026-01-01"), Utc("2026-03-09"), Mrr(20)), new("bo", Utc("2026-03-09"), null, Mrr(25)),
        ]);
        ReportingPeriods march = Months("2026-03", "2026-03");

        Assert.Equal([("ada", Mrr(30))], timeline.Explain(march, RevenueFigure.LostCustomers).Select(one => (one.Customer.Value, one.Amount)));
        Assert.Equal([("ada", Mrr(0)), ("bo", Mrr(25))], timeline.Explain(march, RevenueFigure.CustomersAtRisk).Select(one => (one.Customer.Value, one.Amount)));
    }

    [Fact]
    public void Reactivation_CountsInTheQuickRatio_WhereThePolicySaysSo()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
        [
            new("ada", Utc("2026-01-01"), Utc("2026-02-01"), Mrr(30)), new("ada", Utc("2026-03-05"), null, Mrr(40)),
            new("bo", Utc("2026-01-01"), Utc("2026-03-10"), Mrr(20)), new("cy", Utc("2026-03-07"), null, Mrr(10)),
        ]);
        ReportingPeriods march = Months("2026-03", "2026-03");

        Assert.Equal(Ratio.Of(10, 20), timeline.RollForward(march)[0].QuickRatio);
        Assert.Equal(Ratio.Of(50, 20), timeline.RollForward(march, MetricPolicy.Default with { ReactivationInQuickRatio = true })[0].QuickRatio);
    }

    [Fact]
    public void WhoPaidOnlyWithinAnEarlierPeriod_ComesBackAsAReactivation()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("eve", Utc("2026-01-10"), Utc("2026-01-20"), Mrr(7)), new("eve", Utc("2026-02-10"), null, Mrr(7))]);

        Assert.Equal((1, 0), (timeline.RollForward(Months("2026-01", "2026-02"))[1].ReactivatedCustomers, timeline.RollForward(Months("2026-01", "2026-02"))[1].NewCustomers));
        Assert.Equal(1, timeline.RollForward(Months("2026-02", "2026-02"))[0].ReactivatedCustomers);
    }

    [Fact]
    public void ATrialOrAFreePlan_PaysNothing_AndIsNoCustomerYet()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo");
        SubscriptionHistory history =
        [
            ada.TrialStarts(Utc("2026-01-01")), ada.Starts(Utc("2026-02-01"), At.Monthly(10)),
            bo.Starts(Utc("2026-01-01"), At.Monthly(0)), bo.ChangesPrice(Utc("2026-02-01"), At.Monthly(5)),
        ];
        RollForward rows = RevenueTimeline.FromHistory(history).RollForward(Months("2026-01", "2026-02"));

        Assert.Equal((0, 2, 15m), (rows[0].ClosingCustomers, rows[1].NewCustomers, Amount(rows[1].NewMrr)));
    }

    [Fact]
    public void APause_IsChurn_AndTheReturnAReactivation_ByDefault()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Utc("2026-01-01"), At.Monthly(10)), ada.Pauses(Utc("2026-02-01")), ada.Resumes(Utc("2026-03-01"))];
        RollForward rows = RevenueTimeline.FromHistory(history).RollForward(Months("2026-01", "2026-03"));

        Assert.Equal((10m, 10m), (Amount(rows[1].ChurnMrr), Amount(rows[2].ReactivationMrr)));
        Assert.All(rows, row => Assert.True(row.PausedMrr.IsZero && row.ResumedMrr.IsZero && row.FxMrr.IsZero));
    }

    [Fact]
    public void APauseThatKeepsTheCustomer_IsPaused_AndTheReturnResumed()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Utc("2026-01-01"), At.Monthly(10)), ada.Pauses(Utc("2026-02-05")), ada.Resumes(Utc("2026-03-05"))];
        RollForward rows = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }).RollForward(Months("2026-01", "2026-03"));

        Assert.Equal([(0m, 0m), (10m, 0m), (0m, 10m)], rows.Select(row => (Amount(row.PausedMrr), Amount(row.ResumedMrr))));
        Assert.Equal([10m, 0m, 0m], rows.Select(row => Amount(row.NewMrr)));
        Assert.All(rows, row => Assert.True(row.ChurnMrr.IsZero && row.ReactivationMrr.IsZero && row.ClosingCustomers == 1));
    }

    [Fact]
    public void ASecondFailedPayment_PostponesNothing()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Utc("2026-01-01"), At.Monthly(10)), ada.PaymentFails(Utc("2026-03-02")), ada.PaymentFails(Utc("2026-03-09"))];
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { InvoluntaryChurnAfterDays = 14 });

        Assert.Equal(Utc("2026-03-16"), Assert.Single(timeline.Explain(Months("2026-03", "2026-03"), RevenueFigure.ChurnMrr)).At);
    }

    [Fact]
    public void TrailingYear_ComparesTwelveMonthsApart_AndIsNoProductOfMonths()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
        [
            new("ada", Utc("2024-01-01"), null, Mrr(100)), new("ada", Utc("2025-03-01"), null, Mrr(50)),
            new("bo", Utc("2024-06-01"), Utc("2025-02-01"), Mrr(100)),
            new("cy", Utc("2024-06-01"), Utc("2024-09-01"), Mrr(40)), // gone, and back at the end of the year: kept
            new("cy", Utc("2025-05-01"), null, Mrr(40)),
            new("new", Utc("2024-07-01"), null, Mrr(1000)),
        ]);
        TrailingRetentionRow june = timeline.TrailingYear(Months("2025-06", "2025-06"))[0];

        Assert.Equal(Ratio.Of(190, 240), june.NetRevenueRetention);
        Assert.Equal(Ratio.Of(140, 240), june.GrossRevenueRetention);
        Assert.Equal(Ratio.Of(1, 3), june.CustomerChurnRate);
    }

    [Fact]
    public void TrailingYear_OverBoundsOn28And29February_ReadsEachByItself()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2023-02-28T12:00"), null, Mrr(10))]);
        TrailingRetention trailing = timeline.TrailingYear(ReportingPeriods.Between(DateTimeZone.Utc, Utc("2024-02-28"), Utc("2024-02-28T18:00"), Utc("2024-02-29T06:00"), Utc("2024-02-29T18:00")));

        Assert.Equal([1m, null, 1m], trailing.Select(row => row.NetRevenueRetention.Value));
    }

    [Fact]
    public void NettingPerDay_WhereAZoneLeavesOutADay_Works()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2011-12-01"), Utc("2011-12-30T09:59"), Mrr(10)), new("ada", Utc("2011-12-30T10:00"), null, Mrr(10))]);
        ReportingPeriods december = ReportingCalendar.Months(Zone("Pacific/Apia")).Containing(new LocalDate(2011, 12, 1));

        Assert.Equal(10m, Amount(timeline.RollForward(december, MetricPolicy.Default with { Netting = Netting.PerDay })[0].ReactivationMrr)); // from the 29th to the 31st
    }

    [Fact]
    public void PartsOfOtherPeriodsPoliciesOrCurrencies_DoNotMerge()
    {
        RollForward march = Paper.RollForward(Months("2026-03", "2026-03"));
        RevenueTimeline dollars = RevenueTimeline.FromIntervals([new("us", Utc("2026-01-01"), null, RecurringRevenue.PerMonth(Currency.Usd.Amount(1)))]);

        Assert.Throws<ArgumentException>(() => march.Merge(Paper.RollForward(Months("2026-02", "2026-02"))));
        Assert.Throws<ArgumentException>(() => march.Merge(Paper.RollForward(Months("2026-03", "2026-03"), MetricPolicy.Default with { Netting = Netting.PerDay })));
        Assert.Throws<ArgumentException>(() => march.Merge(dollars.RollForward(Months("2026-03", "2026-03"))));
        Assert.Throws<ArgumentNullException>(() => march.Merge(null!));
        Assert.NotEqual(march, Paper.RollForward(Months("2026-02", "2026-02")));
    }

    [Fact]
    public void APartInWhichNobodyPays_MergesWithAnyCurrency()
    {
        RollForward march = Paper.RollForward(Months("2026-03", "2026-03"));
        RollForward trials = RevenueTimeline.FromHistory([Subscription.Of("zoe").TrialStarts(Utc("2026-01-01"))]).RollForward(Months("2026-03", "2026-03"));

        Assert.Equal(Currency.None, trials.Currency);
        Assert.Equal(march, march.Merge(trials));
        Assert.Equal(march, trials.Merge(march));
    }

    [Theory]
    [InlineData("2026-01")]
    [InlineData("2026-03")]
    public void AmountsOfNoStatedCurrency_DoNotMergeWithEuros(string month)
    {
        RevenueTimeline unstated = RevenueTimeline.FromIntervals([new("zoe", Utc("2026-01-05"), null, RecurringRevenue.PerMonth(Currency.None.Amount(1)))]);
        RollForward mine = Paper.RollForward(Months(month, month)), other = unstated.RollForward(Months(month, month));

        Assert.Throws<ArgumentException>(() => mine.Merge(other));
        Assert.Throws<ArgumentException>(() => other.Merge(mine));
        Assert.Equal(Currency.None, other.Merge(other).Currency);
    }

    [Fact]
    public void TrailingYear_OfThosePausedAtEitherEnd_IsNeitherLossNorExpansion()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy");
        SubscriptionHistory history =
        [
            ada.Starts(Utc("2024-01-05"), At.Monthly(100)),
            bo.Starts(Utc("2024-01-05"), At.Monthly(30)), bo.Pauses(Utc("2025-02-10")), bo.Resumes(Utc("2025-06-10")),
            cy.Starts(Utc("2023-01-05"), At.Monthly(7)), cy.Ends(Utc("2023-12-05")), // gone before any of the years begins
        ];
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer });
        Ratio both = Ratio.Of(130, 130), adaAlone = Ratio.Of(100, 100);

        // The years that end with December and January begin with both paying; from February on Bo is paused where they begin.
        AssertKept([both, both, adaAlone, adaAlone], timeline.TrailingYear(Months("2025-12", "2026-03")));

        // The years that end with February to May end while he is paused.
        AssertKept([both, both, both, both], timeline.TrailingYear(Months("2025-02", "2025-05")));

        static void AssertKept(Ratio[] expected, TrailingRetention trailing)
        {
            Assert.Equal(expected, trailing.Select(row => row.NetRevenueRetention));
            Assert.Equal(expected, trailing.Select(row => row.GrossRevenueRetention));
            Assert.All(trailing, row => Assert.Equal(Ratio.Of(0, 2), row.CustomerChurnRate));
        }
    }

    [Fact]
    public void WhoPaysTheSameAtBothEnds_IsNeitherExpandedNorContracted()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), null, Mrr(30)), new("ada", Utc("2026-03-05"), Utc("2026-03-09"), Mrr(5))]);
        ReportingPeriods march = Months("2026-03", "2026-03");

        Assert.Equal((0L, 0L), (timeline.RollForward(march)[0].ExpandedCustomers, timeline.RollForward(march)[0].ContractedCustomers));
        Assert.All(new[] { RevenueFigure.ExpandedCustomers, RevenueFigure.ContractedCustomers }, figure => Assert.Empty(timeline.Explain(march, figure)));
    }

    [Fact]
    public void RollForwards_ThatDifferInDropsAlone_AreUnequal()
    {
        RevenueInterval all = new("ada", Utc("2026-01-01"), Utc("2026-03-05"), Mrr(30)), back = new("ada", Utc("2026-03-06"), Utc("2026-03-09"), Mrr(30)), again = new("ada", Utc("2026-03-10"), null, Mrr(30));
        MetricPolicy everyDrop = MetricPolicy.Default with { ChurnCounting = ChurnCounting.EveryDrop };
        RollForward twice = Read(all, back, again), once = Read(all, back with { End = null });

        Assert.Equal((Ratio.Of(2, 1), Ratio.Of(1, 1)), (twice[0].CustomerChurnRate, once[0].CustomerChurnRate));
        Assert.NotEqual(twice, once);
        Assert.Equal(twice, Read(again, back, all));

        RollForward Read(params RevenueInterval[] intervals) => RevenueTimeline.FromIntervals(intervals).RollForward(Months("2026-03", "2026-03"), everyDrop);
    }

    [Fact]
    public void Explain_NamesWhoIsBehindAFigure()
    {
        MrrContribution lost = Assert.Single(Paper.Explain(Months("2026-02", "2026-03"), RevenueFigure.ChurnMrr));

        Assert.Equal(("bo", "2026-02", Utc("2026-02-01")), (lost.Customer.Value, lost.Period.Name, lost.At));
        Assert.Equal((50m, 0m, 50m), (Amount(lost.Before), Amount(lost.After), Amount(lost.Amount)));
        Assert.Equal(["ada", "bo", "cy"], Paper.Explain(Months("2026-03", "2026-03"), RevenueFigure.ClosingMrr).Select(one => one.Customer.Value).Order(StringComparer.Ordinal));
        Assert.All(
            new[] { RevenueFigure.ExpandedCustomers, RevenueFigure.ContractedCustomers, RevenueFigure.NewCustomers, RevenueFigure.ChurnedCustomers }.SelectMany(figure => Paper.Explain(Months("2026-01", "2026-03"), figure)),
            one => Assert.Equal(Math.Abs(Amount(one.After) - Amount(one.Before)), Amount(one.Amount)));
        Assert.NotEmpty(Paper.Explain(Months("2026-01", "2026-03"), RevenueFigure.ExpandedCustomers));
        Assert.Throws<ArgumentOutOfRangeException>(() => Paper.Explain(Months("2026-02", "2026-03"), (RevenueFigure)99));
        Assert.Throws<ArgumentNullException>(() => Paper.Explain(null!, RevenueFigure.ChurnMrr));
        Assert.Throws<ArgumentNullException>(() => Paper.RollForward(null!));
        Assert.Throws<ArgumentNullException>(() => Paper.TrailingYear(null!));
    }

    private static decimal Amount(RecurringRevenue revenue) => revenue.Monthly.Amount;
}
