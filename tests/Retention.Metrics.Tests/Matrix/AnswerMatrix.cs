using NodaTime;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tests.Matrix;

/// <summary>Every answer about customers, with how it is asked for in total, by segment, in several currencies, in parts, explained, together with others, and over an appended timeline.</summary>
/// <remarks>
/// To add an answer, add a row. A call is made by the laws and shown in docs/matrix.md; where there is none, <see cref="Not"/> says why in one sentence. The calls read
/// <c>w</c>, the world of the case.
/// </remarks>
internal static class AnswerMatrix
{
    private const string InReport = "A report scans the columns of a timeline once, and this is read off the subscriptions of a history.";
    private const string OneTable = "The members of a cell are not kept: it is a sum over all who are in the cohort.";
    private const string NoAppending = "A timeline of orders or activities is made of all of them by one sort; there is none that newer ones are appended to.";
    private const string NoAmounts = "Activities have no amounts, so no currency either.";
    private const string CountsCustomers = "Each figure counts customers; the timeline has the customer of each activity.";
    private const string NoReport = "No report is about activities.";
    private const string AskThePart = "A report has no figure of its own: ask for the explanation of the answer that is in it.";
    private const string NoCurrency = "A response to a survey has no amount.";
    private const string OneScore = "A report scans the columns of one timeline once, and this reads responses too.";
    private const string NoAppendingOfResponses = "A timeline of responses is made of all responses by one sort; there is none that newer responses are appended to.";
    private const string List = "The answer is a list of customers, and a report holds totals.";

    private static readonly Not TrailingWindow = new("Each window is a period too: `Explain` over `ReportingPeriods.Between(zone, start of the window, its end)` names its customers.");

