using NodaTime;

namespace Retention.Metrics.Tests.Lifetime;

public sealed class PublishedBenchmarksTests
{
    private static readonly BenchmarkSource Ours = new("Ours", "A survey", Year: 2026);

    public static TheoryData<PublishedBenchmark> All => [.. PublishedBenchmarks.All];

    [Fact]
    public void ThePublishedFigures_AsTheyWerePublished() =>
        Assert.Equal(
            [
                "2 % to 8 %: churn called acceptable in most industries (period not stated; SurveyMonkey, \"Customer churn\", undated)",
                "above 22 %: churn reported of online retail (period not stated; SurveyMonkey, \"Customer churn\", undated)",
                "5 %: churn called unrealistic for most companies, above all SaaS and start-ups (period not stated; Cobloom, \"SaaS Churn Rates: How High is Too High?, as passed on by Stripe\", 2023)",
                "28.8 %: share of ARR gained from expansion, 2,100 SaaS companies, in 2020 (of a year; ChartMogul, \"SaaS Benchmarks Report\", 2023)",
                "32.3 %: share of ARR gained from expansion, 2,100 SaaS companies, in 2023 (period not stated; ChartMogul, \"SaaS Benchmarks Report\", 2023)",
            ],
            PublishedBenchmarks.All.Select(benchmark => benchmark.ToString()));

    [Theory]
    [MemberData(nameof(All))]
    public void WithoutAStatedPeriod_NoRateOfAnyPeriodIsCompared(PublishedBenchmark benchmark)
    {
        foreach (BenchmarkPeriod period in Enum.GetValues<BenchmarkPeriod>())
        {
            BenchmarkComparison comparison = benchmark.CompareTo(Ratio.Of(5, 100), period);

            Assert.Equal(benchmark.Period == period, comparison.IsComparable);
            Assert.Equal(comparison.IsComparable, comparison.Reason is null);
            Assert.Equal(comparison.IsComparable ? comparison.Position.ToString() : $"not comparable: {comparison.Reason}", comparison.ToString());
        }
    }

    [Fact]
    public void TheReason_IsGiven()
    {
        Assert.Equal("SurveyMonkey does not say for which period 2 % to 8 % holds.", PublishedBenchmarks.AcceptableChurn.CompareTo(Ratio.Of(5, 100), BenchmarkPeriod.Month).Reason);
        Assert.Equal("28.8 % is of a year, the rate of a quarter.", PublishedBenchmarks.ExpansionShare2020.CompareTo(Ratio.Of(5, 100), BenchmarkPeriod.Quarter).Reason);
        Assert.Equal("The rate is undefined.", PublishedBenchmarks.ExpansionShare2020.CompareTo(Ratio.Undefined, BenchmarkPeriod.Year).Reason);
    }

    [Theory]
    [InlineData(0.0199, BenchmarkPosition.Below)]
    [InlineData(0.02, BenchmarkPosition.Within)]
    [InlineData(0.08, BenchmarkPosition.Within)]
    [InlineData(0.0801, BenchmarkPosition.Above)]
    public void BothEnds_LieWithin(double rate, BenchmarkPosition expected)
    {
        var ours = new PublishedBenchmark(BenchmarkFigure.CustomerChurnRate, "ours", 0.02m, 0.08m, BenchmarkPeriod.Month, Ours);

        Assert.Equal(expected, ours.CompareTo(Ratio.Of((decimal)rate, 1m), BenchmarkPeriod.Month).Position);
    }

    [Theory]
    [InlineData(BenchmarkPeriod.Month)]
    [InlineData(BenchmarkPeriod.Quarter)]
    [InlineData(BenchmarkPeriod.Year)]
    public void AnotherPeriod_ShorterOrLonger_IsNotCompared(BenchmarkPeriod stated)
    {
        var ours = new PublishedBenchmark(BenchmarkFigure.CustomerChurnRate, "ours", 0.02m, 0.08m, stated, Ours);

        Assert.Equal([stated], Enum.GetValues<BenchmarkPeriod>().Where(period => ours.CompareTo(Ratio.Of(5, 100), period).IsComparable));
    }

