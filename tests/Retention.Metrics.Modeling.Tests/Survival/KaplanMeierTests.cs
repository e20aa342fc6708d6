namespace Retention.Metrics.Modeling.Tests.Survival;

public sealed class KaplanMeierTests
{
    [Fact]
    public void SurvivalAt_OnAPaperExample_MultipliesWhoStays()
    {
        // 4 of 5 stay at 2; one is censored at 3; 1 of 3 leaves at 4; one is censored at 9.
        var curve = KaplanMeier.Estimate(RiskTable.FromSpells(
            [Spell.OpenAt(9), Spell.ChurnedAt(2), Spell.ChurnedAt(4), Spell.OpenAt(3), Spell.OpenAt(9)]));

        Assert.Equal(1.0, curve.SurvivalAt(0));
        Assert.Equal(1.0, curve.SurvivalAt(1));
        Assert.Equal(4 / 5.0, curve.SurvivalAt(2));
        Assert.Equal(4 / 5.0, curve.SurvivalAt(3));
        Assert.Equal(4 / 5.0 * 2 / 3.0, curve.SurvivalAt(4)!.Value, 15);
        Assert.Equal(4 / 5.0 * 2 / 3.0, curve.SurvivalAt(9)!.Value, 15);
        Assert.Null(curve.SurvivalAt(10));
    }

    [Fact]
    public void MaintainedArm_PrintsAsInPublishedOutput()
    {
        // R output for the aml data as printed on public pages (rstudio-pubs 610133), three or four digits.
        SurvivalPoint[] points =
        [
            .. KaplanMeier.Estimate(AmlTrial.Table("group=Maintained")).Points(SurvivalInterval.Log)
                .Where(point => new[] { 9, 13, 18, 23, 31, 34, 48 }.Contains(point.Time)),
        ];

        AssertPrinted([0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184], points.Select(point => point.Survival), 5e-4);
        AssertPrinted([0.0867, 0.1163, 0.1397, 0.1526, 0.1642, 0.1627, 0.1535], points.Select(point => point.StandardError!.Value), 5e-5);
        AssertPrinted([0.7541, 0.6192, 0.4884, 0.3769, 0.2549, 0.1549, 0.0359], points.Select(point => point.Limits!.Value.Lower), 5e-5);
        AssertPrinted([1, 1, 1, 0.999, 0.946, 0.875, 0.944], points.Select(point => point.Limits!.Value.Upper), 5e-4);
    }

    [Fact]
    public void Quantile_WhereTheCurveRunsFlatAtTheHeight_IsTheMiddleOfTheInterval()
    {
        var flat = KaplanMeier.Estimate(RiskTable.FromSpells(
            [Spell.ChurnedAt(2), Spell.ChurnedAt(4), Spell.ChurnedAt(10), Spell.ChurnedAt(11)]));
        var flatToTheEnd = KaplanMeier.Estimate(RiskTable.FromSpells(
            [Spell.ChurnedAt(2), Spell.ChurnedAt(4), Spell.OpenAt(7), Spell.OpenAt(13)]));

        Assert.Equal(7, flat.Median().Time);
        Assert.Equal(10, flat.Quantile(0.51).Time);
        Assert.Equal(4, flat.Quantile(0.49).Time);
        Assert.Equal(8.5, flatToTheEnd.Median().Time);
    }

    [Fact]
    public void Quantile_FlatOnlyUpToRounding_IsStillTheMiddle()
    {
        // 2/3 · 3/4 = 1/2, reached by factors that do not telescope.
        var curve = KaplanMeier.Estimate(RiskTable.FromSpells(
        [
            Spell.ChurnedAt(1), Spell.ChurnedAt(1), Spell.OpenAt(1), Spell.OpenAt(1), Spell.ChurnedAt(3), Spell.OpenAt(5),
            .. new[] { Spell.ChurnedAt(8, entry: 2), Spell.OpenAt(9, entry: 2) },
        ]));

        Assert.Equal(5.5, curve.Median().Time);
    }

    [Fact]
    public void Median_NotReached_IsUndefinedAndNotInfinite()
    {
        SurvivalQuantile median = KaplanMeier.Estimate(RiskTable.FromSpells(
            [Spell.ChurnedAt(2), Spell.OpenAt(5), Spell.OpenAt(5), Spell.OpenAt(5)])).Median();

        Assert.Equal((null, null), (median.Time, median.Upper));
        Assert.NotNull(median.Lower);
    }

