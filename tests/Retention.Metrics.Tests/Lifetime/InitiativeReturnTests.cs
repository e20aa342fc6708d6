using FsCheck;
using FsCheck.Fluent;
using static Retention.Metrics.Tests.Lifetime.WhatIfTests;

namespace Retention.Metrics.Tests.Lifetime;

public sealed class InitiativeReturnTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    private static readonly WhatIf AsNow = Some with { CustomerChurn = 0.2m, RevenueChurn = 0.2m };

    private static readonly Arbitrary<(WhatIf Without, WhatIf With, int OneOff, int PerPeriod)> Measures = Arb.From(
        from without in ProjectionTests.Anything.Generator
        from factor in Gen.Choose(0, 100)
        from oneOff in Gen.Choose(0, 5_000)
        from perPeriod in Gen.Choose(0, 500)
        select (without, without.ChurnTimes(factor / 100m), oneOff, perPeriod));

    [Fact]
    public void EveryFigure_OfAPaperExample()
    {
        // Without: 10,000, 8,000, 6,400. With half the churn: 10,000, 9,000, 8,100. Collected 9,000 + 7,200 against 9,500 + 8,550.
        InitiativeReturn worth = InitiativeReturn.Of(AsNow, AsNow.ChurnTimes(0.5m), periods: 2, Costs(800, 100), margin: 0.8m);

        Assert.Equal((Eur(16_200), Eur(18_050)), (worth.Without.Revenue, worth.With.Revenue));
        Assert.Equal((Eur(1_480), Eur(1_000), Eur(480)), (worth.Gain, worth.TotalCost, worth.Net));
        Assert.Equal(Ratio.Of(480, 1_000), worth.Return);
        Assert.Equal((Eur(-500), Eur(480)), (worth.NetUpTo(1), worth.NetUpTo(2)));
        Assert.Equal(2, worth.BreakEvenPeriod);
    }

    [Fact]
    public void BreakEven_AtTheEndOfThePeriodThatJustCoversTheCost()
    {
        // The first period gains 500.
        Assert.Equal(1, Worth(Costs(400, 100)).BreakEvenPeriod);
        Assert.Equal(2, Worth(Costs(400, 100.01m)).BreakEvenPeriod);
        Assert.Null(Worth(Costs(1_000_000, 0)).BreakEvenPeriod);

        static InitiativeReturn Worth(InitiativeCost cost) => InitiativeReturn.Of(AsNow, AsNow.ChurnTimes(0.5m), periods: 2, cost);
    }

    [Fact]
    public void Return_OfAMeasureThatCostsNothing_IsUndefined()
    {
        InitiativeReturn free = InitiativeReturn.Of(AsNow, AsNow.ChurnTimes(0.5m), periods: 2, Costs(0, 0));

        Assert.Equal(Eur(1_850), free.Net);
        Assert.False(free.Return.IsDefined);
    }

    [Fact]
    public void AMeasureWithoutEffect_LosesWhatItCosts()
    {
        InitiativeReturn worth = InitiativeReturn.Of(AsNow, AsNow, periods: 3, Costs(70, 10));

        Assert.Equal((Eur(0), Eur(-100), -1m, null), (worth.Gain, worth.Net, worth.Return.Value, worth.BreakEvenPeriod));
    }

    [Fact]
    public void UnlikeStarts_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => InitiativeReturn.Of(AsNow, AsNow with { StartingMrr = Eur(10_001) }, 1, Costs(0, 0)));
        Assert.Throws<ArgumentException>(() => InitiativeReturn.Of(AsNow, AsNow with { StartingCustomers = 101m }, 1, Costs(0, 0)));
        Assert.Contains("in periods of 1.5 months", Assert.Throws<ArgumentException>(() => InitiativeReturn.Of(AsNow, AsNow with { MonthsPerPeriod = 1.5m }, 1, Costs(0, 0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CostsThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => InitiativeReturn.Of(AsNow, AsNow, 1, Costs(-1, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => InitiativeReturn.Of(AsNow, AsNow, 1, Costs(0, -1)));
        Assert.Throws<ArgumentException>(() => InitiativeReturn.Of(AsNow, AsNow, 1, Costs(0, 0) with { PerPeriod = Currency.Usd.Amount(1m) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => InitiativeReturn.Of(AsNow, AsNow, 1, Costs(0, 0), margin: 1.1m));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void NetUpTo_APeriodThatIsNone_IsRefused(int period) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InitiativeReturn.Of(AsNow, AsNow, 2, Costs(0, 0)).NetUpTo(period));

    [Fact]
    public void LessChurn_NeverGainsLessThanNothing_AndNetIsWhatThePeriodsAddUpTo() =>
        Prop.ForAll(Measures, measure =>
        {
            InitiativeReturn worth = InitiativeReturn.Of(measure.Without, measure.With, periods: 6, Costs(measure.OneOff, measure.PerPeriod));

            Assert.True(worth.Gain.Amount >= 0m);
            Assert.Equal(worth.Net.Amount, worth.NetUpTo(6).Amount, 15);
            Assert.Equal(Eur(measure.OneOff + (6m * measure.PerPeriod)), worth.TotalCost);
        }).Check(Settings);

    [Fact]
    public void BreakEven_IsTheFirstPeriodWhoseNetIsNotNegative() =>
        Prop.ForAll(Measures, measure =>
        {
            InitiativeReturn worth = InitiativeReturn.Of(measure.Without, measure.With, periods: 6, Costs(measure.OneOff, measure.PerPeriod));
            int[] covered = [.. Enumerable.Range(1, 6).Where(period => worth.NetUpTo(period).Amount >= -1e-15m)];

            Assert.Equal(covered.Length == 0 ? null : covered[0], worth.BreakEvenPeriod);
        }).Check(Settings);

    [Fact]
    public void ADearerMeasure_IsNeverWorthMore_NorSoonerPaid() =>
        Prop.ForAll(Measures, measure =>
        {
            InitiativeReturn worth = InitiativeReturn.Of(measure.Without, measure.With, periods: 6, Costs(measure.OneOff, measure.PerPeriod));
            InitiativeReturn dearer = InitiativeReturn.Of(measure.Without, measure.With, periods: 6, Costs(measure.OneOff + 50, measure.PerPeriod + 5));

            Assert.Equal(worth.Net - Eur(80), dearer.Net);
            Assert.True((dearer.BreakEvenPeriod ?? int.MaxValue) >= (worth.BreakEvenPeriod ?? int.MaxValue));
        }).Check(Settings);

    private static InitiativeCost Costs(decimal oneOff, decimal perPeriod) => new(Eur(oneOff), Eur(perPeriod));
}
