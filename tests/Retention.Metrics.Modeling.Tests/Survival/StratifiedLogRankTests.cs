using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Modeling.Tests.Survival;

/// <summary>The log-rank family within strata.</summary>
[Trait("Kind", "Numbers")]
public sealed class StratifiedLogRankTests
{
    // Copelan et al. (1991), as in Klein and Moeschberger, Survival Analysis, section 1.3: days until relapse or death of patients with acute
    // myeloid leukemia after a bone marrow transplant, at low and at high risk; a minus marks a censored time.
    private static readonly int[] LowRisk =
    [
        -2569, -2506, -2409, -2218, -1857, -1829, -1562, -1470, -1363, -1030, -860, -1258, -2246, -1870, -1799, -1709, -1674, -1568, -1527, -1324, -957, -932,
        -847, -848, -1850, -1843, -1535, -1447, -1384, 414, 2204, 1063, 481, 105, 641, 390, 288, 421, 79, 748, 486, 48, 272, 1074,
        381, 10, 53, 80, 35, 248, 704, 211, 219, 606,
    ];

    private static readonly int[] HighRisk =
    [
        -2640, -2430, -2252, -2140, -2133, -1238, -1631, -2024, -1345, -1136, -845, 422, 162, 84, 100, 2, 47, 242, 456, 268, 318, 32,
        467, 47, 390, 183, 105, 115, 164, 93, 120, 80, 677, 64, 168, 74, 16, 157, 625, 48, 273, 63, 76, 113,
        363,
    ];

    // R's survdiff with strata(), rho 0, 0.5 and 1, as the tests of statsmodels quote it (statsmodels/duration/tests/test_survfunc.py, test_survdiff):
    // patients are assigned to five and to eight strata by turns, in the order of the data.
    [Theory]
    [InlineData(1, 13.44556, 14.46866, 14.84500)]
    [InlineData(5, 11.97799, 12.62570, 12.73565)]
    [InlineData(8, 12.12631, 12.96330, 13.35259)]
    public void BoneMarrowTransplants_HaveTheStatisticOfR(int strata, double equal, double half, double prentice)
    {
        int[] times = [.. LowRisk, .. HighRisk];
        SurvivalStrata assigned = SurvivalStrata.FromColumns(
            [.. times.Select(Math.Abs)],
            [.. times.Select(time => time > 0)],
            [.. times.Select((_, i) => i < LowRisk.Length ? "low" : "high")],
            [.. times.Select((_, i) => FormattableString.Invariant($"stratum {i % strata}"))]);

        Assert.Equal(equal, LogRank.Test(assigned).ChiSquare!.Value, 5e-6);
        Assert.Equal(half, LogRank.Test(assigned, LogRankWeights.FlemingHarrington(0.5)).ChiSquare!.Value, 5e-5);
        Assert.Equal(prentice, LogRank.Test(assigned, LogRankWeights.PetoPrentice).ChiSquare!.Value, 5e-6);
        Assert.Equal(1, LogRank.Test(assigned).DegreesOfFreedom);
        Assert.Equal(strata, LogRank.Test(assigned).Strata.Length);
        Assert.Equal(99, LogRank.Test(assigned).Strata.Sum(stratum => stratum.Customers));
    }

