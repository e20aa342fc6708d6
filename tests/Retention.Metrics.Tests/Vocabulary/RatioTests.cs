using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Vocabulary;

public sealed class RatioTests
{
    private static readonly Gen<Ratio> Any = Of(Gen.Choose(-5, 20), Gen.Choose(0, 6));

    private static readonly Gen<Parts> Extreme =
        from numerator in Gen.Elements(decimal.MaxValue, decimal.MinValue, decimal.MaxValue / 12m, 7.0000000000000000000000000001m, 84.000000000000000000000000001m, 1e-28m, 1m, 12m, 0m)
        from denominator in Gen.Elements(decimal.MaxValue, 1e-28m, 12e-28m, 1m, 12m, 0m)
        from monthly in Gen.Elements(false, true)
        select new Parts(numerator, denominator, monthly);

    private static Gen<Ratio> Of(Gen<int> numerators, Gen<int> denominators) =>
        from numerator in numerators
        from denominator in denominators
        from monthly in Gen.Elements(false, true)
        let ratio = Ratio.Of(numerator * 12m, denominator * 12m)
        select monthly ? ratio.PerMonth() : ratio;

    [Fact]
    public void Value_IsNumeratorOverDenominator()
    {
        Ratio ratio = Ratio.Of(7, 100);

        Assert.Equal((7m, 100m, 0.07m, true), (ratio.Numerator, ratio.Denominator, ratio.Value, ratio.IsDefined));
        Assert.Equal("7/100 = 0.07", ratio.ToString());
    }

    [Fact]
    public void ZeroDenominator_IsUndefined_AndSoIsDefault()
    {
        Assert.Null(Ratio.Of(5, 0).Value);
        Assert.False(Ratio.Of(5, 0).IsDefined);
        Assert.Equal(Ratio.Undefined, default);
        Assert.Null(default(Ratio).Value);
        Assert.Equal("0/0 = undefined", default(Ratio).ToString());
    }

    [Fact]
    public void Equality_IsOfTheParts()
    {
        Assert.NotEqual(Ratio.Of(1, 2), Ratio.Of(2, 4));
        Assert.Equal(Ratio.Of(1, 2), Ratio.Of(12, 24).PerMonth());
        Assert.NotEqual(Ratio.Of(1, 2), Ratio.Of(12, 25).PerMonth());
        Assert.NotEqual(Ratio.Of(1, 2), Ratio.Of(13, 24).PerMonth());
        Assert.Equal(Ratio.Of(1, 2).Value, Ratio.Of(2, 4).Value);
        Assert.Equal(Ratio.Of(1.0m, 2), Ratio.Of(1, 2.00m));
        Assert.True(Ratio.Of(1, 2) == Ratio.Of(1, 2));
        Assert.True(Ratio.Of(0, 0) != Ratio.Of(1, 0));
        Assert.False(Ratio.Of(1, 2).Equals((object)0.5m));
    }

    [Fact]
    public void Ratios_AreEqual_WhenBothPartsAre_HoweverTheyAreHeld() =>
        Laws.Check(Arb.From(Of(Gen.Choose(-1, 2), Gen.Choose(0, 2)).Two()), pair =>
        {
            (Ratio x, Ratio y) = pair;

            Assert.Equal(x.Numerator == y.Numerator && x.Denominator == y.Denominator, x.Equals(y));
            Assert.True(!x.Equals(y) || x.GetHashCode() == y.GetHashCode());
        });

    [Fact]
    public void PartsOfOneKind_AreComparedAndAddedAsTheyAre_HoweverLarge()
    {
        Assert.True(Ratio.Of(decimal.MaxValue, 1) == Ratio.Of(decimal.MaxValue, 1));
        Assert.Equal(decimal.MaxValue, Ratio.Of(decimal.MaxValue - 1m, 1).Pool(Ratio.Of(1, 1)).Numerator);
    }

    [Fact]
    public void PartsShownPerMonth_AreTwelfths_AndTheValueIsTheSame()
    {
        Ratio perMonth = Ratio.Of(100m, 300m).PerMonth();

        Assert.Equal(100m / 12m, perMonth.Numerator);
        Assert.Equal(25m, perMonth.Denominator);
        Assert.Equal(100m / 300m, perMonth.Value);
        Assert.Equal(Ratio.Of(10, 20), Ratio.Of(120, 240).PerMonth());
        Assert.Equal(Ratio.Of(10, 20).GetHashCode(), Ratio.Of(120, 240).PerMonth().GetHashCode());
    }

