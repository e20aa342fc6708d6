using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Churn;

namespace Retention.Metrics.Tests.Signals;

/// <summary>What holds for the churn by any signal, the naive reference first.</summary>
public sealed class ChurnBySignalLaws
{
    [Fact]
    public void TheGenerator_LeavesNoGroupEmpty()
    {
        long[] lost = new long[4], kept = new long[4];
        foreach (SignalCase one in SignalCase.Any.Generator.Sample(300))
        {
            SignalChurn whole = one.Timeline.ChurnBySignal(Signal.Count(one.Done, one.Kind, one.Days), SignalGroups.Bounds(0, 1), one.Periods).Whole;
            foreach ((int group, SignalGroup found) in whole.Groups.Append(whole.Unknown).Index())
            {
                lost[group] += found.Lost;
                kept[group] += found.AtRisk - found.Lost;
            }
        }

        Assert.All(lost.Concat(kept), count => Assert.True(count > 20, $"{string.Join(", ", lost)} lost, {string.Join(", ", kept)} kept: the laws would hold for want of anything to look at"));
    }

    [Fact]
    public void EveryGroup_OfAnyCase_IsTheReferences() => SignalCase.Check(
        one =>
        {
            foreach (Signal signal in one.Signals())
            {
                foreach (SignalGroups groups in SignalCase.Groupings)
                {
                    ChurnBySignal churn = one.Timeline.ChurnBySignal(signal, groups, one.Periods);
                    foreach (ChurnBySignalRow row in churn)
                    {
                        Assert.Equal(ReferenceSignals.Of(one, signal.Name, groups, row.Period), row.Groups.Append(row.Unknown).Select(Figures));
                    }
                }
            }
        },
        times: 400);

    [Fact]
    public void Groups_PoolToTheRollForward_UnderAnyPolicy() => ChurnCase.Check(one =>
    {
        RevenueTimeline timeline = RevenueTimeline.FromHistory(one.History, one.Policy);
        ActivityTimeline done = ActivityTimeline.FromActivities(one.Events.Select(happened => new Activity(happened.Customer, happened.At, happened.GetType().Name)));
        foreach (SignalGroups groups in SignalCase.Groupings)
        {
            ChurnBySignal churn = timeline.ChurnBySignal(Signal.Count(done, days: 20), groups, one.Periods);
            foreach ((ChurnBySignalRow row, RollForwardRow total) in churn.Zip(one.RollForward))
            {
                Assert.Equal((total.OpeningCustomers, total.ChurnedCustomers, total.OpeningMrr), (row.Total.AtRisk, row.Total.Lost, row.Total.MrrAtRisk));
                Assert.Equal((row.Total.AtRisk, row.Total.Lost), (row.Groups.Append(row.Unknown).Sum(group => group.AtRisk), row.Groups.Append(row.Unknown).Sum(group => group.Lost)));
                if (one.Policy.Netting == Netting.PerPeriod)
                {
                    Assert.Equal(total.ChurnMrr, row.Total.MrrLost);
                }
            }
        }
    });

    [Fact]
    public void Periods_PoolByNumeratorsAndDenominators_AndReadTheSameAlone() => SignalCase.Check(one =>
    {
        foreach (SignalGroups groups in SignalCase.Groupings)
        {
            Signal signal = one.Signals()[0];
            ChurnBySignal churn = one.Timeline.ChurnBySignal(signal, groups, one.Periods);
            for (int group = 0; group < groups.Count; group++)
            {
                Assert.Equal(churn.Sum(row => row.Groups[group].AtRisk), churn.Whole.Groups[group].AtRisk);
                Assert.Equal(churn.Sum(row => row.Groups[group].Lost), churn.Whole.Groups[group].Lost);
            }

            foreach (ChurnBySignalRow row in churn)
            {
                ChurnBySignal alone = one.Timeline.ChurnBySignal(signal, groups, ReportingPeriods.Between(one.Periods.Zone, row.Period.Start, row.Period.End));
                Assert.Equal(row.Groups.Append(row.Unknown).Select(Figures), alone[0].Groups.Append(alone[0].Unknown).Select(Figures));
            }
        }
    });

