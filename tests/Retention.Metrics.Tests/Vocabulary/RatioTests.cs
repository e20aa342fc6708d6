using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Vocabulary;

public sealed class RatioTests
{
    /// <summary>Rates of counts, and of revenue with months that no decimal holds.</summary>
    private static readonly Gen<Ratio> Any =
        from numerator in Gen.Choose(-5, 20)
        from denominator in Gen.Choose(0, 6)
        from isRevenue in Gen.Elements(false, true)
        select isRevenue ? Ratio.Of(Year(numerator), Year(denominator)) : Ratio.Of(numerator, denominator);

    private static readonly Gen<Int128> Millionths =
        from large in Gen.Choose(0, int.MaxValue)
        from small in Gen.Choose(0, int.MaxValue)
        from shift in Gen.Choose(0, 60)
        select (((Int128)large << 31) | (uint)small) >> shift;

    private static readonly Gen<Ratio> Extreme =
        from numerator in Gen.Elements(decimal.MaxValue, decimal.MinValue, decimal.MaxValue / 12m, 1e20m, 7.0000000000000000000000000001m, 1e-28m, 100m / 12m, 1m, 0m)
        from denominator in Gen.Elements(decimal.MaxValue, decimal.MinValue, 1e-28m, 25m / 12m, 12m, 0m)
        select Ratio.Of(numerator, denominator);

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
        Assert.NotEqual(Ratio.Of(1, 2), Ratio.Of(1, 3));
        Assert.NotEqual(Ratio.Of(1, 2), Ratio.Of(3, 2));
        Assert.Equal(Ratio.Of(1, 2).Value, Ratio.Of(2, 4).Value);
        Assert.Equal(Ratio.Of(1.0m, 2), Ratio.Of(1, 2.00m));
        Assert.True(Ratio.Of(1, 2) == Ratio.Of(1, 2));
        Assert.True(Ratio.Of(0, 0) != Ratio.Of(1, 0));
        Assert.False(Ratio.Of(1, 2).Equals((object)0.5m));
    }

    [Fact]
    public void Ratios_AreEqual_WhenBothPartsAre() =>
        Laws.Check(Arb.From(Gen.OneOf(Any, Extreme).Two()), pair =>
        {
            (Ratio x, Ratio y) = pair;

            Assert.Equal(x.Numerator == y.Numerator && x.Denominator == y.Denominator, x == y);
            Assert.Equal(x == y, y.Equals(x));
            Assert.True(x != y || x.GetHashCode() == y.GetHashCode());
        });

    [Fact]
    public void ARatioOfRevenue_HasThePartsOfAMonth_AndTheValueOfTheExactYears()
    {
        var third = Ratio.Of(Year(100), Year(300));

        Assert.Equal((100m / 12m, 25m, 100m / 300m), (third.Numerator, third.Denominator, third.Value));
        Assert.Equal(0.5m, Ratio.Of(Year(1), Year(2)).Value);
        Assert.Equal(Ratio.Of(10, 20), Ratio.Of(Year(120), Year(240)));
        Assert.Throws<ArgumentException>(() => Ratio.Of(Year(1), RecurringRevenue.PerYear(Currency.Usd.Amount(1))));
    }

    /// <summary>A month of most amounts has no last digit, and yet nothing is rounded before the last step.</summary>
    [Fact]
    public void RatiosOfRevenue_AreDividedAddedAndSubtracted_AsTheExactYearsAre() =>
        Laws.Check(Arb.From(Millionths.Four()), years =>
        {
            (RecurringRevenue a, RecurringRevenue b, RecurringRevenue c, RecurringRevenue d) = (Exact(years.Item1), Exact(years.Item2), Exact(years.Item3), Exact(years.Item4));

            Assert.Equal(b.IsZero ? null : a.Annual.Amount / b.Annual.Amount, Ratio.Of(a, b).Value);
            Assert.Equal(Ratio.Of(a + c, b + d), Ratio.Of(a, b).Pool(Ratio.Of(c, d)));
            Assert.Equal(Ratio.Of(b - a, b), Ratio.Of(a, b).Complement);
        });

    [Fact]
    public void PartsThatAreNoTwelfths_AreTakenAsTheyAre()
    {
        // A digit more than a twelfth of a millionth has.
        const decimal Part = 7.0000000000000000000000000001m;

        Assert.NotEqual(Ratio.Of(7, 1), Ratio.Of(Part, 1));
        Assert.Equal(Part, Ratio.Of(Part, 1).Value);
        Assert.Equal(Part + 1m, Ratio.Of(Part, 1).Pool(Ratio.Of(1, 1)).Numerator);
        Assert.Equal(decimal.MaxValue, Ratio.Of(decimal.MaxValue - 1m, 1).Pool(Ratio.Of(1, 1)).Numerator);
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
        });

    [Fact]
    public void Complement_IsWhatRemainsOfOne() =>
        Laws.Check(Arb.From(Any), ratio =>
        {
            Assert.Equal(ratio, ratio.Complement.Complement);
            Assert.Equal(ratio.IsDefined, ratio.Complement.IsDefined);
            Assert.True(ratio.Value is null || Math.Abs(1m - ratio.Value.Value - ratio.Complement.Value!.Value) < 1e-20m);
        });

    /// <summary>Near the ends of decimal, what cannot be represented is refused with the parts and the bound; nothing else throws.</summary>
    [Fact]
    public void NoMember_OverflowsWithoutSayingSo() =>
        Laws.Check(Arb.From(Extreme.Two()), pair =>
        {
            (Ratio x, Ratio y) = pair;

            Assert.Contains(" = ", x.ToString(), StringComparison.Ordinal);
            Assert.Equal(x.Denominator != 0m, x.IsDefined);
            AssertFits(x, Quotient(x), () => x.Value);
            AssertFits(x, Exact(x.Numerator) + Exact(y.Numerator), Exact(x.Denominator) + Exact(y.Denominator), () => x.Pool(y));
            AssertFits(x, Exact(x.Denominator) - Exact(x.Numerator), Exact(x.Denominator), () => x.Complement);
        });

    [Fact]
    public void WhatCannotBeRepresented_IsRefusedWithItsParts()
    {
        var large = Ratio.Of(decimal.MaxValue, 0.5m);

        Assert.Equal("79228162514264337593543950335/0.5 = out of range", large.ToString());
        Assert.All<Func<object?>>(
            [() => large.Value, () => large.Pool(Ratio.Of(1, 1)), () => Ratio.Of(decimal.MinValue, 1).Complement],
            refused => Assert.Contains("79228162514264337593543950335/", Assert.Throws<OverflowException>(refused).Message, StringComparison.Ordinal));
    }

    private static void AssertFits(Ratio ratio, BigInteger numerator, BigInteger denominator, Func<object?> member) =>
        AssertFits(ratio, BigInteger.Max(BigInteger.Abs(numerator), BigInteger.Abs(denominator)), member);

    /// <summary>A member with an exact number within the range of decimal, in steps of 1e-28, returns; any other names the ratio.</summary>
    private static void AssertFits(Ratio ratio, BigInteger exact, Func<object?> member)
    {
        // Half a unit above the largest decimal is rounded down to it.
        if (BigInteger.Abs(exact) <= Exact(decimal.MaxValue))
        {
            _ = member();
        }
        else if (BigInteger.Abs(exact) >= Exact(decimal.MaxValue) + Exact(0.5m))
        {
            Assert.StartsWith("The ", Assert.Throws<OverflowException>(member).Message, StringComparison.Ordinal);
            Assert.Contains(ratio.ToString().Split(" = ")[0], Assert.Throws<OverflowException>(member).Message, StringComparison.Ordinal);
        }
    }

    private static BigInteger Quotient(Ratio ratio) => ratio.IsDefined ? BigInteger.Pow(10, 28) * Exact(ratio.Numerator) / Exact(ratio.Denominator) : 0;

    /// <summary>A number in whole steps of the smallest decimal.</summary>
    private static BigInteger Exact(decimal number)
    {
        var whole = decimal.Truncate(number);
        return (new BigInteger(whole) * BigInteger.Pow(10, 28)) + new BigInteger((number - whole) * 1e28m);
    }

    private static RecurringRevenue Year(decimal amount) => RecurringRevenue.PerYear(Currency.Eur.Amount(amount));

    private static RecurringRevenue Exact(Int128 annualMillionths) => new(annualMillionths, Currency.Eur);
}
