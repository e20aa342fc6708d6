using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Modeling;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class SurvivalExamples
{
    [Fact]
    public void Type_Spell()
    {
        #region xml: Spell
        Show(Spell.ChurnedAt(45)); // (0, 45]
        Show(Spell.OpenAt(161)); // (0, 161+]: still there
        Show(Spell.OpenAt(400, entry: 365)); // (365, 400+]: first seen a year after the first payment
        #endregion
    }

    [Fact]
    public void Type_RiskTable()
    {
        #region xml: RiskTable
        RiskTable table = RiskTable.FromSpells([Spell.ChurnedAt(5), Spell.ChurnedAt(8), Spell.OpenAt(8)]);
        Show(KaplanMeier.Estimate(table).SurvivalAt(5)); // 0.666…: one of three has left
        #endregion
    }

    [Fact]
    public void RiskTable_FromSurvivors()
    {
        #region xml: RiskTable.FromSurvivors
        Show(RiskTable.FromSurvivors(1000, 869, 743)); // 1000 customers, 257 churned, 743 censored, last seen at 2
        #endregion
    }

    [Fact]
    public void Type_KaplanMeier()
    {
        #region xml: KaplanMeier
        KaplanMeier curve = KaplanMeier.Estimate(RiskTable.FromColumns(exits: [5, 8, 8, 12], churned: [true, true, false, true]));
        Show(curve.SurvivalAt(8)); // 0.5
        Show(curve.Median().Time); // 10: the middle of the interval at one half
        #endregion
    }

    [Fact]
    public void Type_NelsonAalen()
    {
        #region xml: NelsonAalen
        NelsonAalen hazard = NelsonAalen.Estimate(RiskTable.FromColumns(exits: [5, 8, 8, 12], churned: [true, true, false, true]));
        Show(hazard.At(8)?.CumulativeHazard); // 0.5833…: 1/4 + 1/3
        #endregion
    }

    [Fact]
    public void Type_SurvivalGroups()
    {
        #region xml: SurvivalGroups
        SurvivalGroups byPlan = SurvivalGroups.FromColumns(
            exits: [30, 90, 365, 60, 400], churned: [true, true, false, true, false], groups: ["basic", "basic", "basic", "pro", "pro"]);
        Show(KaplanMeier.Estimate(byPlan["pro"]).SurvivalAt(90)); // 0.5
        #endregion
    }

    [Fact]
    public void Type_LogRank()
    {
        #region xml: LogRank
        SurvivalGroups strategies = SurvivalGroups.Create(
            [new("phone call", RiskTable.FromSurvivors(400, 371, 340, 322)), new("nothing", RiskTable.FromSurvivors(400, 352, 310, 285))]);
        Show(LogRank.Test(strategies).PValue); // 0.00201…: more than chance
        #endregion
    }

    [Fact]
    public void Type_SurvivalStrata()
    {
        #region xml: SurvivalStrata
        SurvivalStrata byCountry = SurvivalStrata.FromColumns(
            exits: [30, 90, 365, 60, 400, 20], churned: [true, true, false, true, false, true],
            groups: ["basic", "basic", "pro", "pro", "basic", "pro"], strata: ["DE", "DE", "DE", "FR", "FR", "FR"]);
        Show(byCountry["FR"]["basic"].CustomerCount); // 1
        #endregion
    }

    [Fact]
    public void LogRank_WithinStrata()
    {
        #region xml: LogRank.Test within strata
        SurvivalStrata bySize = SurvivalStrata.Create(
        [
            new("small", SurvivalGroups.Create([new("call", RiskTable.FromSurvivors(40, 30, 24)), new("nothing", RiskTable.FromSurvivors(160, 96, 60))])),
            new("large", SurvivalGroups.Create([new("call", RiskTable.FromSurvivors(160, 152, 147)), new("nothing", RiskTable.FromSurvivors(40, 37, 35))])),
        ]);
        Show(LogRank.Test(bySize).PValue); // 0.00903…
        #endregion
    }

    [Fact]
    public void TenureHazard_By()
    {
        #region xml: TenureHazard.By
        RiskTable table = RiskTable.FromSpells([Spell.ChurnedAt(30), Spell.OpenAt(45), Spell.ChurnedAt(60)]);
        Show(TenureHazard.By(table, width: 30)[1].Probability); // 1: of the two at risk, one was lost sight of
        #endregion
    }

    [Fact]
    public void Type_ObservationWindow()
    {
        RevenueTimeline timeline = Models.FourSubscribers.Timeline;

        #region xml: ObservationWindow
        var window = new ObservationWindow(until: new LocalDate(2026, 1, 1), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        KaplanMeier byDay = KaplanMeier.Estimate(RiskTable.FromTimeline(timeline, window));
        RiskTable renewals = RiskTable.FromTimeline(timeline, window with { Unit = BillingInterval.Monthly });
        Show(byDay.SurvivalAt(100)); // 0.75
        Show(renewals.Events[0]); // 1: the renewal after three months was not made
        #endregion
    }
}