    /// <summary>The sharpest law: change anything at or after a start, and no group of that period changes.</summary>
    [Fact]
    public void FactsAtOrAfterTheStart_ChangeNothing() => SignalCase.Check(one =>
    {
        foreach (ReportingPeriod period in one.Periods)
        {
            ReportingPeriods alone = ReportingPeriods.Between(one.Periods.Zone, period.Start, period.End);
            Activity[] before = [.. one.Activities.Where(activity => activity.At < period.Start)];
            Activity[] other =
            [
                .. before, .. one.Paid.SelectMany(paid => new[] { period.Start, period.Start + Duration.FromDays(3) }.Select(at => new Activity(paid.Customer, at, "login", 9))),
                new Activity("nobody pays", period.Start, "login"), new Activity("nobody pays", period.Start, "export"),
            ];
            foreach ((Signal signal, Signal changed) in one.Signals().Zip(one.Signals(ActivityTimeline.FromActivities(other))))
            {
                foreach (SignalGroups groups in SignalCase.Groupings)
                {
                    Assert.Equal(one.Timeline.ChurnBySignal(signal, groups, alone), one.Timeline.ChurnBySignal(changed, groups, alone));
                }
            }
        }
    });

    [Fact]
    public void TheOrderOfTheFacts_AndTheNumberOfThreads_ChangeNothing() => SignalCase.Check(one =>
    {
        SignalCase turned = one with { Paid = [.. one.Paid.Reverse()], Activities = [.. one.Activities.Reverse()] };
        foreach (SignalGroups groups in SignalCase.Groupings)
        {
            foreach ((Signal signal, Signal other) in one.Signals().Zip(turned.Signals()))
            {
                ChurnBySignal churn = one.Timeline.ChurnBySignal(signal, groups, one.Periods);

                Assert.Equal(churn, turned.Timeline.ChurnBySignal(other, groups, one.Periods));
                Assert.Equal(churn.GetHashCode(), turned.Timeline.ChurnBySignal(other, groups, one.Periods, ExecutionOptions.Sequential).GetHashCode());
            }
        }
    });

    [Fact]
    public void PartsWithoutACommonCustomer_Merge_BetweenBounds() => SignalCase.Check(one =>
    {
        Signal signal = one.Signals()[1];
        SignalGroups groups = SignalGroups.Bounds(0, 2);
        (SignalCase even, SignalCase odd) = (one with { Paid = [.. one.Paid.Where(IsEven)] }, one with { Paid = [.. one.Paid.Where(paid => !IsEven(paid))] });

        Assert.Equal(
            one.Timeline.ChurnBySignal(signal, groups, one.Periods),
            even.Timeline.ChurnBySignal(signal, groups, one.Periods).Merge(odd.Timeline.ChurnBySignal(signal, groups, one.Periods)));
    });

    [Fact]
    public void Segments_PoolToTheTotal_OfTheSameGroups() => SignalCase.Check(one =>
    {
        Segmentation parity = Segmentation.By(one.Paid.Append(new RevenueInterval("none", one.Periods.Start, null, At.Mrr(1))).Select(paid => new Customer(paid.Customer, [new("parity", IsEven(paid) ? "even" : "odd")])), "parity");
        foreach (SignalGroups groups in SignalCase.Groupings)
        {
            foreach (Signal signal in one.Signals())
            {
                BySegment<ChurnBySignal> segments = one.Timeline.By(parity).ChurnBySignal(signal, groups, one.Periods);
                ChurnBySignal whole = one.Timeline.ChurnBySignal(signal, groups, one.Periods);

                Assert.Equal(whole, segments.Total);
                Assert.All(segments, segment => Assert.Equal(whole.Whole.Groups.Select(group => group.Label), segment.Value.Whole.Groups.Select(group => group.Label)));
            }
        }
    });

