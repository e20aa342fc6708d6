using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Samples, with those that reflection does not find: rows, findings and what properties hold.</summary>
internal static class Examples
{
    private static readonly Portfolio Shop = Portfolio
        .With("ada").Starts(2026, 1, 5, monthly: 49).Orders(2026, 1, 7, 20)
        .And("bo").Starts(2026, 1, 20, monthly: 20).Cancels(2026, 2, 20, ChurnReason.Voluntary).Orders(2026, 1, 20, 10);

    private static readonly ActivityTimeline Uses = ActivityTimeline.FromActivities([new("ada", Utc("2026-01-05"), "login"), new("ada", Utc("2026-01-06"), "login"), new("bo", Utc("2026-02-05"), "login")]);

    private static readonly ReportingPeriods Quarter = Months("2026-01", "2026-03");

    public static Samples Known()
    {
        // Scores of 3 are on every scale, and no kind is stated.
        SurveyTimeline responses = SurveyTimeline.FromResponses([new("ada", Utc("2026-01-09"), "relationship", 3), new("bo", Utc("2026-02-09"), "relationship", 3)]);
        ScoreCounts nps = new(SurveyKind.Nps, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1), csat = new(SurveyKind.Csat, 1, 0, 0, 0, 2), ces = new(SurveyKind.Ces, 1, 0, 0, 0, 0, 0, 2);
        ChurnAfterAnswer after = Shop.Timeline().ChurnAfterAnswer(responses, Quarter, SurveyKind.Nps, 30, Utc("2026-05-01"));
        ChurnAnalysis churn = ChurnAnalysis.Of(Shop.History);
        SubscriptionFinding finding = SubscriptionHistory.Check([Subscription.Of("ada").Ends(Utc("2026-03-05"))]).Findings[0];
        RevenueCohort subscribers = Shop.Timeline().Cohorts(Quarter)[0];
        ActivityTimeline done = ActivityTimeline.FromActivities([new("ada", Utc("2026-01-10"), "login")]);
        Signal logins = Signal.Count(done);
        ChurnBySignal bySignal = Shop.Timeline().ChurnBySignal(logins, SignalGroups.Bounds(0), Quarter);
        OrderCohort buyers = Shop.OrderTimeline().Cohorts(Quarter)[0];
        return new Samples
        {
            [typeof(RollForwardRow)] = Shop.Timeline().RollForward(Quarter)[0],
            [typeof(TrailingRetentionRow)] = Shop.Timeline().TrailingYear(Quarter)[0],
            [typeof(OrderMetricsRow)] = Shop.OrderTimeline().Metrics(Quarter)[0],
            [typeof(ActivityMetricsRow)] = Uses.Metrics(Quarter)[0],
            [typeof(ActivityCohort)] = Uses.Cohorts(Quarter)[0],
            [typeof(ActivityCohortCell)] = Uses.Cohorts(Quarter)[0][0]!,
            [typeof(DayRetentionRow)] = Uses.DayRetention(Quarter, [DayWindow.On(1)], Utc("2026-04-01"))[0],
            [typeof(ActivityMetricsFigure)] = ActivityMetricsFigure.All[0],
            [typeof(ActivityTotals)] = new ActivityTotals { Activities = 3, Quantity = Int128.MaxValue, NewCustomers = 1 },
            [typeof(ActivityCellTotals)] = new ActivityCellTotals { Customers = 1, Activities = 12 },
            [typeof(RevenueCohort)] = subscribers,
            [typeof(RevenueCohortCell)] = subscribers[0]!,
            [typeof(OrderCohort)] = buyers,
            [typeof(OrderCohortCell)] = buyers[0]!,
            [typeof(ChurnByReasonRow)] = churn.ByReason(Quarter)[1],
            [typeof(ChurnByTriggerRow)] = churn.ByTrigger(Quarter, TriggerWindow.OfDays(5))[1],
            [typeof(ChurnByTenureRow)] = churn.ByTenure(Quarter)[1],
            [typeof(ChurnShare)] = churn.ByReason(Quarter)[1].Total,
            [typeof(RenewalsRow)] = churn.Renewals(Quarter)[1],
            [typeof(ExplainedChurn)] = churn.Explain(Quarter).First(),
            [typeof(ProjectedPeriod)] = Projection.Of(new WhatIf(Eur(100), 10), 1)[0],
            [typeof(PolicyPreset)] = PolicyPreset.Stripe,
            [typeof(ExchangeRateTable)] = ExchangeRateTable.Create([new(new LocalDate(2026, 1, 1), Currency.Usd, Currency.Eur, 0.8m)]),
            [typeof(Finding)] = finding,
            [typeof(SubscriptionFinding)] = finding,
            [typeof(OrderFinding)] = OrderHistory.Check([new Order("ada", Utc("2026-03-05"), Eur(-1))]).Findings[0],
            [typeof(InvoiceLineFinding)] = InvoiceRevenue.Check([new("ada", "s", Utc("2026-01-01"), Utc("2026-02-01"), Eur(-49))]).Findings[0],
            [typeof(RollForwardFigure)] = RollForwardFigure.All[0],
            [typeof(TrailingRetentionFigure)] = TrailingRetentionFigure.All[0],
            [typeof(OrderMetricsFigure)] = OrderMetricsFigure.All[0],
            [typeof(DaysBetweenOrdersFigure)] = DaysBetweenOrdersFigure.All[0],
            [typeof(RollForwardTotals)] = new RollForwardTotals { OpeningMrr = 12, ExpansionMrr = Int128.MaxValue, CustomersAtRisk = 0.5m },
            [typeof(ProductTimeline)] = ProductTimeline.FromHistory(Shop.History),
            [typeof(RollForwardByProduct)] = ProductTimeline.FromHistory(Shop.History).RollForward(Quarter),
            [typeof(ProductRollForward)] = ProductTimeline.FromHistory(Shop.History).RollForward(Quarter)[0].Value,
            [typeof(ProductRollForwardRow)] = ProductTimeline.FromHistory(Shop.History).RollForward(Quarter)[0].Value[0],
            [typeof(ProductFigure)] = ProductFigure.All[0],
            [typeof(ProductTotals)] = new ProductTotals { OpeningMrr = 12, ExpansionMrr = Int128.MaxValue, LostCustomers = 1 },
            [typeof(TrailingTotals)] = new TrailingTotals { OpeningMrr = 12, LostCustomers = 1 },
            [typeof(RevenueCellTotals)] = new RevenueCellTotals { Customers = 1, Mrr = 12 },
            [typeof(OrderCellTotals)] = new OrderCellTotals { Customers = 1, Revenue = 12 },
            [typeof(CommittedRevenueRow)] = Shop.History.CommittedRevenue(Quarter)[0],
            [typeof(CommittedTotals)] = new CommittedTotals { KnownMrr = 12, CommittedMrr = Int128.MaxValue, AtRiskMrr = 1, AtRiskCustomers = 1, AtRiskSubscriptions = 2, LeftOutSubscriptions = 3 },
            [typeof(CustomerTableRow)] = Shop.Timeline().CustomersAt(Utc("2026-02-01"))[0],
            [typeof(ScheduledChanges)] = Shop.Timeline().CustomersAt(Utc("2026-02-01"))[0].Scheduled!,
            [typeof(Signal)] = logins,
            [typeof(SignalGroup)] = bySignal.Whole.Total,
            [typeof(SignalChurn)] = bySignal.Whole,
            [typeof(SignalGroupTotals)] = new SignalGroupTotals { AtRisk = 2, Lost = 1, MrrAtRisk = 12, MrrLost = 1 },
            [typeof(ChurnBySignal)] = bySignal,
            [typeof(ChurnBySignalRow)] = bySignal[1],
            [typeof(AtRiskCustomers)] = Shop.Timeline().AtRisk(logins, bySignal),
            [typeof(AtRiskCustomer)] = Shop.Timeline().AtRisk(logins, bySignal, groups: 2)[0],
            [typeof(AtRiskHits)] = AtRiskHits.Of(bySignal, Shop.Timeline().ChurnBySignal(logins, SignalGroups.Bounds(0), Months("2026-04", "2026-04"))),
            [typeof(CustomerFacts)] = new CustomerFacts(Shop.Timeline(), 0, done, 0, Utc("2026-02-01"), NodaTime.DateTimeZone.Utc),
            [typeof(Func<CustomerFacts, double?>)] = (CustomerFacts _) => (double?)1,
            [typeof(Func<CustomerId, Instant, SignalValue?>)] = (CustomerId _, Instant _) => (SignalValue?)null,
            [typeof(SurveyTimeline)] = responses,
            [typeof(ScoreCounts)] = nps,
            [typeof(IReadOnlyList<ScoreCounts>)] = new[] { nps, nps, nps },
            [typeof(Nps)] = Nps.FromTotals(Quarter, [nps, nps, nps]),
            [typeof(NpsRow)] = Nps.FromTotals(Quarter, [nps, nps, nps])[0],
            [typeof(Csat)] = Csat.FromTotals(Quarter, [csat, csat, csat]),
            [typeof(CsatRow)] = Csat.FromTotals(Quarter, [csat, csat, csat])[0],
            [typeof(Ces)] = Ces.FromTotals(Quarter, [ces, ces, ces]),
            [typeof(CesRow)] = Ces.FromTotals(Quarter, [ces, ces, ces])[0],
            [typeof(ChurnAfterAnswer)] = after,
            [typeof(ChurnAfterAnswerRow)] = after[0],
            [typeof(BandChurn)] = after[0].Of(AnswerBand.Silent),
            [typeof(AfterAnswerTotals)] = new AfterAnswerTotals { Detractors = 2, DetractorsLost = 1 },
            [typeof(IReadOnlyList<AfterAnswerTotals>)] = new AfterAnswerTotals[3],
            [typeof(ResponseRateTotals)] = new ResponseRateTotals { Asked = 2, Responders = 1 },
            [typeof(IReadOnlyList<ResponseRateTotals>)] = new ResponseRateTotals[3],
            [typeof(IEnumerable<KeyValuePair<CustomerId, Instant>>)] = Array.Empty<KeyValuePair<CustomerId, Instant>>(),
            [typeof(RfmTotals)] = new RfmTotals { Frequency = 1, FirstRevenue = long.MaxValue },
        };
    }
}