    [Fact]
    public void Pool_AddsTheParts_AndNeverAveragesRates() => Assert.Equal(Ratio.Of(11, 110), Ratio.Of(10, 100).Pool(Ratio.Of(1, 10)));

    [Fact]
    public void Pool_IsAssociativeAndCommutative_AndUndefinedChangesNothing() =>
        Laws.Check(Arb.From(Any.Three()), parts =>
        {
            (Ratio x, Ratio y, Ratio z) = parts;

            Assert.Equal(x.Pool(y), y.Pool(x));
            Assert.Equal(x.Pool(y).Pool(z), x.Pool(y.Pool(z)));
            Assert.Equal(x, x.Pool(Ratio.Undefined));
            Assert.Equal(x.Numerator + y.Numerator, x.Pool(y).Numerator);
            Assert.Equal(x.Denominator + y.Denominator, x.Pool(y).Denominator);
        });

    [Fact]
    public void Complement_IsWhatRemainsOfOne() =>
        Laws.Check(Arb.From(Any), ratio =>
        {
            Assert.Equal(ratio, ratio.Complement.Complement);
            Assert.Equal(ratio.IsDefined, ratio.Complement.IsDefined);
            Assert.True(ratio.Value is null || Math.Abs(1m - ratio.Value.Value - ratio.Complement.Value!.Value) < 1e-20m);
        });

    /// <summary>Parts near the ends of decimal, and ordinary ones: equality is that of their exact numbers, and nothing that has no number throws.</summary>
    [Fact]
    public void EqualityHashAndText_HoldUpToTheEndsOfDecimal() =>
        Laws.Check(Arb.From(Extreme.Two()), pair =>
        {
            (Ratio x, Ratio y) = (Of(pair.Item1), Of(pair.Item2));

            Assert.Equal(Exact(pair.Item1) == Exact(pair.Item2), x == y);
            Assert.Equal(x == y, y == x);
            Assert.True(x != y || x.GetHashCode() == y.GetHashCode());
            Assert.Contains(" = ", x.ToString(), StringComparison.Ordinal);
        });

    [Fact]
    public void TwelfthsThatDoNotFit_AreNotRoundedIntoEquality()
    {
        // Twelve times it needs a digit more than a decimal has.
        const decimal Part = 7.0000000000000000000000000001m;

        Assert.NotEqual(Ratio.Of(Part, 1), Ratio.Of(Part * 12m, 12).PerMonth());
        Assert.NotEqual(Ratio.Of(decimal.MaxValue, 1), Ratio.Of(decimal.MaxValue, 12).PerMonth());
        Assert.Equal(Ratio.Of(5_000_000_000_000_000_000_000_000_000m, 1), Ratio.Of(60_000_000_000_000_000_000_000_000_000m, 12).PerMonth());
    }

    [Fact]
    public void WhatCannotBeRepresented_IsRefusedWithItsParts()
    {
        var large = Ratio.Of(decimal.MaxValue, 0.5m);

        Assert.Equal("79228162514264337593543950335/0.5 = out of range", large.ToString());
        Assert.All<Func<object?>>(
            [() => large.Value, () => large.Pool(Ratio.Of(1, 1)), () => large.Pool(Ratio.Of(1, 1).PerMonth()), () => Ratio.Of(decimal.MinValue, 1).Complement],
            refused => Assert.Contains("79228162514264337593543950335/", Assert.Throws<OverflowException>(refused).Message, StringComparison.Ordinal));
    }

    private static Ratio Of(Parts parts) => parts.Monthly ? Ratio.Of(parts.Numerator, parts.Denominator).PerMonth() : Ratio.Of(parts.Numerator, parts.Denominator);

    private static (BigInteger Numerator, BigInteger Denominator) Exact(Parts parts) => (Steps(parts.Numerator, parts.Monthly), Steps(parts.Denominator, parts.Monthly));

    /// <summary>A number in whole steps of a twelfth of the smallest decimal.</summary>
    private static BigInteger Steps(decimal number, bool isTwelfths)
    {
        var whole = decimal.Truncate(number);
        BigInteger steps = (new BigInteger(whole) * BigInteger.Pow(10, 28)) + new BigInteger((number - whole) * 1e28m);
        return isTwelfths ? steps : steps * 12;
    }

    private sealed record Parts(decimal Numerator, decimal Denominator, bool Monthly);
}
