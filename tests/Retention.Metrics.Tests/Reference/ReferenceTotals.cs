using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>The totals of answers, computed by the naive reference alone.</summary>
internal static class ReferenceTotals
{
    /// <summary>The totals of each period of a roll-forward.</summary>
    public static RollForwardTotals[] OfRollForward(SubscriptionScenario portfolio, MetricPolicy policy)
    {
        Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>> states = ReferenceCustomerStates.Of(portfolio.Events, policy);
        return [.. portfolio.Periods.Select((period, index) =>
        {
            ReferenceRow row = ReferencePolicies.Of(states, period.Start, period.End, portfolio.Scenario.Zone, policy);
            (decimal lost, decimal atRisk) = ReferencePolicies.Churn(states, portfolio.Periods, index, policy);
            return new RollForwardTotals
            {
                OpeningMrr = Millionths(row.Opening),
                NewMrr = Millionths(row.New),
                ReactivationMrr = Millionths(row.Reactivation),
                ResumedMrr = Millionths(row.Resumed),
                ExpansionMrr = Millionths(row.Expansion),
                ContractionMrr = Millionths(row.Contraction),
                ChurnMrr = Millionths(row.Churn),
                PausedMrr = Millionths(row.Paused),
                ClosingMrr = Millionths(row.Closing),
                LostMrr = Millionths(row.Opening - row.Kept),
                GainedMrr = Millionths(row.KeptAndGained - row.Kept),
                OpeningCustomers = row.OpeningCustomers,
                NewCustomers = row.NewCustomers,
                ReactivatedCustomers = row.ReactivatedCustomers,
                ExpandedCustomers = row.ExpandedCustomers,
                ContractedCustomers = row.ContractedCustomers,
                ChurnedCustomers = row.ChurnedCustomers,
                ClosingCustomers = row.ClosingCustomers,
                NeverRetainedCustomers = row.NeverRetainedCustomers,
                LostCustomers = (long)lost,
                CustomersAtRisk = atRisk,
            };
        })];
    }

    /// <summary>The totals of the window up to the end of each period.</summary>
    public static TrailingTotals[] OfTrailing(SubscriptionScenario portfolio, MetricPolicy policy, Period window)
    {
        Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>> states = ReferenceCustomerStates.Of(portfolio.Events, policy);
        return [.. portfolio.Periods.Select(period =>
        {
            Instant start = ReferenceCalendar.WindowStart(period.LocalEnd, window);
            ReferenceRow row = ReferencePolicies.Of(states, start, period.End, portfolio.Scenario.Zone, policy);
            (decimal lost, decimal atRisk) = ReferencePolicies.Churn(states, ReportingPeriods.Between(portfolio.Scenario.Zone, start, period.End), 0, policy);
            return new TrailingTotals
            {
                OpeningMrr = Millionths(row.Opening),
                KeptMrr = Millionths(row.Kept),
                ClosingMrr = Millionths(row.KeptAndGained),
                LostCustomers = (long)lost,
                CustomersAtRisk = atRisk,
            };
        })];
    }

    /// <summary>An amount in millionths; every amount of the reference has at most six decimals.</summary>
    public static Int128 Millionths(decimal amount) => (Int128)(amount * 1_000_000m);
}
