using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Facts;

public sealed class RecurringPriceTests
{
    [Theory]
    [InlineData(BillingUnit.Day, 1, 365)]
    [InlineData(BillingUnit.Day, 5, 73)]
    [InlineData(BillingUnit.Week, 1, 52)]
    [InlineData(BillingUnit.Week, 2, 26)]
    [InlineData(BillingUnit.Month, 1, 12)]
    [InlineData(BillingUnit.Month, 6, 2)]
    [InlineData(BillingUnit.Quarter, 1, 4)]
    [InlineData(BillingUnit.Quarter, 2, 2)]
    [InlineData(BillingUnit.Year, 1, 1)]
    public void EachUnit_CountsExactly(BillingUnit unit, int count, int perYear) =>
        Assert.Equal(Eur(9.99m * perYear), RecurringPrice.Every(count, unit, 9.99m, Currency.Eur).Revenue.Annual);

    [Theory]
    [InlineData("100", 3, "33.333333")]
    [InlineData("200", 3, "66.666667")]
    [InlineData("0.000001", 2, "0.000000")] // half a millionth, to the even one
    [InlineData("0.000003", 2, "0.000002")] // one and a half
    [InlineData("0.000005", 2, "0.000002")] // two and a half
    public void AnIntervalThatDoesNotDivide_IsRoundedHalfEvenOnce(string amount, int years, string annual) =>
        Assert.Equal(
            decimal.Parse(annual, System.Globalization.CultureInfo.InvariantCulture),
            RecurringPrice.Every(years, BillingUnit.Year, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Eur).Revenue.Annual.Amount);

    [Fact]
    public void AnyIntervalThatDoesNotDivide_IsRoundedToTheNearestMillionth_ATieToTheEvenOne() =>
        Laws.Check(
            Arb.From(from millionths in Gen.Choose(0, 1_000_000) from years in Gen.Elements(2, 3, 4, 7, 8) select (millionths, years)),
            drawn =>
            {
                decimal exact = (decimal)drawn.millionths / drawn.years;
                decimal rounded = RecurringPrice.Every(drawn.years, BillingUnit.Year, drawn.millionths / 1_000_000m, Currency.Eur).Revenue.Annual.Amount * 1_000_000m;

                Assert.Equal(rounded, decimal.Truncate(rounded));
                Assert.True(Math.Abs(exact - rounded) < 0.5m || (Math.Abs(exact - rounded) == 0.5m && rounded % 2m == 0m), $"{exact} became {rounded}");
            });

    [Fact]
    public void RoundingComesAfterQuantityAndDiscount_NotBefore()
    {
        Assert.Equal(Eur(100m), RecurringPrice.Every(3, BillingUnit.Year, 100m, Currency.Eur, quantity: 3).Revenue.Annual);
        Assert.Equal(16.666667m, AnnualUnder(RecurringPrice.Every(3, BillingUnit.Year, 100m, Currency.Eur), Discount.Percent(50m)));
    }

