using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class ChurnBySignalPage
{
    [Fact]
    public void Example()
    {
        #region churn-by-signal
        var timeline = RevenueTimeline.FromIntervals(
        [
            new("ada", At(2025, 11, 3), null, Eur(50)), new("bo", At(2025, 11, 10), At(2026, 1, 20), Eur(20)), new("cy", At(2025, 12, 1), null, Eur(30)),
            new("dee", At(2025, 12, 5), null, Eur(40)), new("eve", At(2025, 12, 9), null, Eur(10)), new("gus", At(2026, 1, 7), At(2026, 2, 12), Eur(25)),
        ]);
        var did = new List<Activity> { new("bo", At(2025, 11, 11), "login"), new("cy", At(2025, 12, 1), "login"), new("gus", At(2026, 1, 8), "export") };
        foreach (Instant day in new[] { At(2025, 12, 20), At(2026, 1, 20), At(2026, 2, 20) })
        {
            did.AddRange(Enumerable.Repeat(new Activity("ada", day, "login"), 6));
            did.AddRange([new Activity("dee", day, "login"), new Activity("eve", day, "login")]);
        }

        Signal logins = Signal.Count(ActivityTimeline.FromActivities(did), "login", days: 30);
        ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 2));
        ChurnBySignal churn = timeline.ChurnBySignal(logins, SignalGroups.Bounds(0, 5), months);
        Console.WriteLine(churn.Whole.Groups[0]);              // 0 or less: 2 of 4 lost, 50.0 %
        Console.WriteLine(churn.Whole.Groups[0].Interval);     // 0.1500 to 0.8500, at 95 %
        Console.WriteLine(churn.Whole.Groups[1]);              // over 0 to 5: 0 of 4 lost, 0.0 %
        Console.WriteLine(churn.Whole.Total);                  // total: 2 of 10 lost, 20.0 %
        Console.WriteLine(churn.Whole.LiftOfLowest.Value);     // 2.5
        Console.WriteLine(timeline.AtRisk(logins, churn)[0]);  // cy: 30.00 EUR/month, expected loss 15.00 EUR/month

        static Instant At(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);

        static RecurringRevenue Eur(decimal monthly) => RecurringRevenue.PerMonth(new Money(monthly, Currency.Eur));
        #endregion

        #region churn-by-signal-model
        Instant fittedUpTo = Instant.FromUtc(2026, 2, 1, 0, 0);
        var alive = Signal.Of("alive", (customer, instant) => new SignalValue(customer == "cy" ? 0.2 : 0.9, knownAt: fittedUpTo));
        try
        {
            timeline.ChurnBySignal(alive, SignalGroups.Bounds(0.5), months);
        }
        catch (ArgumentException refused)
        {
            Console.WriteLine(refused.Message.Contains("made from facts up to 2026-02-01T00:00:00Z")); // True: January began before
        }
        #endregion
    }
}
