using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Modeling;

namespace Harbour.Billing.Figures;

/// <summary>How long marinas stay.</summary>
public static class BerthTenure
{
    /// <summary>The share of marinas still there after so many months.</summary>
    public static double? StillThereAfter(RevenueTimeline timeline, int months, LocalDate until) =>
        KaplanMeier.Estimate(RiskTable.FromTimeline(timeline, new ObservationWindow(until, OurDefinition.Months.Zone) { Unit = BillingInterval.Monthly })).SurvivalAt(months);
}
