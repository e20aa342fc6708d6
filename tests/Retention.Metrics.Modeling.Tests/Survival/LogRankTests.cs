using FsCheck.Fluent;
using FsCheck;

namespace Retention.Metrics.Modeling.Tests.Survival;

public sealed class LogRankTests
{
    // Freireich et al. (1963), weeks in remission under 6-mercaptopurine and placebo; a minus marks a censored time.
    private static readonly int[] Mercaptopurine =
        [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];

    private static readonly int[] Placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

    [Fact]
    public void SixMercaptopurine_HasThePublishedStatisticUnderEachName()
    {
        SurvivalGroups groups = Groups(Spells(Mercaptopurine), Spells(Placebo));
        (LogRankWeights Weights, double ChiSquare)[] published =
        [
            (LogRankWeights.Equal, 16.793),
            (LogRankWeights.Gehan, 13.458),
            (LogRankWeights.TaroneWare, 15.124),
            (LogRankWeights.PetoPeto, 14.084),
            (LogRankWeights.PetoPrentice, 14.457),
        ];

        foreach ((LogRankWeights weights, double chiSquare) in published)
        {
            Close.To(chiSquare, LogRank.Test(groups, weights).ChiSquare!.Value, 0, weights.ToString(), 5.1e-4);
        }
    }

    [Fact]
    public void Test_OnTheAmlTrial_PrintsAsPublished()
    {
        // Public survdiff output for the aml data: 3.4 on 1 degree of freedom, p = 0.0653, expected 10.69 and 7.31.
        LogRankTest test = LogRank.Test(AmlTrial.Groups());

        Assert.Equal([7.0, 11.0], test.Groups.Select(group => group.Observed));
        Assert.Equal(10.69, test.Groups[0].Expected, 2);
        Assert.Equal(7.31, test.Groups[1].Expected, 2);
        Assert.Equal("LogRank: chi-square 3.396 on 1, p 0.0653", test.ToString());
    }

