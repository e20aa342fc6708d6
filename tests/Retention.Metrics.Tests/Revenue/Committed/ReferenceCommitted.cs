using NodaTime;

namespace Retention.Metrics.Tests.Revenue.Committed;

/// <summary>Committed revenue as somebody would compute it who has time: a history of what was known by each instant.</summary>
internal sealed record ReferenceCommitted(RecurringRevenue Known, RecurringRevenue CommittedMrr, RecurringRevenue AtRisk, int Customers, int Subscriptions, int LeftOut)
{
    /// <param name="facts">All facts of the subscriptions of the history, in any order.</param>
    /// <param name="end">The end of the period.</param>
    /// <param name="policy">What revenue is.</param>
    /// <param name="currency">The currency, where nothing is known.</param>
    public static ReferenceCommitted Of(IEnumerable<SubscriptionEvent> facts, Instant end, MetricPolicy policy, Currency currency)
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(KnownBy(facts, end));
        var timeline = RevenueTimeline.FromHistory(check.History, policy);
        RecurringRevenue atRisk = RecurringRevenue.Zero(currency);
        HashSet<CustomerId> customers = [];
        int subscriptions = 0;
        foreach (IGrouping<SubscriptionId, SubscriptionEvent> one in check.History.GroupBy(fact => fact.Subscription))
        {
            SubscriptionHistory alone = SubscriptionHistory.Create(one);
            RecurringRevenue mrr = RevenueTimeline.FromHistory(alone, policy).MrrAt(end);
            if (mrr.AnnualMillionths > 0 && alone.Lifecycles.Of(one.First().Customer)[0].Moments.Any(moment => moment.At >= end && moment.After.State == LifecycleState.Ended))
            {
                atRisk += new RecurringRevenue(mrr.AnnualMillionths, currency);
                subscriptions++;
                _ = customers.Add(one.First().Customer);
            }
        }

        return new ReferenceCommitted(
            new RecurringRevenue(timeline.MrrAt(end).AnnualMillionths, currency),
            new RecurringRevenue(timeline.MrrAt(Instant.MaxValue).AnnualMillionths, currency),
            atRisk,
            customers.Count,
            subscriptions,
            check.Findings.SelectMany(finding => finding.Events).Select(fact => fact.Subscription).Distinct().Count());
    }

    /// <summary>The facts that were recorded by an instant or, where that is not recorded, in effect before it.</summary>
    public static IEnumerable<SubscriptionEvent> KnownBy(IEnumerable<SubscriptionEvent> facts, Instant end) =>
        facts.Where(fact => fact.RecordedAt is { } recorded ? recorded <= end : fact.At < end);

    public static ReferenceCommitted Of(CommittedRevenueRow row) =>
        new(row.KnownMrr, row.CommittedMrr, row.AtRiskMrr, (int)row.AtRiskCustomers, (int)row.AtRiskSubscriptions, (int)row.LeftOutSubscriptions);
}