    [Fact]
    public void Quantity_Multiplies_AndNoneIsFree()
    {
        Assert.Equal(Mrr(50), RecurringPrice.Monthly(10m, Currency.Eur, quantity: 5).Revenue);
        Assert.True(RecurringPrice.Monthly(10m, Currency.Eur, quantity: 0).Revenue.IsZero);
        Assert.True(RecurringPrice.Monthly(0m, Currency.Eur).Revenue.IsZero);
        Assert.Throws<ArgumentOutOfRangeException>(() => RecurringPrice.Monthly(10m, Currency.Eur, quantity: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => At.Monthly(10m) with { Quantity = -1 });
    }

    [Theory]
    [InlineData(0, 120)]
    [InlineData(25, 90)]
    [InlineData(100, 0)]
    public void APercentage_IsOffTheWholeCharge(int percent, int annual) =>
        Assert.Equal(annual, AnnualUnder(At.Monthly(10m), Discount.Percent(percent)));

    [Fact]
    public void AnAmount_IsOffEachInterval_AndNeverBelowNothing()
    {
        Assert.Equal(84m, AnnualUnder(At.Monthly(10m), Discount.Amount(Eur(3m))));
        Assert.Equal((20m - 3m) * 4m, AnnualUnder(RecurringPrice.Every(1, BillingUnit.Quarter, 10m, Currency.Eur, quantity: 2), Discount.Amount(Eur(3m))));
        Assert.Equal(0m, AnnualUnder(At.Monthly(10m), Discount.Amount(Eur(1_000_000m))));
    }

    [Fact]
    public void Discounts_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Discount.Percent(-0.01m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Discount.Percent(100.01m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Discount.Percent(0.0000001m));
    }

    [Fact]
    public void APriceThatCannotBe_HasNoRevenue()
    {
        Assert.Throws<InvalidOperationException>(() => At.Monthly(-1m).Revenue);
        Assert.Throws<InvalidOperationException>(() => At.Monthly(0.0000001m).Revenue);
        Assert.Throws<InvalidOperationException>(() => At.Monthly(1_000_000_000_000m).Revenue);
        Assert.Throws<InvalidOperationException>(() => At.Monthly(decimal.MaxValue).Revenue);
        Assert.Equal(9_223_372_036_854.775807m, RecurringPrice.Yearly(9_223_372_036_854.775807m, Currency.Eur).Revenue.Annual.Amount);
    }

    [Fact]
    public void Interval_HasAtLeastOneOfAKnownUnit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BillingInterval(BillingUnit.Month, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BillingInterval((BillingUnit)99));
        Assert.Equal((BillingUnit.Day, 1), (default(BillingInterval).Unit, default(BillingInterval).Count));
        Assert.Equal(
            [BillingUnit.Day, BillingUnit.Week, BillingUnit.Month, BillingUnit.Quarter, BillingUnit.Year],
            new[] { BillingInterval.Daily, BillingInterval.Weekly, BillingInterval.Monthly, BillingInterval.Quarterly, BillingInterval.Yearly }.Select(interval => interval.Unit));
    }

    [Fact]
    public void MoreOff_IsNeverMoreRevenue() =>
        Laws.Check(
            Arb.From(
                from cents in Gen.Choose(0, 100_000)
                from unit in Gen.Elements(Enum.GetValues<BillingUnit>())
                from count in Gen.Choose(1, 7)
                from percent in Gen.Choose(0, 99)
                select (Price: RecurringPrice.Every(count, unit, cents / 100m, Currency.Eur), percent)),
            one =>
            {
                decimal full = one.Price.Revenue.Annual.Amount;
                decimal less = AnnualUnder(one.Price, Discount.Percent(one.percent));
                decimal least = AnnualUnder(one.Price, Discount.Percent(one.percent + 1));

                Assert.True(full >= less && less >= least && least >= 0m);
                Assert.True(Math.Abs((full * (100 - one.percent) / 100m) - less) <= 0.000001m);
            });

    private static decimal AnnualUnder(RecurringPrice price, Discount discount)
    {
        Subscription ada = Subscription.Of("ada");
        return RevenueTimeline.FromHistory([ada.Starts(Utc("2026-01-01"), price, discount)]).MrrAt(Utc("2026-01-02")).Annual.Amount;
    }

    [Fact]
    public void ToString_OfAnEventWithAnImpossiblePrice_ShowsThePrice()
    {
        Subscription ada = Subscription.Of("ada");

        Assert.Contains("Price = -1.00 EUR per month", ada.Starts(Instant.FromUtc(2026, 1, 1, 0, 0), RecurringPrice.Monthly(-1m, Currency.Eur)).ToString(), StringComparison.Ordinal);
        Assert.Contains("Price = 79228162514264337593543950335.00 EUR per month", ada.ChangesPrice(Instant.FromUtc(2026, 1, 1, 0, 0), RecurringPrice.Monthly(decimal.MaxValue, Currency.Eur)).ToString(), StringComparison.Ordinal);
    }
}