    [Fact]
    public void Test_OfThreeGroupsInTwoStrata_AgreesWithTheDefinition() =>
        Prop.ForAll(Six, six =>
        {
            SurvivalStrata strata = Strata(six);
            foreach (LogRankWeights weights in (LogRankWeights[])[LogRankWeights.Equal, LogRankWeights.PetoPrentice])
            {
                LogRankTest test = LogRank.Test(strata, weights);
                (double[] difference, double[,] covariance) = NaiveLogRank.Test([six[0], six[1], six[2]], weights);
                (double[] differenceOfOther, double[,] covarianceOfOther) = NaiveLogRank.Test([six[3], six[4], six[5]], weights);
                for (int g = 0; g < 3; g++)
                {
                    Close.To(difference[g] + differenceOfOther[g], test.Groups[g].Observed - test.Groups[g].Expected, 1e-9, "O - E", 1e-11);
                    for (int h = 0; h < 3; h++)
                    {
                        Close.To(covariance[g, h] + covarianceOfOther[g, h], test.Covariance(g, h), 1e-10, "V", 1e-11);
                    }
                }
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Test_InOneStratum_IsTheTestWithoutStrata() =>
        Prop.ForAll(Six, six =>
        {
            SurvivalGroups groups = Groups(six[..3]);
            LogRankTest plain = LogRank.Test(groups), one = LogRank.Test(SurvivalStrata.Create([new("only", groups)]));
            Assert.Equal((plain.ChiSquare, plain.DegreesOfFreedom, plain.PValue), (one.ChiSquare, one.DegreesOfFreedom, one.PValue));
            Assert.Equal(plain.Groups, one.Groups);
            Assert.Equal((plain.ChiSquare, plain.DegreesOfFreedom), (one.Strata[0].ChiSquare, one.Strata[0].DegreesOfFreedom));
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Test_AStratumOfOneGroup_SaysNothing() =>
        Prop.ForAll(Six, six =>
        {
            KeyValuePair<string, SurvivalGroups> both = new("both", Groups(six[..2])), alone = new("alone", Groups([six[2]]));
            LogRankTest without = LogRank.Test(SurvivalStrata.Create([both])), with = LogRank.Test(SurvivalStrata.Create([both, alone]));
            Close.To(without.ChiSquare ?? 0, with.ChiSquare ?? 0, 1e-9, "chi-square", 1e-12);
            Assert.Equal(without.DegreesOfFreedom, with.DegreesOfFreedom);
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Test_NamesAndOrderOfStrata_DoNotChangeTheStatistic() =>
        Prop.ForAll(Six, six =>
        {
            LogRankTest one = LogRank.Test(Strata(six)), other = LogRank.Test(Strata([.. six[3..], .. six[..3]]));
            Close.To(one.ChiSquare ?? 0, other.ChiSquare ?? 0, 1e-9, "chi-square", 1e-12);
            Assert.Equal(one.DegreesOfFreedom, other.DegreesOfFreedom);
        }).Check(SpellArbitraries.Settings);

    // Simpson's paradox: within each size the call makes no difference, but more calls were made to those who stay anyway.
    [Fact]
    public void Test_WithinStrata_IsNotMisledByTheirMixture()
    {
        SurvivalGroups small = SurvivalGroups.Create([new("call", RiskTable.FromSurvivors(40, 20, 10)), new("nothing", RiskTable.FromSurvivors(160, 80, 40))]);
        SurvivalGroups large = SurvivalGroups.Create([new("call", RiskTable.FromSurvivors(160, 152, 144)), new("nothing", RiskTable.FromSurvivors(40, 38, 36))]);
        SurvivalGroups mixed = SurvivalGroups.Create(
            [new("call", small["call"].Merge(large["call"])), new("nothing", small["nothing"].Merge(large["nothing"]))]);

        Assert.True(LogRank.Test(mixed).PValue < 1e-10);
        Assert.Equal(0.0, LogRank.Test(SurvivalStrata.Create([new("small", small), new("large", large)])).ChiSquare!.Value, 1e-9);
    }

    [Fact]
    public void BadInput_IsRefusedWithValueAndRange()
    {
        SurvivalStrata one = SurvivalStrata.FromColumns([1, 2], [true, true], ["only", "only"], ["a", null]);

        Assert.Equal(["a", SurvivalGroups.Unknown], one.Names);
        Assert.Throws<ArgumentNullException>("strata", () => LogRank.Test((SurvivalStrata)null!));
        Assert.Throws<ArgumentException>("strata", () => LogRank.Test(one));
        Assert.Throws<ArgumentException>("strata", () => SurvivalStrata.FromColumns([1, 2], [true, true], ["x", "y"], ["a"]));
        Assert.Throws<ArgumentException>("strata", () => SurvivalStrata.Create([new("a", one["a"]), new("a", one["a"])]));
        Assert.Throws<ArgumentException>("name", () => one["none"]);
        Assert.Equal(1, Assert.Throws<SpellFindingsException>(
            () => SurvivalStrata.FromColumns([1, -1], [true, true], ["b", "a"], ["s", "t"])).Findings[0].Row);
        Assert.Equal("LogRank in 1 strata: undefined", LogRank.Test(SurvivalStrata.FromColumns([5, 6], [false, false], ["x", "y"], ["a", "a"])).ToString());
    }

    private static Arbitrary<Spell[][]> Six { get; } = Arb.From(SpellArbitraries.Spells.Generator.ArrayOf(6));

    private static SurvivalGroups Groups(Spell[][] spells) => SurvivalGroups.Create(
        spells.Select((one, i) => KeyValuePair.Create(FormattableString.Invariant($"group {i}"), RiskTable.FromSpells(one))));

    private static SurvivalStrata Strata(Spell[][] six) => SurvivalStrata.Create([new("first", Groups(six[..3])), new("second", Groups(six[3..]))]);
}
