namespace Retention.Metrics.Testing.Tests.Simulation;

/// <summary>What was put into customers of levels of use is what churn by signal measures of them, within what chance allows.</summary>
[Trait("Kind", "Numbers")]
public sealed class SimulatedUseTests
{
    private const int Runs = 200;

    /// <summary>Wilson's 95 % interval holds the true rate of a group in about 95 % of runs: of 800 intervals, 90 to 98 %.</summary>
    [Fact]
    public void Intervals_HoldTheRatesThatWerePutIn()
    {
        UseLevel[] levels = [new(0, 0.25m), new(2, 0.15m), new(5, 0.08m), new(9, 0.03m)];
        int held = 0, significant = 0;
        for (int seed = 0; seed < Runs; seed++)
        {
            SignalChurn churn = Churn(levels, customers: 400, months: 3, seed);
            held += levels.Index().Count(one => churn.Groups[one.Index].Interval is { } interval && interval.Contains((double)one.Item.MonthlyChurn));
            significant += churn.Trend is { PValue: < 0.05, Z: < 0 } ? 1 : 0;
            Assert.Equal(0, churn.Unknown.AtRisk);
        }

        Assert.InRange(held / (double)(Runs * levels.Length), 0.90, 0.98);
        Assert.Equal(Runs, significant);
    }

    /// <summary>Without an effect one run in twenty is significant at 5 %: of 200, 4 to 18 with a chance of 99 %.</summary>
    [Fact]
    public void WithoutAnEffect_TheTrendIsSignificantAtItsLevel()
    {
        UseLevel[] levels = [new(0, 0.1m), new(2, 0.1m), new(5, 0.1m), new(9, 0.1m)];
        int significant = 0;
        for (int seed = 0; seed < Runs; seed++)
        {
            significant += Churn(levels, customers: 400, months: 3, seed).Trend is { PValue: < 0.05 } ? 1 : 0;
        }

        Assert.InRange(significant, 4, 18);
    }

    /// <summary>A list made from the first months holds more of those who leave later than a list drawn by chance.</summary>
    [Fact]
    public void AList_MadeFromTheFirstMonths_HoldsThoseWhoLeaveLater()
    {
        var use = new SimulatedUse([new(0, 0.3m), new(4, 0.05m), new(9, 0.05m)], customers: 3000, months: 4, seed: 3);
        Signal signal = Signal.Count(use.Activities, SimulatedUse.Kind, days: 28);
        ChurnBySignal Of(int first, int end) => use.Timeline.ChurnBySignal(
            signal, SignalGroups.Bounds(0, 4), ReportingPeriods.Between(use.Months.Zone, [use.Months[first].Start, .. use.Months.Skip(first).Take(end - first).Select(month => month.End)]));

        AtRiskHits hits = AtRiskHits.Of(Of(0, 3), Of(3, 4));

        // A third of the customers is on the list, and 0.3 / (0.3 + 0.05 + 0.05) of those who leave are.
        Assert.InRange((double)hits.ShareListed.Value!, 0.28, 0.39);
        Assert.InRange((double)hits.HitRate.Value!, 0.66, 0.84);
        Assert.InRange((double)hits.Lift.Value!, 1.9, 2.6);
    }

    [Fact]
    public void TheSameSeed_IsTheSameCustomers_AndAnotherIsOthers()
    {
        UseLevel[] levels = [new(0, 0.2m), new(3, 0.1m)];

        Assert.Equal(Churn(levels, 50, 3, 1).ToString(), Churn(levels, 50, 3, 1).ToString());
        Assert.NotEqual(Churn(levels, 50, 3, 1).ToString(), Churn(levels, 50, 3, 2).ToString());
    }

    [Fact]
    public void WhatCannotBe_IsRefused()
    {
        _ = Assert.Throws<ArgumentException>("levels", () => new SimulatedUse([], 1, 1, 0));
        _ = Assert.Throws<ArgumentOutOfRangeException>("levels", () => new SimulatedUse([new(0, 1.1m)], 1, 1, 0));
        _ = Assert.Throws<ArgumentOutOfRangeException>("levels", () => new SimulatedUse([new(-1, 0m)], 1, 1, 0));
        _ = Assert.Throws<ArgumentOutOfRangeException>("customers", () => new SimulatedUse([new(0, 0m)], 0, 1, 0));
        _ = Assert.Throws<ArgumentOutOfRangeException>("months", () => new SimulatedUse([new(0, 0m)], 1, 601, 0));
    }

    private static SignalChurn Churn(UseLevel[] levels, int customers, int months, long seed)
    {
        var use = new SimulatedUse(levels, customers, months, seed);
        double[] bounds = [.. levels.SkipLast(1).Select(level => (double)level.Activities)];
        return use.Timeline.ChurnBySignal(Signal.Count(use.Activities, SimulatedUse.Kind, days: 28), SignalGroups.Bounds(bounds), use.Months).Whole;
    }
}
