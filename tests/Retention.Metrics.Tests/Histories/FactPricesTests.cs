using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Distinct prices in columns are what the objects are: the same decimals, equality, year and problem, whether they are stored as bits or not.</summary>
public sealed class FactPricesTests
{
    private static readonly Gen<decimal> Amount = Gen.Elements(
        0m, 0.00m, 10m, 10.0m, 10.00m, 10.000000m, 10.0000000m, 49.99m, 49.990m, 0.000001m, 0.0000010m, 0.0000001m, 33.333333m, -5m, -0.0m, 1e12m,
        9_223_372_036_854m, 9_223_372_036_854.775807m, 9_223_372_036_854.775808m, 768_614_336_404.564650m, 768_614_336_404.564651m, decimal.MaxValue, 5.0000000000000000000000000000m);

    private static readonly Gen<RecurringPrice> Price =
        from amount in Amount
        from currency in Gen.Elements(Currency.Eur, Currency.Usd)
        from unit in Gen.Elements(Enum.GetValues<BillingUnit>())
        from count in Gen.Elements(1, 1, 2, 7, 65_535, 65_536)
        from quantity in Gen.Elements(1, 1, 0, 3, int.MaxValue)
        from product in Gen.Frequency((3, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>("pro", "basic", "unknown")))
        select new RecurringPrice(new Money(amount, currency), new BillingInterval(unit, count), quantity) { Product = product };

    private static readonly Gen<Discount?> Off = Gen.Frequency(
        (4, Gen.Constant<Discount?>(null)),
        (1, Gen.Elements<Discount?>(Discount.Percent(10m), Discount.Percent(10.0m), Discount.Percent(10m, Instant.FromUtc(2026, 1, 1, 0, 0)), Discount.Amount(new Money(5m, Currency.Eur)))));

    [Fact]
    public void EveryPrice_IsWhatItWas()
    {
        Gen<(RecurringPrice Price, Discount? Off)> one = from price in Price from off in Off select (price, off);
        Laws.Check(Arb.From(one.NonEmptyListOf()), some =>
        {
            var prices = new FactPrices();
            int[] indexes = [.. some.Select(own => prices.Of(own.Price, own.Off))];
            Assert.Equal(some.Any(own => own.Off is not null), prices.HaveDiscounts);
            Assert.Equal(some.Select(own => own.Price.Amount.Currency).Distinct().Count() == 1, prices.HaveOneCurrency);
            for (int i = 0; i < indexes.Length; i++)
            {
                (RecurringPrice price, Discount? off) = some[i];
                Assert.Equal(price, prices[indexes[i]]);
                Assert.Equal(price.Amount.Amount.Scale, prices[indexes[i]].Amount.Amount.Scale);
                Assert.Equal(off, prices.DiscountOf(indexes[i]));
                Assert.Equal(price.Product, prices.ProductOf(indexes[i]) is > 0 and var number ? prices.Products[number - 1] : null);
                Assert.Equal(price.Amount.Currency, prices.CurrencyOf(indexes[i]));
                Assert.Equal(price.Problem(off), prices.ProblemOf(indexes[i]));
                Assert.Equal(price.Problem(off), prices.ProblemOf(indexes[i]));
                Assert.Equal(YearOf(() => price.Annual(discount: null, MetricPolicy.Default)), YearOf(() => prices.AnnualOf(indexes[i], withDiscount: false, MetricPolicy.Default)));
                for (int j = 0; j <= i; j++)
                {
                    Assert.Equal(some[i] == some[j], prices.AreEqual(indexes[i], indexes[j]));
                    Assert.Equal(indexes[i] == indexes[j], some[i] == some[j] && Scales(some[i]).SequenceEqual(Scales(some[j])));
                    Assert.Equal(prices.AreEqual(indexes[i], indexes[j]), prices.FirstEqualTo(indexes[i]) == prices.FirstEqualTo(indexes[j]));
                }

                Assert.True(prices.FirstEqualTo(indexes[i]) <= indexes[i]);
            }
        });
    }

    [Fact]
    public void ManyPrices_HaveTheNumbersOfOneAfterAnother()
    {
        var random = new Random(7);
        PlainPrice[] some = [.. Enumerable.Range(0, 5_000).Select(_ => PlainOf(random.Next(3_000) * 10_000L, random.Next(3)))];
        var numbers = new int[some.Length];
        FactPrices together = new(), apart = new();
        together.Of(some.AsSpan(0, 2_000), numbers);
        together.Of(some.AsSpan(2_000), numbers.AsSpan(2_000));
        Assert.Equal([.. some.Select(price => apart.Of(price))], numbers);
        Assert.Equal(some.Distinct().Count(), together.Count);
        Assert.All(numbers.Zip(some), pair => Assert.Equal(pair.Second.ToPrice(), together[pair.First]));

        static PlainPrice PlainOf(long millionths, int decimals)
        {
            Assert.True(PlainPrice.TryOf(millionths, 2 + decimals, Currency.Eur, BillingUnit.Month, 1, 1, out PlainPrice price));
            return price;
        }
    }

    [Fact]
    public void APriceInColumns_OfAProduct_IsThatOfTheObject()
    {
        Assert.True(PlainPrice.TryOf(49_000_000, 2, Currency.Eur, BillingUnit.Month, 1, 1, out PlainPrice plain));
        var prices = new FactPrices();
        int none = prices.Of(plain), pro = prices.Of(plain, "pro"), basic = prices.Of(plain, "basic");

        Assert.Equal([none, pro, basic], [prices.Of(plain, product: null), prices.Of(plain.ToPrice() with { Product = "pro" }, discount: null), prices.Of(plain, "basic")]);
        Assert.Equal(3, prices.Count);
        Assert.Equal([0, 1, 2], [prices.ProductOf(none), prices.ProductOf(pro), prices.ProductOf(basic)]);
    }

    private static IEnumerable<(byte, bool)> Scales((RecurringPrice Price, Discount? Off) one)
    {
        yield return Of(one.Price.Amount.Amount);
        yield return Of(one.Off?.PercentOff ?? 0m);
        yield return Of(one.Off?.AmountOff?.Amount ?? 0m);

        static (byte, bool) Of(decimal number) => (number.Scale, decimal.IsNegative(number));
    }

    private static long? YearOf(Func<long> year)
    {
        try
        {
            return year();
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
