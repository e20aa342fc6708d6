using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Vocabulary;

public sealed class MoneyTests
{
    [Fact]
    public void Amounts_AddSubtractAndMultiply_Exactly()
    {
        Assert.Equal(Eur(0.30m), Eur(0.10m) + Eur(0.20m));
        Assert.Equal(Eur(-0.10m), Eur(0.10m) - Eur(0.20m));
        Assert.Equal(Eur(-0.10m), -Eur(0.10m));
        Assert.Equal(Eur(0.333m), Eur(1m) * 0.333m);
        Assert.Equal(Eur(0m), Money.Zero(Currency.Eur));
        Assert.True(Eur(1m).CompareTo(Eur(2m)) < 0);
    }

    [Fact]
    public void UnlikeCurrencies_NeverAddOrCompare()
    {
        Money dollar = Currency.Usd.Amount(1m);

        Assert.Throws<ArgumentException>(() => Eur(1m) + dollar);
        Assert.Throws<ArgumentException>(() => Eur(1m) - dollar);
        Assert.Throws<ArgumentException>(() => Eur(1m).CompareTo(dollar));
        Assert.NotEqual(Eur(1m), dollar);
    }

    [Theory]
    [InlineData("EUR", "0.125", "0.12 EUR")]
    [InlineData("EUR", "0.135", "0.14 EUR")]
    [InlineData("EUR", "-0.125", "-0.12 EUR")]
    [InlineData("JPY", "2.5", "2 JPY")]
    [InlineData("JPY", "3.5", "4 JPY")]
    [InlineData("KWD", "0.0005", "0.000 KWD")]
    [InlineData("CLF", "0.00015", "0.0002 CLF")]
    [InlineData("XXX", "1234567.891", "1234567.89 XXX")]
    public void Rounded_IsHalfEven_ToTheCurrencysDecimals(string code, string amount, string expected)
    {
        Money money = Currency.Of(code).Amount(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, money.ToString());
        Assert.Equal(expected, money.Rounded.ToString());
    }

    [Fact]
    public void ALittleBelowNothing_ReadsAsNothing() => Assert.Equal("0.00 EUR", Eur(-0.001m).ToString());

    [Fact]
    public void Overflow_Throws_AndSaysWhatIsTooLarge()
    {
        Assert.StartsWith("79228162514264337593543950335 + 1 EUR is too large", Assert.Throws<OverflowException>(() => Eur(decimal.MaxValue) + Eur(1m)).Message, StringComparison.Ordinal);
        Assert.StartsWith("-79228162514264337593543950335 - 1 EUR is too large", Assert.Throws<OverflowException>(() => Eur(decimal.MinValue) - Eur(1m)).Message, StringComparison.Ordinal);
        Assert.StartsWith("79228162514264337593543950335 × 2 EUR is too large", Assert.Throws<OverflowException>(() => Eur(decimal.MaxValue) * 2m).Message, StringComparison.Ordinal);
        Assert.Equal("79228162514264337593543950335.00 EUR", Eur(decimal.MaxValue).ToString());
    }

    [Fact]
    public void Default_IsNothingOfNoCurrency() => Assert.Equal("0.00 XXX", default(Money).ToString());
}
