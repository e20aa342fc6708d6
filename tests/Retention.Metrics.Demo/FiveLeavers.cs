using NodaTime;
using Retention.Metrics;

namespace DocumentedCode;

/// <summary>The customers of every worked example about why, when and after what customers leave.</summary>
public sealed class FiveLeavers
{
    private static readonly (SubscriptionHistory History, ReportingPeriods March) Built = Build();

    internal static SubscriptionHistory History => Built.History;

    internal static ReportingPeriods March => Built.March;

    internal static ReportingPeriods Year { get; } = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2025, 4)).To(new YearMonth(2026, 3));

    [Fact]
    public void AreThoseOfTheTable()
    {
        RevenueTimeline timeline = RevenueTimeline.FromHistory(History);

        Assert.Equal(
            [("ada", 100m), ("bo", 60m), ("cy", 40m), ("dee", 50m), ("eve", 200m)],
            timeline.Explain(March, RevenueFigure.OpeningMrr).Select(one => (one.Customer.Value, one.Amount.Monthly.Amount)));
        Assert.Equal(["ada", "bo", "cy", "dee"], timeline.Explain(March, RevenueFigure.ChurnedCustomers).Select(one => one.Customer.Value));
    }

    private static (SubscriptionHistory History, ReportingPeriods March) Build()
    {
        #region five-leavers
        static Instant Day(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);
        static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);

        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy"), dee = Subscription.Of("dee"), eve = Subscription.Of("eve");
        Subscription deeExtra = new("dee-extra", "dee"), eveExtra = new("eve-extra", "eve"), eveMore = new("eve-more", "eve");
        SubscriptionHistory history =
        [
            ada.Starts(Day(2026, 2, 3), Monthly(100m)),
            ada.ChangesPrice(Day(2026, 3, 10), Monthly(120m)),
            ada.Ends(Day(2026, 3, 20), ChurnReason.Of("too dear", ChurnKind.Voluntary)),
            bo.Starts(Day(2025, 3, 10), RecurringPrice.Yearly(720m, Currency.Eur)),
            bo.Ends(Day(2026, 3, 10), ChurnReason.Voluntary),
            cy.Starts(Day(2025, 6, 15), Monthly(40m)),
            cy.PaymentFails(Day(2026, 3, 15)),
            cy.Ends(Day(2026, 3, 29), ChurnReason.Involuntary),
            dee.Starts(Day(2025, 9, 1), Monthly(50m)),
            dee.Pauses(Day(2026, 3, 12)),
            deeExtra.TrialStarts(Day(2026, 3, 1)),
            deeExtra.Ends(Day(2026, 3, 15)),
            eve.Starts(Day(2026, 1, 1), Monthly(200m)),
            eve.PaymentFails(Day(2026, 3, 1)),
            eve.PaymentRecovers(Day(2026, 3, 4)),
            eveExtra.TrialStarts(Day(2026, 2, 20)),
            eveExtra.Starts(Day(2026, 3, 6), Monthly(20m)),
            eveExtra.PaymentFails(Day(2026, 3, 30)),
            eveMore.TrialStarts(Day(2026, 3, 25)),
        ];
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));
        #endregion
        return (history, march);
    }
}
