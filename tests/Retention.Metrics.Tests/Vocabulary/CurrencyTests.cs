namespace Retention.Metrics.Tests.Vocabulary;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("USD", 2)]
    [InlineData("JPY", 0)]
    [InlineData("ISK", 0)]
    [InlineData("HUF", 2)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    [InlineData("CLF", 4)]
    [InlineData("UYW", 4)]
    [InlineData("XXX", 2)]
    public void MinorUnits_AreThoseOfIso4217(string code, int decimals)
    {
        Currency currency = Currency.Of(code);

        Assert.Equal((code, decimals), (currency.Code, currency.MinorUnits));
        Assert.Equal(code, currency.ToString());
        Assert.Equal(1m, currency.MinorAmount((long)Math.Pow(10, decimals)).Amount);
    }

    /// <summary>Parts without amounts merge with any currency only while they state none themselves.</summary>
    [Theory]
    [InlineData("EUR", false, "EUR", false, "EUR")]
    [InlineData("EUR", false, "USD", false, null)]
    [InlineData("EUR", true, "USD", false, null)]
    [InlineData("EUR", false, "USD", true, null)]
    [InlineData("", true, "USD", false, "USD")]
    [InlineData("EUR", false, "", true, "EUR")]
    [InlineData("", false, "USD", false, null)]
    [InlineData("EUR", false, "", false, null)]
    public void OneCurrencyOfTwoParts(string one, bool oneIsEmpty, string other, bool otherIsEmpty, string? common)
    {
        Assert.Equal(common is null ? null : Of(common), Currency.Common(Of(one), oneIsEmpty, Of(other), otherIsEmpty));

        static Currency Of(string code) => code.Length == 0 ? Currency.None : Currency.Of(code);
    }

    [Fact]
    public void SameCode_IsTheSameCurrency()
    {
        Assert.Equal(Currency.Eur, Currency.Of("EUR"));
        Assert.True(Currency.Eur == Currency.Of("EUR"));
        Assert.True(Currency.Eur != Currency.Gbp);
        Assert.Equal(Currency.Jpy.GetHashCode(), Currency.Of("JPY").GetHashCode());
        Assert.False(Currency.Eur.Equals((object)"EUR"));
        Assert.Equal(default, Currency.None);
        Assert.Equal("XXX", default(Currency).Code);
    }

    [Theory]
    [InlineData("eur")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("ABC")]
    [InlineData("")]
    [InlineData(null)]
    public void WhatIsNoCode_IsRefused(string? code)
    {
        Assert.Throws<ArgumentException>(() => Currency.Of(code!));
        Assert.False(Currency.TryParse(code, out _));
    }

    [Fact]
    public void TheLetterI_IsNoTrapForTurkishCultures() => Assert.True(Currency.TryParse("INR", out _) && Currency.TryParse("ILS", out _));
}
