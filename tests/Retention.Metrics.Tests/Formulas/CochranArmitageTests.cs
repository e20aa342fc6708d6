using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Formulas;

public sealed class CochranArmitageTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    private static readonly Arbitrary<(long[] Counted, long[] All)> Groups = Arb.From(
        from all in Gen.Choose(0, 25).ArrayOf()
        from shares in Gen.Choose(0, 100).ArrayOf(all.Length)
        select (all.Zip(shares, (many, share) => (long)(many * share / 100)).ToArray(), all.Select(many => (long)many).ToArray()));

    /// <summary>Smokers among patients of four studies (Fleiss 1981, page 139), the example of <c>prop.trend.test</c> in R: X-squared = 8.2249, p-value = 0.004132.</summary>
    [Fact]
    public void Test_IsThatOfR()
    {
        TrendTest trend = Defined([83, 90, 129, 70], [86, 93, 136, 82]);

        Assert.Equal((8.2249, 0.004132), (double.Round(trend.Z * trend.Z, 4), double.Round(trend.PValue, 6)));
        Assert.True(trend.Z < 0);
    }

    /// <summary>Patients without an adverse effect by dose, the example of the SAS/STAT user's guide (PROC FREQ, "Cochran-Armitage Trend Test"): Statistic (Z) −4.7918.</summary>
    [Fact]
    public void Test_IsThatOfSas() => Assert.Equal(-4.7918, double.Round(Defined([26, 26, 23, 18, 9], [32, 33, 32, 32, 32]).Z, 4));

    /// <summary>Breast cancer by age at first birth (B. Rosner, Fundamentals of Biostatistics): chi-square for trend 129.01.</summary>
    [Fact]
    public void Test_IsRosners() => Assert.Equal(129.01, double.Round(double.Pow(Defined([320, 1206, 1011, 463, 220], [1742, 5638, 3904, 1555, 626]).Z, 2), 2));

    /// <summary>The statistic is the correlation of score and outcome over the single customers, times √N: computed here one customer at a time.</summary>
    [Fact]
    public void Z_IsTheCorrelationOfScoreAndOutcome() =>
        Prop.ForAll(Groups, groups =>
        {
            (double Score, double Outcome)[] customers =
                [.. groups.All.SelectMany((many, group) => Enumerable.Range(0, (int)many).Select(i => (group + 1d, i < groups.Counted[group] ? 1d : 0d)))];
            TrendTest? trend = CochranArmitage.Test(groups.Counted, groups.All);
            bool oneOutcome = customers.Select(one => one.Outcome).Distinct().Count() < 2, oneGroup = customers.Select(one => one.Score).Distinct().Count() < 2;

            Assert.Equal(oneOutcome || oneGroup, trend is null);
            if (trend is { } defined)
            {
                double score = customers.Average(one => one.Score), outcome = customers.Average(one => one.Outcome);
                double together = customers.Sum(one => (one.Score - score) * (one.Outcome - outcome));
                double apart = double.Sqrt(customers.Sum(one => double.Pow(one.Score - score, 2)) * customers.Sum(one => double.Pow(one.Outcome - outcome, 2)));
                Assert.Equal(together / apart * double.Sqrt(customers.Length), defined.Z, 1e-10);
                Assert.InRange(defined.PValue, 0, 1);
            }
        }).Check(Settings);

    [Fact]
    public void OfTwoGroups_ItIsTheTestOfAnExperiment() =>
        Prop.ForAll(Groups, groups =>
        {
            if (groups.All.Length == 2)
            {
                var experiment = new RetentionExperiment(new ExperimentArm(groups.All[0], groups.Counted[0]), new ExperimentArm(groups.All[1], groups.Counted[1]));
                TrendTest? trend = CochranArmitage.Test(groups.Counted, groups.All);

                Assert.Equal(experiment.Z is null, trend is null);
                Assert.Equal(experiment.Z ?? 0, trend?.Z ?? 0, 1e-9);
            }
        }).Check(Settings.WithMaxTest(LawCases.AtMost(2000)));

    [Fact]
    public void Turned_AndOfTheOthers_TheSignChanges_AndThePValueStays() =>
        Prop.ForAll(Groups, groups =>
        {
            TrendTest? trend = CochranArmitage.Test(groups.Counted, groups.All);
            TrendTest? turned = CochranArmitage.Test([.. groups.Counted.Reverse()], [.. groups.All.Reverse()]);
            TrendTest? others = CochranArmitage.Test([.. groups.All.Zip(groups.Counted, (all, counted) => all - counted)], groups.All);

            Assert.Equal((trend is null, trend is null), (turned is null, others is null));
            Assert.Equal((-trend?.Z ?? 0, trend?.PValue ?? 0), (turned?.Z ?? 0, turned?.PValue ?? 0), Close);
            Assert.Equal((-trend?.Z ?? 0, trend?.PValue ?? 0), (others?.Z ?? 0, others?.PValue ?? 0), Close);
        }).Check(Settings);

    [Fact]
    public void EmptyGroups_AtTheEnds_ChangeNothing() =>
        Prop.ForAll(Groups, groups =>
            Assert.Equal(
                (CochranArmitage.Test(groups.Counted, groups.All)?.Z ?? 0, 0d),
                (CochranArmitage.Test([0, .. groups.Counted, 0], [0, .. groups.All, 0])?.Z ?? 0, 0d), Close)).Check(Settings);

    [Fact]
    public void AnEmptyGroupInTheMiddle_KeepsItsScore() => Assert.NotEqual(Defined([9, 5, 1], [10, 10, 10]).Z, Defined([9, 0, 5, 1], [10, 0, 10, 10]).Z);

    [Fact]
    public void EqualRates_HaveNoTrend() => Assert.Equal(new TrendTest(0, 1), Defined([1, 2, 3], [10, 20, 30]));

    [Fact]
    public void WithOneOutcome_OrOneGroup_ItIsUndefined()
    {
        Assert.Null(CochranArmitage.Test([], []));
        Assert.Null(CochranArmitage.Test([0, 0], [5, 5]));
        Assert.Null(CochranArmitage.Test([5, 5], [5, 5]));
        Assert.Null(CochranArmitage.Test([0, 2, 0], [0, 5, 0]));
    }

    [Fact]
    public void LargeGroups_DoNotOverflow() => Assert.Equal(0, Defined([long.MaxValue / 2, long.MaxValue / 2], [long.MaxValue, long.MaxValue]).Z);

    [Fact]
    public void WhatCannotBe_IsRefused()
    {
        _ = Assert.Throws<ArgumentException>("all", () => CochranArmitage.Test([1], [2, 3]));
        _ = Assert.Throws<ArgumentOutOfRangeException>("counted", () => CochranArmitage.Test([1, 4], [2, 3]));
        _ = Assert.Throws<ArgumentOutOfRangeException>("counted", () => CochranArmitage.Test([-1, 1], [2, 3]));
        _ = Assert.Throws<ArgumentOutOfRangeException>("all", () => CochranArmitage.Test([0, 0], [2, -3]));
    }

    [Fact]
    public void ItsText_IsTheSameInEveryCulture() => Assert.Equal("z = -2.87, p = 0.0041", Defined([83, 90, 129, 70], [86, 93, 136, 82]).ToString());

    private static bool Close((double, double) left, (double, double) right) => double.Abs(left.Item1 - right.Item1) < 1e-9 && double.Abs(left.Item2 - right.Item2) < 1e-9;

    private static TrendTest Defined(ReadOnlySpan<long> counted, ReadOnlySpan<long> all) => Assert.NotNull(CochranArmitage.Test(counted, all));
}
