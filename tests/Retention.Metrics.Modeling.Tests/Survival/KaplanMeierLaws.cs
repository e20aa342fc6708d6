using FsCheck.Fluent;
using FsCheck;

namespace Retention.Metrics.Modeling.Tests.Survival;

public sealed class KaplanMeierLaws
{
    [Fact]
    public void Survival_AgreesWithTheProductOfExactFractions() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
        {
            var curve = KaplanMeier.Estimate(RiskTable.FromSpells(spells));
            foreach (SurvivalPoint point in curve.Points())
            {
                Close.To(NaiveSurvival.Survival(spells, point.Time), point.Survival, 1e-13, "S");
                if (point.StandardError is { } error)
                {
                    Close.To(
                        point.Survival * Math.Sqrt(NaiveSurvival.Greenwood(spells, point.Time)), error, 1e-12, "standard error", 1e-15);
                }
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Survival_IsNonIncreasingWithinZeroAndOne() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
        {
            double before = 1;
            foreach (double survival in KaplanMeier.Estimate(RiskTable.FromSpells(spells)).Survival)
            {
                Assert.InRange(survival, 0, before);
                before = survival;
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Survival_WithoutCensoring_IsTheShareLeftToTheLastBit() =>
        Prop.ForAll(SpellArbitraries.ChurnedSpells, spells =>
        {
            foreach (SurvivalPoint point in KaplanMeier.Estimate(RiskTable.FromSpells(spells)).Points())
            {
                Assert.Equal(spells.Count(spell => spell.Exit > point.Time) / (double)spells.Length, point.Survival);
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Limits_OfEveryKind_HoldTheSurvivalBetweenThem() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
        {
            var curve = KaplanMeier.Estimate(RiskTable.FromSpells(spells));
            foreach (SurvivalInterval kind in Enum.GetValues<SurvivalInterval>())
            {
                foreach ((SurvivalPoint narrow, SurvivalPoint wide) in curve.Points(kind, 0.8).Zip(curve.Points(kind, 0.99)))
                {
                    if (narrow.Limits is { } inner && wide.Limits is { } outer)
                    {
                        Assert.True(
                            0 <= outer.Lower && outer.Lower <= inner.Lower && inner.Lower <= narrow.Survival + 1e-15
                            && narrow.Survival - 1e-15 <= inner.Upper && inner.Upper <= outer.Upper && outer.Upper <= 1);
                    }
                }
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Survival_CustomersCensoredAtZero_DoNotChangeItLater() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
        {
            // Who is at risk at 0 counts there; without churn at 0 the newcomers weigh nothing.
            Spell[] later = [.. spells.Where(spell => spell.Exit > 0)];
            KaplanMeier without = Estimate(later), with = Estimate([.. later, Spell.OpenAt(0), Spell.OpenAt(0)]);

            Assert.Equal(without.Points(), with.Points().Where(point => point.Time > 0));
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Estimate_After_IsTheRatioOfSurvivals() =>
        Prop.ForAll(SpellArbitraries.Spells, Gen.Choose(0, 10).ToArbitrary(), (spells, after) =>
        {
            foreach (SurvivalPoint point in KaplanMeier.Estimate(RiskTable.FromSpells(spells), after).Points())
            {
                Assert.True(point.Time > after);
                Close.To(NaiveSurvival.Survival(spells, point.Time, after), point.Survival, 1e-13, "S");
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void Quantile_RisesWithTheShareAndScalesWithTime() =>
        Prop.ForAll(SpellArbitraries.SpellsWithoutLateEntry, spells =>
        {
            KaplanMeier curve = Estimate(spells), scaled = Estimate([.. spells.Select(spell => spell.Scale(7))]);
            double before = 0;
            foreach (double share in new[] { 0.1, 0.25, 0.5, 0.6, 0.9 })
            {
                SurvivalQuantile quantile = curve.Quantile(share), longer = scaled.Quantile(share);
                Assert.Equal(
                    (quantile.Time * 7, quantile.Lower * 7, quantile.Upper * 7), (longer.Time, longer.Lower, longer.Upper));
                Assert.True((quantile.Time ?? double.PositiveInfinity) >= before);
                Assert.True((quantile.Lower ?? 0) <= (quantile.Time ?? double.PositiveInfinity));
                before = quantile.Time ?? double.PositiveInfinity;
            }
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void RestrictedMean_IsTheSumOfTheSurvivalOfEachDay() =>
        Prop.ForAll(SpellArbitraries.Spells, Gen.Choose(0, 25).ToArbitrary(), (spells, horizon) =>
        {
            KaplanMeier curve = Estimate(spells);
            if (curve.RestrictedMean(horizon) is not { } mean)
            {
                Assert.Null(curve.SurvivalAt(horizon));
                return;
            }

            double[] days = [.. Enumerable.Range(0, horizon).Select(day => NaiveSurvival.Survival(spells, day))];
            double variance = NaiveSurvival.EventTimes(spells).Where(t => t < horizon).Sum(t =>
            {
                double after = days.Skip(t).Sum(), n = NaiveSurvival.AtRisk(spells, t), d = NaiveSurvival.Events(spells, t);
                return after == 0 ? 0 : after * after * d / (n * (n - d));
            });
            Close.To(days.Sum(), mean.Mean, 1e-12, "mean", 1e-12);
            Close.To(Math.Sqrt(variance), mean.StandardError, 1e-9, "standard error", 1e-7);
            Assert.InRange(mean.Mean, 0, horizon);
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void NelsonAalen_AgreesWithItsDefinitionAndLiesBelowMinusLogSurvival() =>
        Prop.ForAll(SpellArbitraries.Spells, spells =>
        {
            var table = RiskTable.FromSpells(spells);
            var curve = KaplanMeier.Estimate(table);
            foreach (HazardPoint point in NelsonAalen.Estimate(table).Points())
            {
                Close.To(NaiveSurvival.CumulativeHazard(spells, point.Time), point.CumulativeHazard, 1e-12, "H");
                Assert.True(point.CumulativeHazard <= -Math.Log(curve.SurvivalAt(point.Time)!.Value) + 1e-12);
                Assert.True(point.Limits!.Value.Lower < point.CumulativeHazard && point.CumulativeHazard < point.Limits.Value.Upper);
            }
        }).Check(SpellArbitraries.Settings);

    private static KaplanMeier Estimate(Spell[] spells) => KaplanMeier.Estimate(RiskTable.FromSpells(spells));
}
