using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Modeling;

namespace DocumentedCode.Models;

public sealed class KaplanMeierPage
{
    [Fact]
    public void Example()
    {
        #region kaplan-meier
        int[] daysUntilLastSeen = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161];
        bool[] churned = [true, true, false, true, true, false, true, true, false, true, false];
        KaplanMeier curve = KaplanMeier.Estimate(RiskTable.FromColumns(daysUntilLastSeen, churned));

        Console.WriteLine(curve.SurvivalAt(30));                     // 0.6136…: the share still there after thirty days
        Console.WriteLine(curve.Median().Time);                      // 31
        Console.WriteLine(curve.Median().Lower);                     // 13
        Console.WriteLine(curve.Median().Upper is null);             // true: too few have left to say
        Console.WriteLine(curve.RestrictedMean(horizon: 48)?.Mean);  // 31.843…: of the first 48 days
        #endregion
    }

    [Fact]
    public void Example_OfATimeline()
    {
        #region kaplan-meier-timeline
        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
            new[] { "ada", "bo", "cy", "dee" }.Select(customer => new RevenueInterval(
                customer,
                Instant.FromUtc(2025, 1, 15, 9, 0),
                customer == "cy" ? Instant.FromUtc(2025, 4, 15, 9, 0) : null,
                RecurringRevenue.PerMonth(Currency.Eur.Amount(49m)))));
        var window = new ObservationWindow(until: new LocalDate(2026, 1, 1), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        KaplanMeier byDay = KaplanMeier.Estimate(RiskTable.FromTimeline(timeline, window));
        Console.WriteLine(byDay.SurvivalAt(100));      // 0.75: one of four has left by then

        // Churn per month since the first payment, with the number at risk.
        RiskTable months = RiskTable.FromTimeline(timeline, window with { Unit = BillingInterval.Monthly });
        HazardInterval third = TenureHazard.By(months, width: 1)[2];
        Console.WriteLine(third.AtRisk);               // 4
        Console.WriteLine(third.Probability);          // 0.25
        #endregion
    }
}
