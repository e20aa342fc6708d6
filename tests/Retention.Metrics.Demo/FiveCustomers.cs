#region five-customers
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode;

/// <summary>The customers of every worked example about recurring revenue.</summary>
public sealed class FiveCustomers
{
    private static readonly (RevenueTimeline Timeline, RollForward Year) Built = Build();

    internal static RevenueTimeline Timeline => Built.Timeline;

    internal static RollForward Year => Built.Year;

    internal static RollForwardRow March => Year[^1];

    [Fact]
    public void AreThoseOfTheTable()
    {
        Assert.Equal(
            [("ada", 100m, 120m), ("bo", 60m, 50m), ("cy", 40m, 0m), ("dee", 0m, 25m), ("eve", 0m, 55m)],
            from figure in (RevenueFigure[])[RevenueFigure.ExpansionMrr, RevenueFigure.ContractionMrr, RevenueFigure.ChurnMrr, RevenueFigure.ReactivationMrr, RevenueFigure.NewMrr]
            from one in Timeline.Explain(Year.Periods, figure)
            where one.Period == March.Period
            select (one.Customer.Value, one.Before.Monthly.Amount, one.After.Monthly.Amount));
    }

    private static (RevenueTimeline Timeline, RollForward Year) Build()
    {
        #region five-customers
        static Instant Day(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);
        static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);
        static RecurringPrice Yearly(decimal amount) => RecurringPrice.Yearly(amount, Currency.Eur);

        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy"), dee = Subscription.Of("dee"), eve = Subscription.Of("eve");
        SubscriptionHistory history =
        [
            ada.Starts(Day(2025, 1, 10), Monthly(80m)),
            ada.ChangesPrice(Day(2025, 9, 1), Monthly(100m)),
            ada.ChangesPrice(Day(2026, 3, 10), Monthly(120m)),
            bo.Starts(Day(2025, 2, 1), Yearly(720m)),
            bo.ChangesPrice(Day(2026, 3, 20), Yearly(600m)),
            cy.Starts(Day(2025, 6, 15), Monthly(40m)),
            cy.Ends(Day(2026, 3, 31), ChurnReason.Voluntary),
            dee.Starts(Day(2025, 3, 5), Monthly(60m)),
            dee.Ends(Day(2025, 11, 1), ChurnReason.Involuntary),
            dee.Starts(Day(2026, 3, 12), Monthly(25m)),
            eve.Starts(Day(2026, 3, 25), Monthly(55m)),
        ];
        ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2025, 4)).To(new YearMonth(2026, 3));
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
        RollForward year = timeline.RollForward(months);
        RollForwardRow march = year[^1];
        #endregion
        Assert.Equal("2026-03", march.Period.Name);
        return (timeline, year);
    }
}