    public static IReadOnlyList<MatrixRow> Rows { get; } =
    [
        new MatrixRow<RollForward, MrrContribution>("MRR roll-forward", "metrics/mrr-roll-forward.md", "RollForward")
        {
            Total = Ask.By(w => w.Timeline.RollForward(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).RollForward(w.Periods))),
            Currencies = Ask.By(w => w.Multi.RollForward(w.Periods, w.Currency, w.Rates)),
            Explain = Ask.By(w => w.Timeline.Explain(w.Periods, RevenueFigure.ChurnMrr)),
            AddsUp = (answer, losses) => (answer.Sum(row => row.ChurnMrr.Annual.Amount), losses.Sum(one => one.Amount.Annual.Amount)),
            OnePass = Ask.By(w => w.Timeline.Report(w.Periods).RollForward),
            Appended = Ask.By(w => w.Appended.Timeline.RollForward(w.Periods)),
        },
        new MatrixRow<TrailingRetention, object>("Retention over the trailing year", "metrics/revenue-retention.md", "TrailingYear")
        {
            Total = Ask.By(w => w.Timeline.TrailingYear(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).TrailingYear(w.Periods))),
            Currencies = Ask.By(w => w.Multi.TrailingYear(w.Periods, w.Currency, w.Rates)),
            Explain = TrailingWindow,
            OnePass = Ask.By(w => w.Timeline.Report(w.Periods).TrailingYear),
            Appended = Ask.By(w => w.Appended.Timeline.TrailingYear(w.Periods)),
        },
        new MatrixRow<TrailingRetention, object>("Retention over trailing days", "metrics/revenue-retention.md", "TrailingDays")
        {
            Total = Ask.By(w => w.Timeline.TrailingDays(w.Periods, 30)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).TrailingDays(w.Periods, 30))),
            Currencies = Ask.By(w => w.Multi.TrailingDays(w.Periods, 30, w.Currency, w.Rates)),
            Explain = TrailingWindow,
            OnePass = new Not("A report holds the trailing year, which boards ask for; a window of your own is a scan of its own."),
            Appended = Ask.By(w => w.Appended.Timeline.TrailingDays(w.Periods, 30)),
        },
        new MatrixRow<CommittedRevenue, object>("Committed and at-risk MRR", "metrics/committed-mrr.md", "CommittedRevenue")
        {
            Total = Ask.By(w => w.History.CommittedRevenue(w.Periods, w.Policy)),
            Segments = BySegment(Ask.By(w => w.History.CommittedRevenue(w.Periods, w.Segmentation, w.Policy))),
            Currencies = Ask.By(w => w.History.AtConstantRates(w.Currency, w.Rates, w.At).CommittedRevenue(w.Periods, w.Policy)),
            Explain = new Not("`CustomersAt` the end of a period lists its customers with the revenue of each that is at risk."),
            OnePass = new Not(InReport),
            Appended = Ask.By(w => w.Appended.History.CommittedRevenue(w.Periods, w.Policy)),
        },
        new MatrixRow<RevenueCohortTable, object>("Cohorts of subscribers", "metrics/cohorts.md", "Cohorts")
        {
            Total = Ask.By(w => w.Timeline.Cohorts(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).Cohorts(w.Periods))),
            Currencies = Ask.By(w => w.Multi.AtConstantRates(w.Currency, w.Rates, w.At).Cohorts(w.Periods)),
            Explain = new Not(OneTable),
            OnePass = Ask.By(w => w.Timeline.Report(w.Periods).Cohorts),
            Appended = Ask.By(w => w.Appended.Timeline.Cohorts(w.Periods)),
        },
        new MatrixRow<ChurnByReason, ExplainedChurn>("Churn by reason", "metrics/churn-reasons.md", "ByReason")
        {
            Total = Ask.By(w => w.Churn.ByReason(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Churn.By(w.Segmentation).ByReason(w.Periods))),
            Currencies = Ask.By(w => ChurnAnalysis.Of(w.History.AtConstantRates(w.Currency, w.Rates, w.At), w.Policy).ByReason(w.Periods)),
            Explain = Ask.By(w => w.Churn.Explain(w.Periods)),
            AddsUp = (answer, losses) => (answer.Sum(row => row.Total.ChurnedCustomers), losses.Count()),
            OnePass = Ask.By(w => w.Churn.Report(w.Periods).ByReason),
            Appended = Ask.By(w => ChurnAnalysis.Of(w.Appended.History, w.Policy).ByReason(w.Periods)),
        },
        new MatrixRow<ChurnByTenure, ExplainedChurn>("Churn by tenure", "metrics/churn-by-tenure.md", "ByTenure")
        {
            Total = Ask.By(w => w.Churn.ByTenure(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Churn.By(w.Segmentation).ByTenure(w.Periods))),
            Currencies = Ask.By(w => ChurnAnalysis.Of(w.History.AtConstantRates(w.Currency, w.Rates, w.At), w.Policy).ByTenure(w.Periods)),
            Explain = Ask.By(w => w.Churn.Explain(w.Periods)),
            AddsUp = (answer, losses) => (answer.Whole.Where(risk => risk.Month == 0).Sum(risk => risk.Churned), losses.Count(one => one.TenureMonth == 0)),
            OnePass = Ask.By(w => w.Churn.Report(w.Periods).ByTenure),
            Appended = Ask.By(w => ChurnAnalysis.Of(w.Appended.History, w.Policy).ByTenure(w.Periods)),
        },
        new MatrixRow<ChurnByTrigger, ExplainedChurn>("Churn by what came before", "metrics/churn-triggers.md", "ByTrigger")
        {
            Total = Ask.By(w => w.Churn.ByTrigger(w.Periods, w.Window)),
            Segments = BySegment(Ask.By(w => w.Churn.By(w.Segmentation).ByTrigger(w.Periods, w.Window))),
            Currencies = Ask.By(w => ChurnAnalysis.Of(w.History.AtConstantRates(w.Currency, w.Rates, w.At), w.Policy).ByTrigger(w.Periods, w.Window)),
            Explain = Ask.By(w => w.Churn.Explain(w.Periods, window: w.Window)),
            AddsUp = (answer, losses) => (answer.Sum(row => row.Of(ChurnTrigger.None).ChurnedCustomers), losses.Count(one => one.Triggers.Contains(ChurnTrigger.None))),
            OnePass = Ask.By(w => w.Churn.Report(w.Periods, w.Window).ByTrigger),
            Appended = Ask.By(w => ChurnAnalysis.Of(w.Appended.History, w.Policy).ByTrigger(w.Periods, w.Window)),
        },
        new MatrixRow<Renewals, ExplainedChurn>("Renewals", "metrics/renewals.md", "Renewals")
        {
            Total = Ask.By(w => w.Churn.Renewals(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Churn.By(w.Segmentation).Renewals(w.Periods))),
            Currencies = Ask.By(w => ChurnAnalysis.Of(w.History.AtConstantRates(w.Currency, w.Rates, w.At), w.Policy).Renewals(w.Periods)),
            Explain = Ask.By(w => w.Churn.Explain(w.Periods)),
            AddsUp = (answer, losses) => (answer.Sum(row => row.ChurnedOnRenewal), losses.Count(one => one.OnRenewal)),
            OnePass = Ask.By(w => w.Churn.Report(w.Periods).Renewals),
            Appended = Ask.By(w => ChurnAnalysis.Of(w.Appended.History, w.Policy).Renewals(w.Periods)),
        },
        new MatrixRow<ChurnReport, object>("Report of churn", "metrics/churn-reasons.md", "Report")
        {
            Total = Ask.By(w => w.Churn.Report(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Churn.By(w.Segmentation).Report(w.Periods))),
            Currencies = Ask.By(w => ChurnAnalysis.Of(w.History.AtConstantRates(w.Currency, w.Rates, w.At), w.Policy).Report(w.Periods)),
            Explain = new Not(AskThePart),
            OnePass = Ask.By(w => w.Churn.Report(w.Periods)),
            Appended = Ask.By(w => ChurnAnalysis.Of(w.Appended.History, w.Policy).Report(w.Periods)),
        },
        new MatrixRow<TrialConversion, TrialEnd>("Trial conversion", "metrics/trial-conversion.md", "Of")
        {
            Total = Ask.By(w => TrialConversion.Of(w.History, w.Periods)),
            Segments = BySegment(Ask.By(w => TrialConversion.Of(w.History.By(w.Segmentation), w.Periods))),
            Currencies = Ask.By(w => TrialConversion.Of(w.History.AtConstantRates(w.Currency, w.Rates, w.At), w.Periods)),
            Explain = Ask.By(w => TrialConversion.Explain(w.History, w.Periods)),
            AddsUp = (answer, trials) => (answer.Sum(row => row.TrialsConverted), trials.Count(one => one.Converted)),
            OnePass = new Not(InReport),
            Appended = Ask.By(w => TrialConversion.Of(w.Appended.History, w.Periods)),
        },
        new MatrixRow<PaymentRecovery, PaymentFailure>("Payment recovery", "metrics/payment-recovery.md", "Of")
        {
            Total = Ask.By(w => PaymentRecovery.Of(w.History, w.Periods)),
            Segments = BySegment(Ask.By(w => PaymentRecovery.Of(w.History.By(w.Segmentation), w.Periods))),
            Currencies = Ask.By(w => PaymentRecovery.Of(w.History.AtConstantRates(w.Currency, w.Rates, w.At), w.Periods)),
            Explain = Ask.By(w => PaymentRecovery.Explain(w.History, w.Periods)),
            AddsUp = (answer, failures) => (answer.Sum(row => row.Failures), failures.Count()),
            OnePass = new Not(InReport),
            Appended = Ask.By(w => PaymentRecovery.Of(w.Appended.History, w.Periods)),
        },
        new MatrixRow<LostRevenue, RevenueLoss>("Lost revenue", "metrics/lost-revenue.md", "LostRevenue")
        {
            Total = Ask.By(w => w.Timeline.LostRevenue(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).LostRevenue(w.Periods))),
            Currencies = Ask.By(w => w.Multi.LostRevenue(w.Periods, w.Currency, w.Rates)),
            Explain = Ask.By<IEnumerable<RevenueLoss>>(w => w.Timeline.LostRevenue(w.Periods).Churned),
            AddsUp = (answer, losses) => (answer.ChurnMrr.Annual.Amount, losses.Sum(one => one.Mrr.Annual.Amount)),
            OnePass = new Not(List),
            Appended = Ask.By(w => w.Appended.Timeline.LostRevenue(w.Periods)),
        },
        new MatrixRow<RevenueConcentration, CustomerRevenue>("Revenue concentration", "metrics/revenue-concentration.md", "ConcentrationAt")
        {
            Total = Ask.By(w => w.Timeline.ConcentrationAt(w.At, 2)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).ConcentrationAt(w.At, 2))),
            Currencies = Ask.By(w => w.Multi.AtConstantRates(w.Currency, w.Rates, w.At).ConcentrationAt(w.At, 2)),
            Explain = Ask.By<IEnumerable<CustomerRevenue>>(w => w.Timeline.ConcentrationAt(w.At, 2).Largest),
            AddsUp = (answer, largest) => (answer.LargestMrr.Annual.Amount, largest.Sum(one => one.Mrr.Annual.Amount)),
            OnePass = new Not(List),
            Appended = Ask.By(w => w.Appended.Timeline.ConcentrationAt(w.At, 2)),
        },
        new MatrixRow<ChurnBySignal, object>("Churn by signal", "metrics/churn-by-signal.md", "ChurnBySignal")
        {
            Total = Ask.By(w => w.Timeline.ChurnBySignal(w.Signal, w.Groups, w.Periods)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).ChurnBySignal(w.Signal, w.Groups, w.Periods))),
            Currencies = Ask.By(w => w.Multi.AtConstantRates(w.Currency, w.Rates, w.At).ChurnBySignal(w.Signal, w.Groups, w.Periods)),
            Explain = new Not("`AtRisk` names the customers in the groups of the highest churn, and `Explain` of the roll-forward those who churned."),
            OnePass = new Not("The signal and its groups are choices of the caller, which a report does not make."),
            Appended = Ask.By(w => w.Appended.Timeline.ChurnBySignal(w.Signal, w.Groups, w.Periods)),
        },
        new MatrixRow<RiskTable, CustomerSpell>("Survival", "models/kaplan-meier.md", "FromTimeline")
        {
            Total = Ask.By(w => RiskTable.FromTimeline(w.Timeline, w.Watched)),
            Segments = BySegment(Ask.By(w => RiskTable.FromTimeline(w.Timeline.By(w.Segmentation), w.Watched))),
            Currencies = Ask.By(w => RiskTable.FromTimeline(w.Multi.AtConstantRates(w.Currency, w.Rates, w.At), w.Watched)),
            Explain = Ask.By(w => CustomerSpell.From(w.Timeline, w.Watched)),
            AddsUp = (answer, spells) => (answer.EventCount, spells.Count(one => one.Spell.Churned)),
            OnePass = new Not("The package of models depends on the core, which makes the reports."),
            Appended = Ask.By(w => RiskTable.FromTimeline(w.Appended.Timeline, w.Watched)),
        },
        new MatrixRow<PolicyComparison, PolicyDifference>("Comparison of policies", "metrics/policies.md", "Of")
        {
            Total = Ask.By(w => PolicyComparison.Of(w.History, w.Periods, w.Presets)),
            Figures = comparison => comparison.Answers,
            Segments = new Not("A comparison keeps its timelines, to name the customers who differ, and is no table of figures; compare `timeline.By(segmentation).RollForward(periods, policy)` of each policy."),
            Currencies = Ask.By(w => PolicyComparison.Of(w.History.AtConstantRates(w.Currency, w.Rates, w.At), w.Periods, w.Presets)),
            Merge = new Not("A comparison keeps its timelines, to name the customers who differ; merge its roll-forwards, which are `Answers`."),
            Explain = Ask.By<IEnumerable<PolicyDifference>>(w => PolicyComparison.Of(w.History, w.Periods, w.Presets).Customers(RevenueFigure.ChurnedCustomers)),
            AddsUp = (answer, differing) => (
                answer.Answers[1].Sum(row => row.ChurnedCustomers) - answer.Answers[0].Sum(row => row.ChurnedCustomers),
                differing.Sum(one => one.Counts[1] - one.Counts[0])),
            OnePass = new Not("Policies that see other revenue are read from different timelines."),
            Appended = Ask.By(w => PolicyComparison.Of(w.Appended.History, w.Periods, w.Presets)),
        },
        new MatrixRow<RevenueReport, object>("Report of revenue", "metrics/mrr-roll-forward.md", "Report")
        {
            Total = Ask.By(w => w.Timeline.Report(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).Report(w.Periods))),
            Currencies = Ask.By(w => w.Multi.AtConstantRates(w.Currency, w.Rates, w.At).Report(w.Periods)),
            Explain = new Not(AskThePart),
            OnePass = Ask.By(w => w.Timeline.Report(w.Periods)),
            Appended = Ask.By(w => w.Appended.Timeline.Report(w.Periods)),
        },
        new MatrixRow<Nps, CountedResponse>("Net promoter score", "metrics/nps.md", "Nps")
        {
            Total = Ask.By(w => w.Responses.Nps(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Responses.By(w.Segmentation).Nps(w.Periods))),
            Currencies = new Not(NoCurrency),
            Explain = Ask.By(w => w.Responses.Explain(w.Periods)),
            AddsUp = (answer, counted) => (answer.Sum(row => row.Promoters - row.Detractors), counted.Sum(one => one.Score >= 9 ? 1 : one.Score <= 6 ? -1 : 0)),
            OnePass = new Not(OneScore),
            Appended = new Not(NoAppendingOfResponses),
        },
        new MatrixRow<Csat, CountedResponse>("Customer satisfaction", "metrics/csat-and-ces.md", "Csat")
        {
            Total = Ask.By(w => w.Satisfaction.Csat(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Satisfaction.By(w.Segmentation).Csat(w.Periods))),
            Currencies = new Not(NoCurrency),
            Explain = Ask.By(w => w.Satisfaction.Explain(w.Periods)),
            AddsUp = (answer, counted) => (answer.Sum(row => row.Satisfied), counted.Count(one => one.Score >= 4)),
            OnePass = new Not(OneScore),
            Appended = new Not(NoAppendingOfResponses),
        },
        new MatrixRow<Ces, CountedResponse>("Customer effort score", "metrics/csat-and-ces.md", "Ces")
        {
            Total = Ask.By(w => w.Satisfaction.Ces(w.Periods)),
            Segments = BySegment(Ask.By(w => w.Satisfaction.By(w.Segmentation).Ces(w.Periods))),
            Currencies = new Not(NoCurrency),
            Explain = Ask.By(w => w.Satisfaction.Explain(w.Periods)),
            AddsUp = (answer, counted) => (answer.Sum(row => row.Mean.Numerator), counted.Sum(one => one.Score)),
            OnePass = new Not(OneScore),
            Appended = new Not(NoAppendingOfResponses),
        },
        new MatrixRow<ChurnAfterAnswer, object>("Churn after the answer", "metrics/churn-after-the-answer.md", "ChurnAfterAnswer")
        {
            Total = Ask.By(w => w.Timeline.ChurnAfterAnswer(w.Responses, w.Periods, SurveyKind.Nps, 30, w.At)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).ChurnAfterAnswer(w.Responses, w.Periods, SurveyKind.Nps, 30, w.At))),
            Currencies = Ask.By(w => w.Multi.AtConstantRates(w.Currency, w.Rates, w.At).ChurnAfterAnswer(w.Responses, w.Periods, SurveyKind.Nps, 30, w.At)),
            Explain = new Not("`responses.Explain(periods)` names who said what, and `timeline.Explain(periods, RevenueFigure.ChurnedCustomers)` who was lost."),
            OnePass = new Not(OneScore),
            Appended = Ask.By(w => w.Appended.Timeline.ChurnAfterAnswer(w.Responses, w.Periods, SurveyKind.Nps, 30, w.At)),
        },
        new MatrixRow<ResponseRate, object>("Response rate", "metrics/churn-after-the-answer.md", "ResponseRate")
        {
            Total = Ask.By(w => w.Timeline.ResponseRate(w.Responses, w.Periods)),
            Segments = BySegment(Ask.By(w => w.Timeline.By(w.Segmentation).ResponseRate(w.Responses, w.Periods))),
            Currencies = Ask.By(w => w.Multi.AtConstantRates(w.Currency, w.Rates, w.At).ResponseRate(w.Responses, w.Periods)),
            Explain = new Not("`responses.Explain(periods)` names who answered."),
            OnePass = new Not(OneScore),
            Appended = Ask.By(w => w.Appended.Timeline.ResponseRate(w.Responses, w.Periods)),
        },
        new MatrixRow<OrderMetrics, OrderContribution>("Order metrics", "metrics/orders.md", "Metrics")
        {
            Total = Ask.By(w => w.Orders.Metrics(w.OrderPeriods)),
            Segments = BySegment(Ask.By(w => w.Orders.By(w.Segmentation).Metrics(w.OrderPeriods))),
            Currencies = Ask.By(w => OrderTimeline.FromHistory(w.OrderHistory.AtRatesOfOrders(w.OrderCurrency, w.Rates), w.Policy).Metrics(w.OrderPeriods)),
            Explain = Ask.By(w => w.Orders.Explain(w.OrderPeriods, OrderFigure.Revenue)),
            AddsUp = (answer, orders) => (answer.Sum(row => row.Revenue.Amount), orders.Sum(one => one.Revenue.Amount)),
            OnePass = Ask.By(w => w.Orders.Report(w.OrderPeriods).Metrics),
            Appended = new Not(NoAppending),
        },
        new MatrixRow<DaysBetweenOrders, object>("Days between orders", "metrics/orders.md", "DaysBetweenOrders")
        {
            Total = Ask.By(w => w.Orders.DaysBetweenOrders(w.OrderPeriods)),
            Segments = BySegment(Ask.By(w => w.Orders.By(w.Segmentation).DaysBetweenOrders(w.OrderPeriods))),
            Currencies = Ask.By(w => OrderTimeline.FromHistory(w.OrderHistory.AtRatesOfOrders(w.OrderCurrency, w.Rates), w.Policy).DaysBetweenOrders(w.OrderPeriods)),
            Explain = new Not("A histogram counts pairs of orders; `Explain` of the order metrics names the customers with several orders."),
            OnePass = Ask.By(w => w.Orders.Report(w.OrderPeriods).DaysBetweenOrders),
            Appended = new Not(NoAppending),
        },
        new MatrixRow<RepeatWithin, object>("Repeat orders within days", "metrics/orders.md", "RepeatWithin")
        {
            Total = Ask.By(w => w.Orders.RepeatWithin(w.OrderPeriods, 2, w.AsOf)),
            Segments = BySegment(Ask.By(w => w.Orders.By(w.Segmentation).RepeatWithin(w.OrderPeriods, 2, w.AsOf))),
            Currencies = Ask.By(w => OrderTimeline.FromHistory(w.OrderHistory.AtRatesOfOrders(w.OrderCurrency, w.Rates), w.Policy).RepeatWithin(w.OrderPeriods, 2, w.AsOf)),
            Explain = new Not("A rate counts customers; `Explain` of the order metrics names those with several orders in a period."),
            OnePass = new Not("The days and the instant up to which orders are known are choices of the caller, which a report does not make."),
            Appended = new Not(NoAppending),
        },
        new MatrixRow<OrderCohortTable, object>("Cohorts of buyers", "metrics/cohorts.md", "Cohorts")
        {
            Total = Ask.By(w => w.Orders.Cohorts(w.OrderPeriods)),
            Segments = BySegment(Ask.By(w => w.Orders.By(w.Segmentation).Cohorts(w.OrderPeriods))),
            Currencies = Ask.By(w => OrderTimeline.FromHistory(w.OrderHistory.AtRatesOfOrders(w.OrderCurrency, w.Rates), w.Policy).Cohorts(w.OrderPeriods)),
            Explain = new Not(OneTable),
            OnePass = Ask.By(w => w.Orders.Report(w.OrderPeriods).Cohorts),
            Appended = new Not(NoAppending),
        },
        new MatrixRow<RfmTable, RfmRow>("Recency, frequency, value", "models/purchase-summary.md", "Rfm")
        {
            Total = Ask.By(w => w.Orders.Rfm(w.Zone, w.End)),
            Segments = BySegment(Ask.By(w => w.Orders.By(w.Segmentation).Rfm(w.Zone, w.End))),
            Currencies = Ask.By(w => OrderTimeline.FromHistory(w.OrderHistory.AtRatesOfOrders(w.OrderCurrency, w.Rates), w.Policy).Rfm(w.Zone, w.End)),
            Explain = Ask.By<IEnumerable<RfmRow>>(w => w.Orders.Rfm(w.Zone, w.End)),
            AddsUp = (answer, rows) => (answer.Count, rows.Select(row => row.Customer).Distinct().Count()),
            OnePass = Ask.By(w => w.Orders.Report(w.OrderPeriods).Rfm),
            Appended = new Not(NoAppending),
        },
        new MatrixRow<ActivityMetrics, object>("Activity metrics", "metrics/activity.md", "Metrics")
        {
            Total = Ask.By(w => w.Activities.Metrics(w.OrderPeriods)),
            Segments = BySegment(Ask.By(w => w.Activities.By(w.Segmentation).Metrics(w.OrderPeriods))),
            Currencies = new Not(NoAmounts),
            Explain = new Not(CountsCustomers),
            OnePass = new Not(NoReport),
            Appended = new Not(NoAppending),
        },
        new MatrixRow<DayRetention, object>("Retention by days", "metrics/activity.md", "DayRetention")
        {
            Total = Ask.By(w => w.Activities.DayRetention(w.OrderPeriods, w.Days, w.AsOf)),
            Segments = BySegment(Ask.By(w => w.Activities.By(w.Segmentation).DayRetention(w.OrderPeriods, w.Days, w.AsOf))),
            Currencies = new Not(NoAmounts),
            Explain = new Not(CountsCustomers),
            OnePass = new Not(NoReport),
            Appended = new Not(NoAppending),
        },
        new MatrixRow<ActivityCohortTable, object>("Cohorts by first activity", "metrics/activity.md", "Cohorts")
        {
            Total = Ask.By(w => w.Activities.Cohorts(w.OrderPeriods)),
            Segments = BySegment(Ask.By(w => w.Activities.By(w.Segmentation).Cohorts(w.OrderPeriods))),
            Currencies = new Not(NoAmounts),
            Explain = new Not(OneTable),
            OnePass = new Not(NoReport),
            Appended = new Not(NoAppending),
        },
        new MatrixRow<OrderReport, object>("Report of orders", "metrics/orders.md", "Report")
        {
            Total = Ask.By(w => w.Orders.Report(w.OrderPeriods)),
            Segments = BySegment(Ask.By(w => w.Orders.By(w.Segmentation).Report(w.OrderPeriods))),
            Currencies = Ask.By(w => OrderTimeline.FromHistory(w.OrderHistory.AtRatesOfOrders(w.OrderCurrency, w.Rates), w.Policy).Report(w.OrderPeriods)),
            Explain = new Not(AskThePart),
            OnePass = Ask.By(w => w.Orders.Report(w.OrderPeriods)),
            Appended = new Not(NoAppending),
        },
    ];

    /// <summary>What public members make of a timeline or a history that is no answer about customers: how it is shown, and why it has no row.</summary>
    public static IReadOnlyDictionary<Type, (string Shown, string Reason)> NoRow { get; } = new Dictionary<Type, (string, string)>
    {
        [typeof(Segmentation)] = ("Segmentation.ByFirstSubscription(history, …)", "divides customers, and answers nothing"),
        [typeof(RecurringRevenue)] = ("timeline.MrrAt(instant)", "one figure at an instant: the closing MRR of a roll-forward that ends then"),
        [typeof(Reconciliation)] = ("Reconciliation.Of(history, stated, zone)", "compares each customer and month with another system, so that every row has one customer"),
        [typeof(UpcomingRevenue)] = ("history.Upcoming(asOf, periods)", "the roll-forward of `history.KnownUpTo(asOf)` over periods to come, which is asked for in every way"),
        [typeof(CustomerTable)] = ("timeline.CustomersAt(instant)", "a list at an instant, also by segment, in which every row has one customer"),
        [typeof(AtRiskCustomers)] = ("timeline.AtRisk(signal, learned)", "a list at an instant, in which every row has one customer"),
        [typeof(Signal)] = ("Signal.Rfm(orders, measure)", "a number per customer, by which [churn](metrics/churn-by-signal.md) is grouped"),
        [typeof(ProductTimeline)] = ("ProductTimeline.FromHistory(history)", "divides revenue by product, which is no partition of customers; its [roll-forward](metrics/product-segments.md) merges and adds up to that of all"),
        [typeof(SurveyResponse)] = ("responses.ResponsesOf(customer)", "a fact of one customer, as it was given"),
        [typeof(RenewalCalendar)] = ("RenewalCalendar.Of(history, zone)", "the ends of terms of each customer, from which renewals are computed"),
        [typeof(SurvivalGroups)] = ("SurvivalGroups.FromTimeline(…)", "risk tables by name, for the log-rank test"),
        [typeof(SurvivalStrata)] = ("SurvivalStrata.FromTimeline(…)", "risk tables by name within strata, for the stratified log-rank test"),
        [typeof(PurchaseSummary)] = ("PurchaseSummary.Of(orders, …)", "what models are fitted to; it is made of the RFM table of a segment too"),
        [typeof(OpportunitySummary)] = ("OpportunitySummary.Of(orders, periods)", "what models are fitted to"),
        [typeof(CalibrationHoldout)] = ("CalibrationHoldout.Of(orders, …)", "what models are tested on"),
    };

    /// <summary>Hides which collection the segments are in.</summary>
    private static Ask<IEnumerable<KeyValuePair<Segment, TAnswer>>> BySegment<TAnswer>(Ask<BySegment<TAnswer>> ask)
        where TAnswer : class, IEquatable<TAnswer> => new() { Call = world => ask.Call!(world), Code = ask.Code };
}