    [Fact]
    public void AnOpenEnd_HasNothingBeyondIt()
    {
        var above = new PublishedBenchmark(BenchmarkFigure.CustomerChurnRate, "ours", 0.22m, to: null, BenchmarkPeriod.Month, Ours);
        var below = new PublishedBenchmark(BenchmarkFigure.CustomerChurnRate, "ours", from: null, 0.22m, BenchmarkPeriod.Month, Ours);

        Assert.Equal(BenchmarkPosition.Within, above.CompareTo(Ratio.Of(9, 1), BenchmarkPeriod.Month).Position);
        Assert.Equal(BenchmarkPosition.Below, above.CompareTo(Ratio.Of(0.21m, 1), BenchmarkPeriod.Month).Position);
        Assert.Equal(BenchmarkPosition.Within, below.CompareTo(Ratio.Of(-1, 1), BenchmarkPeriod.Month).Position);
        Assert.Equal(("above 22 %", "below 22 %"), (above.Range, below.Range));
    }

    [Fact]
    public void ARow_BringsItsOwnFigureAndPeriod()
    {
        var monthlyChurn = new PublishedBenchmark(BenchmarkFigure.CustomerChurnRate, "ours", 0.3m, 0.4m, BenchmarkPeriod.Month, Ours);
        var monthlyShare = new PublishedBenchmark(BenchmarkFigure.ExpansionShare, "ours", 0.3m, 0.4m, BenchmarkPeriod.Month, Ours);
        RollForwardRow february = Churn.TwoMonths.RollForward[1];

        Assert.Equal(BenchmarkPosition.Within, monthlyChurn.CompareTo(february).Position);
        Assert.Equal("The rate is undefined.", monthlyShare.CompareTo(february).Reason);
        Assert.Equal("28.8 % is of a year, the rate of a month.", PublishedBenchmarks.ExpansionShare2020.CompareTo(february).Reason);
    }

    [Fact]
    public void ARowOfAPeriodWithoutAName_IsNotCompared()
    {
        ReportingPeriods thirtyDays = ReportingPeriods.Between(DateTimeZone.Utc, Instant.FromUtc(2026, 1, 15, 0, 0), Instant.FromUtc(2026, 2, 14, 0, 0));

        Assert.Equal(
            "2026-01-15/2026-02-14 is neither a month nor a quarter nor a year.",
            PublishedBenchmarks.ExpansionShare2020.CompareTo(Churn.TwoMonths.Timeline.RollForward(thirtyDays)[0]).Reason);
    }

    [Fact]
    public void ARowOfAQuarter_IsComparedWithQuarters()
    {
        var quarterly = new PublishedBenchmark(BenchmarkFigure.CustomerChurnRate, "ours", 0.3m, 0.4m, BenchmarkPeriod.Quarter, Ours);
        ReportingPeriods quarter = ReportingPeriods.Between(DateTimeZone.Utc, Instant.FromUtc(2026, 2, 1, 0, 0), Instant.FromUtc(2026, 5, 1, 0, 0));

        Assert.Equal(BenchmarkPosition.Within, quarterly.CompareTo(Churn.TwoMonths.Timeline.RollForward(quarter)[0]).Position);
    }

    [Fact]
    public void AFiscalYear_IsAYear()
    {
        RollForward year = Churn.TwoMonths.Timeline.RollForward(ReportingCalendar.FiscalYears(DateTimeZone.Utc, firstMonth: 2).Containing(new LocalDate(2026, 3, 1)));

        Assert.Equal("The rate is undefined.", PublishedBenchmarks.ExpansionShare2020.CompareTo(year[0]).Reason);
    }

    [Fact]
    public void ABenchmarkThatIsNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new PublishedBenchmark(BenchmarkFigure.CustomerChurnRate, "ours", from: null, to: null, period: null, Ours));
        Assert.Throws<ArgumentException>(() => new PublishedBenchmark(BenchmarkFigure.CustomerChurnRate, "ours", 0.3m, 0.2m, period: null, Ours));
        Assert.Throws<ArgumentException>(() => new PublishedBenchmark(BenchmarkFigure.CustomerChurnRate, " ", 0.1m, 0.2m, period: null, Ours));
    }
}
