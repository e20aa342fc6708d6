using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class BenchmarksPage
{
    [Fact]
    public void Example()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        RollForwardRow march = FiveCustomers.March;

        #region benchmarks
        ReportingPeriods fiscalYear = ReportingCalendar.FiscalYears(DateTimeZone.Utc, firstMonth: 4).Containing(march.Period.Start);
        RollForwardRow wholeYear = timeline.RollForward(fiscalYear)[0];

        Console.WriteLine(wholeYear.ExpansionShare);                                     // 40/95 = 0.421053
        Console.WriteLine(PublishedBenchmarks.ExpansionShare2020.CompareTo(wholeYear));  // Above
        Console.WriteLine(march.ExpansionShare);                                         // 20/100 = 0.2
        Console.WriteLine(PublishedBenchmarks.ExpansionShare2020.CompareTo(march));      // not comparable: 28.8 % is of a year, the rate of a month.
        #endregion
    }

    [Fact]
    public void Pitfall_WithoutAPeriod()
    {
        #region benchmarks-pitfall
        BenchmarkComparison comparison = PublishedBenchmarks.AcceptableChurn.CompareTo(CustomerChurn.Rate(lost: 5, opening: 100), BenchmarkPeriod.Month);

        Console.WriteLine(comparison.IsComparable);  // False
        Console.WriteLine(comparison.Reason);        // SurveyMonkey does not say for which period 2 % to 8 % holds.
        #endregion
    }
}
