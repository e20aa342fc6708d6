using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Vocabulary;

public sealed class RatioTests
{
    private static readonly Gen<Ratio> Any = Of(Gen.Choose(-5, 20), Gen.Choose(0, 6));

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

    [Fact]
    public void Overflow_Throws() => Assert.Throws<OverflowException>(() => Ratio.Of(decimal.MaxValue, 1).Pool(Ratio.Of(1, 1)));
}
