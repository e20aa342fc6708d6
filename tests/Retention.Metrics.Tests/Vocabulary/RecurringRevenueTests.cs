using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Vocabulary;

public sealed class RecurringRevenueTests
{
    [Fact]
    public void AMillionYearlyCustomersAt100_Read833333333AMonth_ToTheCent()
    {
        int[] customers = [.. Enumerable.Range(0, 1_000_000)];
        RecurringRevenue one = RecurringPrice.Yearly(100m, Currency.Eur).Revenue;
        RecurringRevenue total = customers.Aggregate(RecurringRevenue.Zero(Currency.Eur), (sum, _) => sum + one);

        Assert.Equal("8333333.33 EUR/month", total.ToString());
        Assert.Equal(Eur(100_000_000m), total.Annual);
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

    [Fact]
    public void Text_IsTheMonthlyAmount_ToTheLastDigit() =>
        Laws.Check(
            Arb.From(from millionths in Gen.Choose(-2_000_000, 2_000_000) from factor in Gen.Elements(1L, 60_000L, 7_919L, 4_000_000_007L) from currency in Any.Currency.Generator select new RecurringRevenue(millionths * factor, currency)),
            revenue =>
            {
                Assert.Equal($"{revenue.Monthly}/month", revenue.ToString());
                Assert.Equal(revenue.Annual.Amount, decimal.Parse(revenue.AnnualDigits, CultureInfo.InvariantCulture));
            });

    [Fact]
    public void SumsTooLargeForAnAmount_AreNamed_AndStillPrint()
    {
        var most = new RecurringRevenue(Int128.MaxValue, Currency.Eur);
        var least = new RecurringRevenue(Int128.MinValue, Currency.Jpy);

        Assert.Equal("14178431955039102644307275309657.01 EUR/month", most.ToString());
        Assert.Equal("-14178431955039102644307275309657 JPY/month", least.ToString());
        Assert.Equal("170141183460469231731687303715884.105727", most.AnnualDigits);
        Assert.All<Func<object>>([() => most.Annual, () => most.Monthly, () => most + Mrr(1), () => RecurringRevenue.Zero(Currency.Jpy) - least], refused =>
            Assert.Contains("1417843195503910264430727530965", Assert.Throws<OverflowException>(refused).Message, StringComparison.Ordinal));
        Assert.Equal(most, most - Mrr(1) + Mrr(1));
        Assert.Equal(least, least + RecurringRevenue.PerMonth(Currency.Jpy.Amount(1)) - RecurringRevenue.PerMonth(Currency.Jpy.Amount(1)));
    }
}
