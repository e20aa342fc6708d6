using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Formulas;

public sealed class AnnualizedTests
{
    [Fact]
    public void FivePercentAMonth_IsFortySixPercentAYear_NotSixty() =>
        Assert.Equal(0.45963991233736334, Annualized.Churn(Ratio.Of(5, 100), 12)!.Value, 12);

    [Fact]
    public void Undefined_WhereTheRateIs_OrAboveOne_OrBeyondADouble()
    {
        Assert.Null(Annualized.Churn(Ratio.Undefined, 12));
        Assert.Null(Annualized.Churn(Ratio.Of(101, 100), 12));
        Assert.Null(Annualized.Retention(Ratio.Of(-1, 100), 12));
        Assert.Equal(1d, Annualized.Churn(Ratio.Of(100, 100), 12));
    }

    [Fact]
    public void TenfoldInADay_HasNoYearlyFigure_AndNoInfinity()
    {
        Assert.Null(Annualized.Retention(Ratio.Of(10, 1), 365));
        Assert.Null(Annualized.Churn(Ratio.Of(-9, 1), 365));
    }

    [Theory]
    [InlineData(0d)]
    [InlineData(-12d)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void PeriodsPerYear_AreAboveZero(double periods)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Annualized.Churn(Ratio.Of(5, 100), periods));
        Assert.Throws<ArgumentOutOfRangeException>(() => Annualized.Retention(Ratio.Of(5, 100), periods));
    }

    [Fact]
    public void ChurnAndRetention_ComplementEachOther_AndMoreLossIsMoreChurn() =>
        Laws.Check(
            Arb.From(from lost in Gen.Choose(0, 99) from periods in Gen.Elements(1d, 4d, 12d, 365d / 7d, 365d) select (lost, periods)),
            one =>
            {
                double churn = Annualized.Churn(Ratio.Of(one.lost, 100), one.periods)!.Value;

                Assert.Equal(1d - Annualized.Retention(Ratio.Of(100 - one.lost, 100), one.periods)!.Value, churn, 12);
                Assert.True(Annualized.Churn(Ratio.Of(one.lost + 1, 100), one.periods) >= churn);
                Assert.InRange(churn, one.lost / 100d - 1e-12, 1d);
            });

    [Fact]
    public void ARow_CompoundsByTheKindOfItsPeriod()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2020-01-01"), null, Mrr(99)), new("bo", Utc("2020-01-01"), Utc("2026-03-04"), Mrr(1))]);
        LocalDate day = new(2026, 3, 4);
        DateTimeZone utc = DateTimeZone.Utc;

        AssertCompounds(365d, ReportingCalendar.Days(utc).Containing(day));
        AssertCompounds(365d / 7d, ReportingCalendar.Weeks(utc).Containing(day));
        AssertCompounds(12d, ReportingCalendar.Months(utc).Containing(day));
        AssertCompounds(4d, ReportingCalendar.Quarters(utc).Containing(day));
        AssertCompounds(4d, ReportingCalendar.FiscalQuarters(utc, 2).Containing(day));
        AssertCompounds(1d, ReportingCalendar.Years(utc).Containing(day));
        AssertCompounds(1d, ReportingCalendar.FiscalYears(utc, 4).Containing(day));
        AssertCompounds(365d / 10d, ReportingPeriods.Between(utc, Utc("2026-03-01"), Utc("2026-03-11")));
        AssertCompounds(365d * 2d, ReportingPeriods.Between(utc, Utc("2026-03-04"), Utc("2026-03-04T12:00")));
        AssertCompounds(365d / 6.5d, ReportingPeriods.Between(utc, Utc("2026-03-01T12:00"), Utc("2026-03-08")));
        AssertCompounds(365d / 7.5d, ReportingPeriods.Between(utc, Utc("2026-03-01"), Utc("2026-03-08T12:00")));

        void AssertCompounds(double k, ReportingPeriods periods)
        {
            RollForwardRow row = timeline.RollForward(periods)[0];
            Assert.Equal(1d - Math.Pow(0.5, k), row.AnnualizedCustomerChurn!.Value, 12);
            Assert.Equal(Math.Pow(0.99, k), row.AnnualizedGrossRevenueRetention!.Value, 12);
            Assert.Equal(Math.Pow(0.99, k), row.AnnualizedNetRevenueRetention!.Value, 12);
        }
    }

    [Fact]
    public void ALocalDayOf23Hours_CountsAsADay()
    {
        DateTimeZone berlin = Zone("Europe/Berlin");
        Instant midnight = new LocalDate(2026, 3, 29).AtStartOfDayInZone(berlin).ToInstant();
        ReportingPeriods asCalendar = ReportingCalendar.Days(berlin).Containing(new LocalDate(2026, 3, 29));
        ReportingPeriods asBounds = ReportingPeriods.Between(berlin, midnight, midnight + Duration.FromHours(23));
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2020-01-01"), null, Mrr(99)), new("bo", Utc("2020-01-01"), midnight, Mrr(1))]);

        Assert.Equal(timeline.RollForward(asCalendar)[0].AnnualizedNetRevenueRetention, timeline.RollForward(asBounds)[0].AnnualizedNetRevenueRetention);
    }

    [Fact]
    public void EveryRow_HasFiniteYearlyFigures() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            foreach (RollForwardRow row in portfolio.Timeline().RollForward(portfolio.Periods))
            {
                Assert.True(row.AnnualizedCustomerChurn is null or (>= 0d and <= 1d));
                Assert.True(row.AnnualizedGrossRevenueRetention is null or (>= 0d and <= 1d));
                Assert.True(row.AnnualizedNetRevenueRetention is null || double.IsFinite(row.AnnualizedNetRevenueRetention.Value));
            }
        });
}
