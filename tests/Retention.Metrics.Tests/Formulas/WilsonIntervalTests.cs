using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Formulas;

public sealed class WilsonIntervalTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    private static readonly Arbitrary<(long Counted, long All)> Counts = Arb.From(
        from all in Gen.Frequency((3, Gen.Choose(1, 40)), (1, Gen.Choose(1, 1_000_000)))
        from counted in Gen.Frequency((4, Gen.Choose(0, all)), (1, Gen.Elements(0, all)))
        select ((long)counted, (long)all));

    /// <summary>
    /// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998) 857–872, table I, method 3, as public tests
    /// quote it; those of the first two are in m-Py/propint, tests/testthat/test_Single_Proportion_CI.R.
    /// </summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Of_IsThePublishedInterval(long counted, long all, double lower, double upper)
    {
        RateInterval interval = Defined(counted, all);

        Assert.Equal((lower, upper, 0.95), (double.Round(interval.Lower, 4), double.Round(interval.Upper, 4), interval.Level));
    }

    /// <summary>The limits are the shares from which the count is exactly z standard errors away; found here by bisection.</summary>
    [Fact]
    public void TheLimits_AreZStandardErrorsFromTheCount() =>
        Prop.ForAll(Counts, one =>
        {
            const double z = 1.959963984540054;
            double share = (double)one.Counted / one.All;
            RateInterval interval = Defined(one.Counted, one.All);

            Assert.Equal(one.Counted == 0 ? 0 : Bisected(0, share, low => share - low > z * Error(low, one.All)), interval.Lower, 1e-9);
            Assert.Equal(one.Counted == one.All ? 1 : Bisected(share, 1, high => high - share <= z * Error(high, one.All)), interval.Upper, 1e-9);
        }).Check(Settings);

    [Fact]
    public void TheInterval_HoldsTheShare_LiesWithinZeroAndOne_AndMirrorsThoseWhoAreNotCounted() =>
        Prop.ForAll(Counts, one =>
        {
            RateInterval interval = Defined(one.Counted, one.All), others = Defined(one.All - one.Counted, one.All);

            Assert.True(interval.Contains((double)one.Counted / one.All));
            Assert.InRange(interval.Lower, 0, interval.Upper);
            Assert.InRange(interval.Upper, interval.Lower, 1);
            Assert.Equal((1 - others.Upper, 1 - others.Lower), (interval.Lower, interval.Upper), Close);
        }).Check(Settings);

    [Fact]
    public void AHigherLevel_IsWider_AndMoreCustomersAreNarrower() =>
        Prop.ForAll(Counts, one =>
        {
            RateInterval interval = Defined(one.Counted, one.All);

            Assert.True(Width(WilsonInterval.Of(one.Counted, one.All, 0.99)) > Width(interval));
            Assert.True(Width(WilsonInterval.Of(one.Counted * 4, one.All * 4)) < Width(interval));
        }).Check(Settings);

    [Fact]
    public void NothingCounted_HasTheLowerLimitZero_AndEverythingTheUpperLimitOne()
    {
        Assert.Equal(0d, Defined(0, 7).Lower);
        Assert.Equal(1d, Defined(7, 7).Upper);
        Assert.False(Defined(0, 20).Contains(0.162));
    }

    [Fact]
    public void OfNobody_ThereIsNone() => Assert.Null(WilsonInterval.Of(0, 0));

    [Theory]
    [InlineData(-1, 5, 0.95, "counted")]
    [InlineData(6, 5, 0.95, "counted")]
    [InlineData(0, -1, 0.95, "all")]
    [InlineData(1, 5, 0.0, "level")]
    [InlineData(1, 5, 1.0, "level")]
    [InlineData(1, 5, double.NaN, "level")]
    public void WhatCannotBe_IsRefused(long counted, long all, double level, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => WilsonInterval.Of(counted, all, level));

    [Fact]
    public void ItsText_IsTheSameInEveryCulture() => Assert.Equal("0.0343 to 0.1375, at 95 %", Defined(7, 100).ToString());

    private static double Error(double share, long all) => double.Sqrt(share * (1 - share) / all);

    private static double Bisected(double low, double high, Predicate<double> isBelow)
    {
        for (int step = 0; step < 200; step++)
        {
            double middle = (low + high) / 2;
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static bool Close((double, double) left, (double, double) right) => double.Abs(left.Item1 - right.Item1) < 1e-14 && double.Abs(left.Item2 - right.Item2) < 1e-14;

    private static double Width(RateInterval? interval) => interval!.Value.Upper - interval.Value.Lower;

    private static RateInterval Defined(long counted, long all) => Assert.NotNull(WilsonInterval.Of(counted, all));
}
