using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Vocabulary;

public sealed class AverageMoneyTests
{
    /// <summary>Averages of amounts and of months that no decimal holds, undefined ones among them.</summary>
    private static readonly Gen<AverageMoney> Any =
        from total in Gen.Choose(-20, 60)
        from count in Gen.Choose(0, 6)
        select EurEach(total / 12m, count);

    private static readonly Gen<AverageMoney> Extreme =
        from total in Gen.Elements(decimal.MaxValue, decimal.MinValue, 1e-28m, 100m / 12m, 0m)
        from count in Gen.Elements(decimal.MaxValue, -1e-28m, 1e-28m, 12m, 0m)
        select EurEach(total, count);

    [Fact]
    public void Value_IsTheAmountOverTheCount_InItsCurrency()
    {
        AverageMoney average = EurEach(250, 4);

        Assert.Equal((250m, 4m, 62.5m, true), (average.Numerator, average.Denominator, average.Value, average.IsDefined));
        Assert.Equal((Currency.Eur, Eur(62.5m)), (average.Currency, average.Amount));
    }

    [Fact]
    public void AZeroCount_IsUndefined_AndSoIsDefault()
    {
        Assert.Equal((null, null, false), (EurEach(5, 0).Value, EurEach(5, 0).Amount, EurEach(5, 0).IsDefined));
        Assert.Equal(AverageMoney.Undefined(Currency.None), default);
        Assert.Equal("undefined", $"{default(AverageMoney)}");
    }

    [Theory]
    [InlineData("EUR", null, "26.67 EUR")]
    [InlineData("JPY", null, "27 JPY")]
    [InlineData("KWD", "G", "26.667 KWD")]
    [InlineData("EUR", "0.0000", "26.6667 EUR")]
    public void Text_HasTheDecimalsOfTheCurrency_OrTheFormatGiven(string currency, string? format, string expected)
    {
        var average = AverageMoney.Of(Currency.Of(currency).Amount(80), 3);

        Assert.Equal(expected, average.ToString(format, formatProvider: null));
        Assert.Equal(format == "0.0000" ? expected.Replace('.', ',') : expected, average.ToString(format, CultureInfo.GetCultureInfo("de-DE")));
    }

    [Fact]
    public void Equality_IsOfThePartsAndTheCurrency()
    {
        Assert.True(EurEach(1, 2) == EurEach(1.0m, 2.00m));
        Assert.True(EurEach(1, 2) != EurEach(2, 4));
        Assert.NotEqual(EurEach(1, 2), AverageMoney.Of(Currency.Usd.Amount(1), 2));
        Assert.False(EurEach(1, 2).Equals((object)Ratio.Of(1, 2)));
        Assert.Equal(EurEach(1, 2).GetHashCode(), EurEach(1.0m, 2).GetHashCode());
    }

    [Fact]
    public void Pool_AddsTheParts_AsTheRatiosOfTheSamePartsPool() =>
        Laws.Check(Arb.From(Any.Three()), averages =>
        {
            (AverageMoney x, AverageMoney y, AverageMoney z) = averages;

            Assert.Equal(x.Pool(y), y.Pool(x));
            Assert.Equal(x.Pool(y).Pool(z), x.Pool(y.Pool(z)));
            Assert.Equal(x, x.Pool(default));
            Assert.Equal(x, default(AverageMoney).Pool(x));
            Assert.Equal(Ratio.Of(x.Numerator, x.Denominator).Pool(Ratio.Of(y.Numerator, y.Denominator)).Value, x.Pool(y).Value);
        });

    [Fact]
    public void Order_IsThatOfTheValues_WithTheUndefinedFirst() =>
        Laws.Check(Arb.From(Any.Three()), averages =>
        {
            (AverageMoney x, AverageMoney y, AverageMoney z) = averages;

            Assert.Equal(Nullable.Compare(x.Value, y.Value), x.CompareTo(y));
            Assert.Equal(x.CompareTo(y), -y.CompareTo(x));
            Assert.True(x.CompareTo(y) > 0 || y.CompareTo(z) > 0 || x.CompareTo(z) <= 0);
        });

    [Fact]
    public void OtherCurrencies_AreRefused_BothNamed()
    {
        AverageMoney dollars = AverageMoney.Of(Currency.Usd.Amount(9), 2);

        Assert.All<Func<object>>(
            [() => EurEach(1, 2).Pool(dollars), () => EurEach(1, 2).CompareTo(dollars), () => AverageMoney.Undefined(Currency.Eur).Pool(dollars)],
            refused => Assert.Contains("EUR and USD", Assert.Throws<ArgumentException>(refused).Message, StringComparison.Ordinal));
    }

    /// <summary>Value, amount and pool can be out of range and say so; text, order, equality and hash never throw.</summary>
    [Fact]
    public void NearTheEndsOfDecimal_OnlyWhatHasNoNumberIsRefused() =>
        Laws.Check(Arb.From(Extreme.Two()), pair =>
        {
            (AverageMoney x, AverageMoney y) = pair;

            Assert.Equal(x.CompareTo(y), -y.CompareTo(x));
            Assert.Equal(x == y, y == x);
            Assert.Equal(Throws(() => Ratio.Of(x.Numerator, x.Denominator).Value), $"{x}".StartsWith("out of range", StringComparison.Ordinal));
            Assert.Equal(Throws(() => Ratio.Of(x.Numerator, x.Denominator).Value), Throws(() => x.Amount));
            Assert.Equal(Throws(() => Ratio.Of(x.Numerator, x.Denominator).Pool(Ratio.Of(y.Numerator, y.Denominator))), Throws(() => x.Pool(y)));
        });

    private static bool Throws(Func<object?> member)
    {
        try
        {
            _ = member();
            return false;
        }
        catch (OverflowException)
        {
            return true;
        }
    }
}
