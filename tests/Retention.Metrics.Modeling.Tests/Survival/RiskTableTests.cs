using FsCheck.Fluent;
using FsCheck;

namespace Retention.Metrics.Modeling.Tests.Survival;

public sealed class RiskTableTests
{
    [Fact]
    public void FromSpells_OnAPaperExampleWithATieAGapAndLateEntry_CountsEachTenure()
    {
        // In awkward order: two leave at 5 while one is censored there, one joins the view at 3 and one at 5.
        var table = RiskTable.FromSpells(
        [
            Spell.OpenAt(5), Spell.ChurnedAt(9, entry: 5), Spell.ChurnedAt(5), Spell.ChurnedAt(5, entry: 3), Spell.OpenAt(20),
        ]);

        Assert.Equal(
            [new(3, 3, 0, 0, 1), new(5, 4, 2, 1, 1), new(9, 2, 1, 0, 0), new(20, 1, 0, 1, 0)],
            Enumerable.Range(0, table.Count).Select(row => table[row]));
        Assert.Equal((5, 3, 2, 20), (table.CustomerCount, table.EventCount, table.CensoredCount, table.LastTime));
    }

    [Fact]
    public void FromSurvivors_CountsWhoIsMissingAsChurnedAndTheRestAsCensored()
    {
        var table = RiskTable.FromSurvivors(1000, 869, 743, 743, 653);

        Assert.Equal([1, 2, 4], table.Times.ToArray());
        Assert.Equal([131, 126, 90], table.Events.ToArray());
        Assert.Equal([0, 0, 653], table.Censored.ToArray());
        Assert.Equal([1000, 869, 743], table.AtRisk.ToArray());
        Assert.Equal(RiskTable.FromSpells(Enumerable.Repeat(Spell.OpenAt(0), 7)), RiskTable.FromSurvivors(7));
        Assert.Equal(0, RiskTable.FromSurvivors(3, 0).CensoredCount);
    }

    [Fact]
    public void FromSpells_OrderOfInput_DoesNotMatter() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
            Assert.Equal(RiskTable.FromSpells(spells), RiskTable.FromSpells(spells.Reverse())))
        .Check(SpellArbitraries.Settings);

    [Fact]
    public void Merge_OfAnySplit_IsTheTableOfAll() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
            Assert.Equal(
                RiskTable.FromSpells(spells),
                spells.Chunk(3).Select(RiskTable.FromSpells).Aggregate(RiskTable.Empty, (a, b) => b.Merge(a))))
        .Check(SpellArbitraries.Settings);

    [Fact]
    public void AtRisk_AgreesWithCountingCustomers() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
        {
            var table = RiskTable.FromSpells(spells);
            for (int row = 0; row < table.Count; row++)
            {
                Assert.Equal(NaiveSurvival.AtRisk(spells, table.Times[row]), table.AtRisk[row]);
                Assert.Equal(NaiveSurvival.Events(spells, table.Times[row]), table.Events[row]);
            }

            Assert.Equal(spells.Length, table.CustomerCount);
            Assert.Equal(spells.Length, table.EventCount + table.CensoredCount);
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void FromSpells_ScaledTenures_ScaleTheTimesAndNothingElse() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
        {
            // So far apart that the tenures are sorted instead of counted.
            const int Factor = 1_000_003;
            RiskTable table = RiskTable.FromSpells(spells), scaled = RiskTable.FromSpells(spells.Select(spell => spell.Scale(Factor)));

            Assert.Equal(table.Times.ToArray().Select(time => time * Factor), scaled.Times.ToArray());
            Assert.Equal(table.AtRisk.ToArray(), scaled.AtRisk.ToArray());
            Assert.Equal(table.Events.ToArray(), scaled.Events.ToArray());
            Assert.Equal(table.Censored.ToArray(), scaled.Censored.ToArray());
            Assert.Equal(table.InitialCount, scaled.InitialCount);
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void FromColumns_OfManyDistinctTenures_KeepsThemAllInOrder()
    {
        var random = new Random(20260101);
        int[] exits = [.. Enumerable.Range(0, 20_000).Select(_ => random.Next())];
        bool[] churned = [.. exits.Select(exit => exit % 3 != 0)];

        var table = RiskTable.FromColumns(exits, churned);

        Assert.Equal(exits.Distinct().Order(), table.Times.ToArray());
        Assert.Equal(churned.Count(left => left), table.EventCount);
    }

    [Fact]
    public void Check_ListsEveryImpossibleRowAndKeepsTheRest()
    {
        SpellCheck check = RiskTable.Check([5, -1, 7, 4, 9], [true, true, true, false, false], [0, 0, -2, 4, 3]);

        Assert.Equal(
            [(1, SpellFindingKind.NegativeExit), (2, SpellFindingKind.NegativeEntry), (3, SpellFindingKind.NeverAtRisk)],
            check.Findings.Select(finding => (finding.Row, finding.Kind)));
        Assert.Equal(RiskTable.FromSpells([Spell.ChurnedAt(5), Spell.OpenAt(9, entry: 3)]), check.Table);
        Assert.Equal("Row 3: the entry 4 must be below the exit 4 (or 0): the customer was never at risk.", check.Findings[2].Message);
    }

    [Fact]
    public void FromColumns_WithImpossibleRows_ThrowsWithAllOfThem()
    {
        SpellFindingsException thrown = Assert.Throws<SpellFindingsException>(
            () => RiskTable.FromColumns([-1, 3, -2, -3, -4, -5, -6], new bool[7]));

        Assert.Equal([0, 2, 3, 4, 5, 6], thrown.Findings.Select(finding => finding.Row));
        Assert.Contains("6 spells cannot be true. Row 0: the exit -1 must be 0 or more.", thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith("And 1 more.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BadInput_IsRefusedWithValueAndRange()
    {
        Assert.Throws<ArgumentException>("churned", () => RiskTable.FromColumns([1, 2], [true]));
        Assert.Throws<ArgumentException>("entries", () => RiskTable.FromColumns([1, 2], [true, false], [0]));
        Assert.Throws<ArgumentOutOfRangeException>("exit", () => Spell.OpenAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>("entry", () => Spell.OpenAt(3, entry: -1));
        Assert.Throws<ArgumentOutOfRangeException>("entry", () => Spell.ChurnedAt(3, entry: 3));
        Assert.Throws<ArgumentException>("survivors", () => RiskTable.FromSurvivors());
        Assert.Contains(
            "between 0 and 9", Assert.Throws<ArgumentException>("survivors", () => RiskTable.FromSurvivors(9, 10)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("survivors", () => RiskTable.FromSurvivors(9, -1));
        Assert.Throws<ArgumentNullException>("spells", () => RiskTable.FromSpells(null!));
        Assert.Throws<ArgumentNullException>("other", () => RiskTable.Empty.Merge(null!));
        Assert.Throws<ArgumentOutOfRangeException>("row", () => RiskTable.Empty[0]);
    }
}