    [Fact]
    public void Limits_AreUndefinedWhereTheScaleHasNone()
    {
        var curve = KaplanMeier.Estimate(RiskTable.FromSpells([Spell.OpenAt(1), Spell.ChurnedAt(2), Spell.ChurnedAt(3)]));

        Assert.Null(curve.PointAt(1, SurvivalInterval.LogLog)!.Value.Limits);
        Assert.Null(curve.PointAt(1, SurvivalInterval.Logit)!.Value.Limits);
        Assert.Null(curve.PointAt(1, SurvivalInterval.ArcSine)!.Value.Limits);
        Assert.Equal(new ConfidenceLimits(1, 1), curve.PointAt(1, SurvivalInterval.Plain)!.Value.Limits);
        Assert.Equal(new ConfidenceLimits(1, 1), curve.PointAt(1, SurvivalInterval.Log)!.Value.Limits);
        foreach (SurvivalInterval kind in Enum.GetValues<SurvivalInterval>())
        {
            SurvivalPoint end = curve.PointAt(3, kind)!.Value;
            Assert.Equal((0.0, null, null), (end.Survival, end.StandardError, end.Limits));
        }

        Assert.Equal(0.0, curve.SurvivalAt(1000));
    }

    [Fact]
    public void FirstGap_WithLateEntry_SaysWhereTheCurveStopsMeaningAnything()
    {
        // The only customer watched early leaves at 3; two others are first seen at 5.
        var table = RiskTable.FromSpells([Spell.ChurnedAt(3), Spell.ChurnedAt(8, entry: 5), Spell.OpenAt(9, entry: 5)]);
        var censored = RiskTable.FromSpells([Spell.OpenAt(3), Spell.ChurnedAt(8, entry: 5), Spell.OpenAt(9, entry: 5)]);
        var lateOnly = RiskTable.FromSpells([Spell.ChurnedAt(8, entry: 5), Spell.OpenAt(9, entry: 5)]);

        Assert.Equal(3, KaplanMeier.Estimate(table).FirstGap);
        Assert.Equal(0.0, KaplanMeier.Estimate(table).SurvivalAt(9));
        Assert.Equal(3, KaplanMeier.Estimate(censored).FirstGap);
        Assert.Equal(0, KaplanMeier.Estimate(lateOnly).FirstGap);

        var again = KaplanMeier.Estimate(table, after: 5);
        Assert.Null(again.FirstGap);
        Assert.Equal(0.5, again.SurvivalAt(8));
        Assert.Null(KaplanMeier.Estimate(AmlTrial.Table("all")).FirstGap);
    }

    [Fact]
    public void NoCustomers_NothingIsKnown()
    {
        var curve = KaplanMeier.Estimate(RiskTable.Empty);

        Assert.Null(curve.SurvivalAt(0));
        Assert.Null(curve.RestrictedMean(1));
        Assert.Equal(new SurvivalQuantile(0.5, null, null, null), curve.Median());
        Assert.Null(NelsonAalen.Estimate(RiskTable.Empty).At(0));
        Assert.Empty(curve.Points());
    }

    [Fact]
    public void RestrictedMean_BeyondTheData_IsUndefined()
    {
        var curve = KaplanMeier.Estimate(RiskTable.FromSpells([Spell.ChurnedAt(4), Spell.OpenAt(10)]));

        Assert.Equal(7.0, curve.RestrictedMean(10)!.Value.Mean);
        Assert.Null(curve.RestrictedMean(11));
        Assert.Equal(0.0, curve.RestrictedMean(0)!.Value.Mean);
    }

    [Fact]
    public void BadInput_IsRefusedWithValueAndRange()
    {
        var curve = KaplanMeier.Estimate(RiskTable.FromSurvivors(2, 1));

        Assert.Throws<ArgumentNullException>("table", () => KaplanMeier.Estimate(null!));
        Assert.Throws<ArgumentOutOfRangeException>("after", () => KaplanMeier.Estimate(RiskTable.Empty, after: -1));
        Assert.Throws<ArgumentOutOfRangeException>("time", () => curve.SurvivalAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>("horizon", () => curve.RestrictedMean(-1));
        Assert.Throws<ArgumentOutOfRangeException>("interval", () => curve.PointAt(1, (SurvivalInterval)9));
        foreach (double outside in new[] { 0, 1, -0.5, 1.5, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>("churned", () => curve.Quantile(outside));
            Assert.Throws<ArgumentOutOfRangeException>("confidence", () => curve.PointAt(1, confidence: outside));
            Assert.Throws<ArgumentOutOfRangeException>("confidence", () => curve.Points(confidence: outside));
        }

        Assert.Throws<ArgumentNullException>("table", () => NelsonAalen.Estimate(null!));
        Assert.Throws<ArgumentOutOfRangeException>("time", () => NelsonAalen.Estimate(RiskTable.Empty).At(-1));
    }

    private static void AssertPrinted(double[] printed, IEnumerable<double> actual, double rounding)
    {
        double[] figures = [.. actual];
        Assert.Equal(printed.Length, figures.Length);
        for (int i = 0; i < printed.Length; i++)
        {
            Close.To(printed[i], figures[i], 0, FormattableString.Invariant($"figure {i}"), rounding * 1.2);
        }
    }
}