    [Fact]
    public void Test_OfThreeGroups_AgreesWithTheDefinition() =>
        Prop.ForAll(SpellArbitraries.Spells, SpellArbitraries.Spells, SpellArbitraries.Spells, (a, b, c) =>
        {
            foreach (LogRankWeights weights in Family)
            {
                LogRankTest test = LogRank.Test(Groups(a, b, c), weights);
                (double[] difference, double[,] covariance) = NaiveLogRank.Test([a, b, c], weights);
                for (int g = 0; g < 3; g++)
                {
                    Close.To(difference[g], test.Groups[g].Observed - test.Groups[g].Expected, 1e-9, "O - E", 1e-11);
                    for (int h = 0; h < 3; h++)
                    {
                        Close.To(covariance[g, h], test.Covariance(g, h), 1e-10, "V", 1e-11);
                    }
                }

                double determinant = (covariance[0, 0] * covariance[1, 1]) - (covariance[0, 1] * covariance[0, 1]);
                if (test.DegreesOfFreedom == 2)
                {
                    double chiSquare = ((covariance[1, 1] * difference[0] * difference[0])
                        - (2 * covariance[0, 1] * difference[0] * difference[1])
                        + (covariance[0, 0] * difference[1] * difference[1])) / determinant;
                    Close.To(chiSquare, test.ChiSquare!.Value, 1e-7, "chi-square", 1e-9);
                }
                else
                {
                    Assert.True(determinant <= 1e-9 * Math.Max(1e-300, covariance[0, 0] * covariance[1, 1]));
                }
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Test_NamesAndOrderOfGroups_DoNotChangeTheStatistic() =>
        Prop.ForAll(SpellArbitraries.Spells, SpellArbitraries.Spells, (a, b) =>
        {
            LogRankTest one = LogRank.Test(Groups(a, b)), other = LogRank.Test(Groups(b, a));

            Assert.Equal(one.DegreesOfFreedom, other.DegreesOfFreedom);
            Close.To(one.ChiSquare ?? 0, other.ChiSquare ?? 0, 1e-9, "chi-square", 1e-12);
            Assert.Equal(one.Groups[0].Observed, other.Groups[1].Observed);
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Test_ObservedAndExpected_AddUpToTheSame() =>
        Prop.ForAll(SpellArbitraries.Spells, SpellArbitraries.Spells, (a, b) =>
        {
            foreach (LogRankWeights weights in Family)
            {
                LogRankTest test = LogRank.Test(Groups(a, b), weights);
                Close.To(test.Groups.Sum(group => group.Observed), test.Groups.Sum(group => group.Expected), 1e-12, "sum", 1e-12);
                Assert.True(test.ChiSquare is null or >= 0);
                Assert.True(test.PValue is null or (>= 0 and <= 1));
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Test_OfAGroupWithItself_SeesNoDifference() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
            Close.To(0, LogRank.Test(Groups(spells, spells)).ChiSquare ?? 0, 0, "chi-square", 1e-12))
        .Check(SpellArbitraries.Settings);

    [Fact]
    public void Test_ScaleOfTime_DoesNotMatter() =>
        Prop.ForAll(SpellArbitraries.Spells, SpellArbitraries.Spells, (a, b) =>
            Assert.Equal(
                LogRank.Test(Groups(a, b)),
                LogRank.Test(Groups([.. a.Select(spell => spell.Scale(7))], [.. b.Select(spell => spell.Scale(7))]))))
        .Check(SpellArbitraries.Settings);

    [Fact]
    public void Test_AGroupNeverAtRisk_CostsADegreeOfFreedomAndNothingElse()
    {
        Spell[] a = Spells(Mercaptopurine), b = Spells(Placebo);
        LogRankTest two = LogRank.Test(Groups(a, b)), three = LogRank.Test(Groups(a, b, [Spell.OpenAt(0)]));

        Assert.Equal(1, three.DegreesOfFreedom);
        Close.To(two.ChiSquare!.Value, three.ChiSquare!.Value, 1e-12);
    }

    [Fact]
    public void Test_WithoutChurnOrWithoutCommonTime_IsUndefined()
    {
        LogRankTest open = LogRank.Test(Groups([Spell.OpenAt(5)], [Spell.OpenAt(6)]));
        LogRankTest apart = LogRank.Test(Groups([Spell.ChurnedAt(2), Spell.ChurnedAt(3)], [Spell.ChurnedAt(9, entry: 4)]));

        Assert.Equal((null, null, 0), (open.ChiSquare, open.PValue, open.DegreesOfFreedom));
        Assert.Equal((null, null, 0), (apart.ChiSquare, apart.PValue, apart.DegreesOfFreedom));
        Assert.Equal("LogRank: undefined", open.ToString());
    }

    [Fact]
    public void BadInput_IsRefusedWithValueAndRange()
    {
        SurvivalGroups one = SurvivalGroups.FromColumns([1], [true], ["only"]);

        Assert.Throws<ArgumentNullException>("groups", () => LogRank.Test((SurvivalGroups)null!));
        Assert.Throws<ArgumentException>("groups", () => LogRank.Test(one));
        Assert.Throws<ArgumentOutOfRangeException>("p", () => LogRankWeights.FlemingHarrington(-1));
        Assert.Throws<ArgumentOutOfRangeException>("q", () => LogRankWeights.FlemingHarrington(0, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("row", () => LogRank.Test(AmlTrial.Groups()).Covariance(2, 0));
        Assert.Throws<ArgumentException>("groups", () => SurvivalGroups.FromColumns([1], [true], []));
        Assert.Throws<ArgumentException>("name", () => one["none"]);
        Assert.Throws<ArgumentException>(
            "groups", () => SurvivalGroups.Create([new("a", RiskTable.Empty), new("a", RiskTable.Empty)]));
        Assert.Equal(1, Assert.Throws<SpellFindingsException>(
            () => SurvivalGroups.FromColumns([1, -1], [true, true], ["b", "a"])).Findings[0].Row);
    }

    [Fact]
    public void FromColumns_ACustomerWithoutGroup_IsInTheUnknownGroup() =>
        Assert.Equal(["a", SurvivalGroups.Unknown], SurvivalGroups.FromColumns([1, 2, 3], [true, true, false], [null, "a", "a"]).Names);

    private static LogRankWeights[] Family =>
    [
        LogRankWeights.Equal, LogRankWeights.Gehan, LogRankWeights.TaroneWare, LogRankWeights.PetoPeto,
        LogRankWeights.PetoPetoModified, LogRankWeights.PetoPrentice, LogRankWeights.FlemingHarrington(0.5, 1),
    ];

    private static Spell[] Spells(int[] weeks) =>
        [.. weeks.Select(week => week < 0 ? Spell.OpenAt(-week) : Spell.ChurnedAt(week))];

    private static SurvivalGroups Groups(params Spell[][] groups) => SurvivalGroups.Create(
        groups.Select((spells, i) => KeyValuePair.Create(FormattableString.Invariant($"group {i}"), RiskTable.FromSpells(spells))));
}
