#region three-contracts
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode;

/// <summary>The customers of the examples about what is agreed and not yet in effect.</summary>
internal static class ThreeContracts
{
    internal static (SubscriptionHistory History, ReportingPeriods Quarter) Build()
    {
        #region three-contracts
        static Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
        static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);

        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy");
        SubscriptionHistory history =
        [
            ada.Starts(Day(1, 1), Monthly(50m)),
            ada.SchedulesCancellation(Day(2, 20), effectiveAt: Day(3, 15)),
            bo.Starts(Day(1, 5), Monthly(40m)),
            bo.ChangesPrice(Day(4, 1), Monthly(50m)) with { RecordedAt = Day(2, 10) },
            cy.Starts(Day(1, 10), Monthly(30m)),
            cy.SchedulesCancellation(Day(1, 31), effectiveAt: Day(3, 31)),
            cy.RevokesCancellation(Day(2, 25)),
        ];
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        #endregion
        return (history, quarter);
    }
}
