using System.Collections.Immutable;
using FsCheck.Fluent;
using FsCheck;

namespace Retention.Metrics.Modeling.Tests.Survival;

public sealed class TenureHazardTests
{
    [Fact]
    public void By_OnAPaperExample_CountsEachInterval()
    {
        // Days 0-30: three at risk, one leaves on day 30. Days 30-60: one censored on day 45, one first seen on day 40.
        ImmutableArray<HazardInterval> months = TenureHazard.By(
            RiskTable.FromSpells(
                [Spell.ChurnedAt(30), Spell.OpenAt(45), Spell.ChurnedAt(60), Spell.ChurnedAt(90, entry: 40)]),
            width: 30);

        Assert.Equal(
            [
                new(0, 30, 3, 1, 0, 0, 90, 1 - (2 / 3.0)),
                new(30, 60, 2, 1, 1, 1, 15 + 30 + 20, 0.5),
                new(60, 90, 1, 1, 0, 0, 30, 1),
            ],
            months);
        Assert.Equal(1 / 65.0, months[1].Rate);
    }

    [Fact]
    public void By_AgreesWithCountingCustomers() =>
        Prop.ForAll(SpellArbitraries.Spells, Gen.Choose(1, 9).ToArbitrary(), (spells, width) =>
        {
            foreach (HazardInterval interval in TenureHazard.By(RiskTable.FromSpells(spells), width))
            {
                Spell[] inside = [.. spells.Where(spell => In(interval, spell.Exit))];
                Assert.Equal(inside.Count(spell => spell.Churned), interval.Events);
                Assert.Equal(inside.Count(spell => !spell.Churned), interval.Censored);
                Assert.Equal(spells.Count(spell => spell.Entry > 0 && In(interval, spell.Entry)), interval.Entered);
                Assert.Equal(
                    spells.Sum(spell => Math.Max(0, Math.Min(interval.To, spell.Exit) - Math.Max(interval.From, spell.Entry))),
                    interval.Exposure);
                Assert.Equal(
                    spells.Count(spell => spell.Entry <= interval.From && (spell.Exit > interval.From || interval.From == 0)),
                    interval.AtRisk);
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void By_TheIntervalsMultiplyToTheSurvivalCurve() =>
        Prop.ForAll(SpellArbitraries.Spells, Gen.Choose(1, 9).ToArbitrary(), (spells, width) =>
        {
            var table = RiskTable.FromSpells(spells);
            var curve = KaplanMeier.Estimate(table);
            double kept = 1;
            foreach (HazardInterval interval in TenureHazard.By(table, width))
            {
                kept *= 1 - (interval.Probability ?? 0);
                Close.To(curve.SurvivalAt(Math.Min(interval.To, table.LastTime!.Value))!.Value, kept, 1e-12, "S", 1e-14);
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void By_AnIntervalNobodyWasAtRiskIn_IsUndefined()
    {
        ImmutableArray<HazardInterval> intervals = TenureHazard.By(
            RiskTable.FromSpells([Spell.ChurnedAt(3), Spell.ChurnedAt(25, entry: 20)]), width: 5);

        Assert.Equal([1.0, null, null, null, 1.0], intervals.Select(interval => interval.Probability));
        Assert.Null(intervals[1].Rate);
    }

    [Fact]
    public void By_BadInput_IsRefused()
    {
        Assert.Throws<ArgumentNullException>("table", () => TenureHazard.By(null!, 1));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => TenureHazard.By(RiskTable.Empty, 0));
        Assert.Empty(TenureHazard.By(RiskTable.Empty, 30));
    }

    private static bool In(HazardInterval interval, int time) =>
        time <= interval.To && (time > interval.From || (interval.From == 0 && time == 0));
}
