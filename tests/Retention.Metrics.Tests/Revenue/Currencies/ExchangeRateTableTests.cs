using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue.Currencies;

public sealed class ExchangeRateTableTests
{
    private static readonly LocalDate FirstOfMarch = new(2026, 3, 1);

    [Fact]
    public void ARate_HoldsFromItsDate_UntilTheNext()
    {
        var rates = ExchangeRateTable.Create([Dollar(FirstOfMarch, 0.9m), Dollar(FirstOfMarch.PlusDays(10), 0.8m)]);

        Assert.Equal(0.9m, rates.Rate(Currency.Usd, Currency.Eur, Utc("2026-03-01")));
        Assert.Equal(0.9m, rates.Rate(Currency.Usd, Currency.Eur, Utc("2026-03-11") - Duration.Epsilon));
        Assert.Equal(0.8m, rates.Rate(Currency.Usd, Currency.Eur, Utc("2026-03-11")));
    }

    [Fact]
    public void TheDateOfAnInstant_IsThatOfTheZone()
    {
        var rates = ExchangeRateTable.Create([Dollar(FirstOfMarch, 0.9m), Dollar(FirstOfMarch.PlusDays(1), 0.8m)], DateTimeZoneProviders.Tzdb["America/New_York"]);

        Assert.Equal(0.9m, rates.Rate(Currency.Usd, Currency.Eur, Utc("2026-03-02")));
    }

    [Fact]
    public void APairThatIsNotStated_IsTheOpposite_OrByWayOfAnother()
    {
        var rates = ExchangeRateTable.Create([new(FirstOfMarch, Currency.Eur, Currency.Usd, 1.25m), new(FirstOfMarch, Currency.Eur, Currency.Gbp, 0.8m)]);

        Assert.Equal(0.8m, rates.Rate(Currency.Usd, Currency.Eur, Utc("2026-03-01")));
        Assert.Equal(0.64m, rates.Rate(Currency.Usd, Currency.Gbp, Utc("2026-03-01")));
        Assert.Equal(1m, rates.Rate(Currency.Jpy, Currency.Jpy, Utc("1999-01-01")));
    }

    [Fact]
    public void AMissingRate_NamesPairDateAndWhatThereIs()
    {
        var rates = ExchangeRateTable.Create([Dollar(FirstOfMarch, 0.9m), Dollar(new(2026, 6, 1), 0.8m)]);

        string old = Assert.Throws<MissingExchangeRateException>(() => rates.Rate(Currency.Usd, Currency.Eur, Utc("2026-04-02"))).Message;
        Assert.Contains("USD to EUR for 2026-04-02", old, StringComparison.Ordinal);
        Assert.Contains("2026-03-01", old, StringComparison.Ordinal);
        Assert.Contains("2026-06-01", old, StringComparison.Ordinal);
        Assert.Equal(0.9m, rates.Rate(Currency.Usd, Currency.Eur, Utc("2026-04-01")));

        string other = Assert.Throws<MissingExchangeRateException>(() => rates.Rate(Currency.Gbp, Currency.Jpy, Utc("2026-03-01"))).Message;
        Assert.Contains("EUR, USD", other, StringComparison.Ordinal);
        Assert.Contains("no rates at all", Assert.Throws<MissingExchangeRateException>(() => ExchangeRateTable.Create([]).Rate(Currency.Gbp, Currency.Jpy, Utc("2026-03-01"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void ARate_IsAboveZero(string rate) =>
        Assert.Throws<ArgumentException>(() => ExchangeRateTable.Create([Dollar(FirstOfMarch, decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture))]));

    [Fact]
    public void TwoRatesOfOneDate_AreRefused_AndOneTwiceIsHarmless()
    {
        Assert.Throws<ArgumentException>(() => ExchangeRateTable.Create([Dollar(FirstOfMarch, 0.9m), Dollar(FirstOfMarch, 0.8m)]));
        Assert.Throws<ArgumentException>(() => ExchangeRateTable.Create([new(FirstOfMarch, Currency.Eur, Currency.Eur, 1m)]));
        Assert.Equal(1, ExchangeRateTable.Create([Dollar(FirstOfMarch, 0.9m), Dollar(FirstOfMarch, 0.9m)]).Count);
    }

    [Fact]
    public void AnyTable_AnswersAsAScanOfItsRates_InAnyOrder() =>
        Laws.Check(
            Arb.From(
                from days in Gen.Choose(0, 60).ListOf()
                from asked in Gen.Choose(0, 90)
                from age in Gen.Choose(0, 40)
                select (Days: days.Distinct().ToArray(), asked, age)),
            drawn =>
            {
                (int[] days, int asked, int age) = drawn;
                DatedExchangeRate[] rates = [.. days.Select(day => Dollar(FirstOfMarch.PlusDays(day), 1m + day))];
                int? latest = days.Where(day => day <= asked && day >= asked - age).Select(day => (int?)day).Max();
                var table = ExchangeRateTable.Create(rates.Reverse(), maxAgeDays: age);
                Instant at = FirstOfMarch.PlusDays(asked).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
                if (latest is { } day)
                {
                    Assert.Equal(1m + day, table.Rate(Currency.Usd, Currency.Eur, at));
                }
                else
                {
                    Assert.Throws<MissingExchangeRateException>(() => table.Rate(Currency.Usd, Currency.Eur, at));
                }
            });

    [Fact]
    public void Orders_HaveTheRateOfTheirOwnDay_RefundsIncluded()
    {
        OrderHistory orders =
        [
            new("ada", Utc("2026-03-01"), new Money(10m, Currency.Usd)) { Id = "1", Refunded = new Money(5m, Currency.Usd) },
            new("bo", Utc("2026-03-11"), new Money(10m, Currency.Usd)) { Id = "2", Status = OrderStatus.Refunded },
            new("cy", Utc("2026-03-11"), new Money(10m, Currency.Eur)) { Id = "3" },
        ];
        var rates = ExchangeRateTable.Create([Dollar(FirstOfMarch, 0.9m), Dollar(FirstOfMarch.PlusDays(10), 0.8m)]);

        Assert.Equal(
            [(9m, 4.5m), (8m, 8m), (10m, 0m)],
            orders.AtRatesOfOrders(Currency.Eur, rates).Select(order => (order.Amount.Amount, order.Refunded?.Amount ?? (order.Status == OrderStatus.Refunded ? order.Amount.Amount : 0m))));
        Assert.Equal([("EUR", 1), ("USD", 2)], orders.PerCurrency().Select(part => (part.Key.Code, part.Value.Count)));
        Assert.Equal(8m, OrderTimeline.FromHistory(orders.PerCurrency()[1].Value).Metrics(Months("2026-03", "2026-03"))[0].Revenue.Amount + 3m);
    }

    private static DatedExchangeRate Dollar(LocalDate date, decimal rate) => new(date, Currency.Usd, Currency.Eur, rate);
}