    [Fact]
    public void QuantileGroups_DoNotDependOnTheScaleOfTheSignal() => SignalCase.Check(one =>
    {
        ActivityTimeline done = one.Done;
        Signal Scaled(double factor) => Signal.Of("scaled", done, facts => facts.Count() == 0 ? null : factor * facts.Count(one.Kind, one.Days));
        foreach (SignalGroups groups in new[] { SignalGroups.Quantiles(2), SignalGroups.Quantiles(5) })
        {
            SignalChurn churn = one.Timeline.ChurnBySignal(Signal.Count(done, one.Kind, one.Days), groups, one.Periods).Whole;
            foreach (double factor in new[] { 1, 0.37, 1e9 })
            {
                SignalChurn scaled = one.Timeline.ChurnBySignal(Scaled(factor), groups, one.Periods).Whole;
                Assert.Equal(churn.Groups.Append(churn.Unknown).Select(Figures), scaled.Groups.Append(scaled.Unknown).Select(Figures));
            }
        }
    }, times: 150);

    /// <summary>The caller's function over facts, and the library's own reading of the same facts.</summary>
    [Fact]
    public void AFunctionOverFacts_ReadsWhatTheSignalsRead() => SignalCase.Check(one =>
    {
        ActivityTimeline done = one.Done;
        Signal count = Signal.Of(Signal.Count(done, one.Kind, one.Days).Name, done, facts => facts.Count() == 0 ? null : facts.Count(one.Kind, one.Days));
        Signal sum = Signal.Of(Signal.Sum(done, one.Kind, one.Days).Name, done, facts => facts.Count() == 0 ? null : facts.Sum(one.Kind, one.Days));
        foreach (SignalGroups groups in SignalCase.Groupings)
        {
            Assert.Equal(one.Timeline.ChurnBySignal(Signal.Count(done, one.Kind, one.Days), groups, one.Periods), one.Timeline.ChurnBySignal(count, groups, one.Periods));
            Assert.Equal(one.Timeline.ChurnBySignal(Signal.Sum(done, one.Kind, one.Days), groups, one.Periods), one.Timeline.ChurnBySignal(sum, groups, one.Periods));
        }
    });

    [Fact]
    public void FromTotals_OfTheTotalsOfAnAnswer_IsTheAnswer() => SignalCase.Check(one =>
    {
        foreach (SignalGroups groups in SignalCase.Groupings)
        {
            ChurnBySignal churn = one.Timeline.ChurnBySignal(one.Signals()[2], groups, one.Periods);
            SignalGroupTotals[][] totals = [.. churn.Select(row => row.Groups.Append(row.Unknown).Select(group => group.Totals).ToArray())];

            Assert.Equal(churn, ChurnBySignal.FromTotals(one.Periods, churn.Policy, churn.Currency, churn.Signal, groups, totals));
        }
    });

    [Fact]
    public void Intervals_HoldTheRate_AndTheTrendIsThatOfTheCounts() => SignalCase.Check(one =>
    {
        SignalChurn churn = one.Timeline.ChurnBySignal(one.Signals()[0], SignalGroups.Bounds(0, 2), one.Periods).Whole;

        Assert.All(churn.Groups, group => Assert.Equal(group.AtRisk > 0, group.Interval is { } interval && interval.Contains((double)group.Lost / group.AtRisk)));
        Assert.Equal(CochranArmitage.Test([.. churn.Groups.Select(group => group.Lost)], [.. churn.Groups.Select(group => group.AtRisk)]), churn.Trend);
        Assert.Equal(churn.Groups[0].AtRisk > 0 && churn.Total.Lost > 0, churn.LiftOfLowest.Value is not null);
    });

    private static bool IsEven(RevenueInterval paid) => paid.Customer.Value[^1] % 2 == 0;

    private static (long, long, decimal, decimal) Figures(SignalGroup group) => (group.AtRisk, group.Lost, group.MrrAtRisk.Monthly.Amount, group.MrrLost.Monthly.Amount);
}
