using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Vocabulary;

public sealed class RecurringRevenueTests
{
    [Fact]
    public void AMillionYearlyCustomersAt100_Read833333333AMonth_ToTheCent()
    {
        int[] customers = [.. Enumerable.Range(0, 1_000_000)];
        RecurringRevenue one = RecurringPrice.Yearly(100m, Currency.Eur).Revenue;
        RecurringRevenue book = customers.Aggregate(RecurringRevenue.Zero(Currency.Eur), (sum, _) => sum + one);

        Assert.Equal("8333333.33 EUR/month", book.ToString());
        Assert.Equal(Eur(100_000_000m), book.Annual);
        Assert.Equal(Eur(8.33m), one.Monthly);
    }

    [Fact]
    public void MonthlyAndYearly_AreTwoReadingsOfOneAmount()
    {
        Assert.Equal(RecurringRevenue.PerYear(Eur(120m)), RecurringRevenue.PerMonth(Eur(10m)));
        Assert.True(RecurringRevenue.PerYear(Eur(120m)) == Mrr(10));
        Assert.True(RecurringRevenue.PerYear(Eur(121m)) != Mrr(10));
        Assert.Equal(Eur(0.000012m), Mrr(0.000001m).Annual);
        Assert.Equal(Eur(120m), Mrr(10).Annual);
        Assert.True(Mrr(1).CompareTo(Mrr(2)) < 0);
        Assert.False(Mrr(1).Equals((object)1m));
        Assert.Equal(Mrr(10).GetHashCode(), RecurringRevenue.PerYear(Eur(120m)).GetHashCode());
    }

    [Theory]
    [InlineData("0.06", "0.00")] // 0.005 a month, to the even cent
    [InlineData("0.18", "0.02")] // 0.015
    [InlineData("100", "8.33")]
    [InlineData("-0.18", "-0.02")]
    public void Monthly_IsRoundedHalfEven_OnTheWayOut(string annual, string monthly) =>
        Assert.Equal($"{monthly} EUR", RecurringRevenue.PerYear(Eur(decimal.Parse(annual, System.Globalization.CultureInfo.InvariantCulture))).Monthly.ToString());

    [Fact]
    public void SumsAndDifferences_AreOfOneCurrency()
    {
        Assert.Equal(Mrr(3), Mrr(1) + Mrr(2));
        Assert.Equal(Mrr(-1), Mrr(1) - Mrr(2));
        Assert.True(RecurringRevenue.Zero(Currency.Eur).IsZero);
        Assert.Throws<ArgumentException>(() => Mrr(1) + RecurringRevenue.PerMonth(Currency.Usd.Amount(1)));
        Assert.Throws<ArgumentException>(() => Mrr(1) - RecurringRevenue.PerMonth(Currency.Usd.Amount(1)));
        Assert.Throws<ArgumentException>(() => Mrr(1).CompareTo(RecurringRevenue.PerMonth(Currency.Usd.Amount(1))));
    }

    [Fact]
    public void MoreThanSixDecimals_OrMoreThanFits_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RecurringRevenue.PerMonth(Eur(0.0000001m)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecurringRevenue.PerYear(Eur(9_223_372_036_854.775808m)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecurringRevenue.PerMonth(Eur(768_614_336_404.6m)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecurringRevenue.PerYear(Eur(-9_223_372_036_854.775809m)));
        Assert.Equal(9_223_372_036_854.775807m, RecurringRevenue.PerYear(Eur(9_223_372_036_854.775807m)).Annual.Amount);
        Assert.Equal(-9_223_372_036_854.775808m, RecurringRevenue.PerYear(Eur(-9_223_372_036_854.775808m)).Annual.Amount);
        Assert.Equal(Mrr(1), RecurringRevenue.PerMonth(Eur(1.0000000000m)));
    }
}
