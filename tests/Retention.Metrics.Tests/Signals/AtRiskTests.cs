using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Signals;

public sealed class AtRiskTests
{
    private static readonly ReportingPeriods January = Months("2026-01", "2026-01");
    private static readonly ReportingPeriods February = Months("2026-02", "2026-02");

    /// <summary>Eight customers; the signal is their number at any time, 0 to 7. Of 0 to 1 one leaves in January, of 2 to 3 nobody, of 4 on two; in February 0 and 6 leave.</summary>
    private static readonly RevenueTimeline Paid = RevenueTimeline.FromIntervals(
    [
        new("c0", Utc("2025-12-01"), Utc("2026-02-10"), Mrr(10)), new("c1", Utc("2025-12-01"), Utc("2026-01-10"), Mrr(20)), new("c2", Utc("2025-12-01"), null, Mrr(5)), new("c3", Utc("2025-12-01"), null, Mrr(5)),
        new("c4", Utc("2025-12-01"), Utc("2026-01-31"), Mrr(7)), new("c5", Utc("2025-12-01"), Utc("2026-01-02"), Mrr(7)), new("c6", Utc("2025-12-01"), Utc("2026-02-03"), Mrr(40)), new("c7", Utc("2025-12-01"), null, Mrr(30)),
        new("c8", Utc("2026-01-15"), null, Mrr(60)),
    ]);

    private static readonly Signal Number = Signal.Of("number", (customer, _) => customer == "c3" ? null : new SignalValue(customer.Value[1] - '0', Instant.MinValue));

    private static readonly SignalGroups Three = SignalGroups.Bounds(1, 3);

    [Fact]
    public void TheList_OnPaper()
    {
        ChurnBySignal learned = Paid.ChurnBySignal(Number, Three, January);
        AtRiskCustomers now = Paid.AtRisk(Number, learned);

        // Two of four in the highest group and one of two in the lowest: of equal rates the larger group comes first.
        Assert.Equal([3], now.Groups.Select(group => group.Number));
        Assert.Equal(["c8", "c6", "c7"], now.Select(one => one.Customer.Value));
        Assert.Equal([Mrr(30), Mrr(20), Mrr(15)], now.Select(one => one.ExpectedLoss));
        Assert.Equal((Mrr(130), Mrr(65), 6, Utc("2026-02-01")), (now.Mrr, now.ExpectedLoss, now.ActiveCustomers, now.Instant));
        Assert.Equal((8d, 3, Ratio.Of(2, 4)), (now[0].Value, now[0].Group, now[0].ChurnRate));
        Assert.Equal(["c8", "c6", "c7", "c0"], Paid.AtRisk(Number, learned, groups: 2).Select(one => one.Customer.Value));
        Assert.Equal(Paid.AtRisk(Number, learned), now);
        Assert.NotEqual(Paid.AtRisk(Number, learned, groups: 2), now);
    }

    [Fact]
    public void AListOfQuantiles_IsOfTheQuantilesAtTheInstant()
    {
        ChurnBySignal learned = Paid.ChurnBySignal(Number, SignalGroups.Quantiles(2), January);
        AtRiskCustomers now = Paid.AtRisk(Number, learned, Utc("2026-02-05"));

        // Known at the start of January: 0, 1, 2 | 4, 5, 6, 7 are group 1 where at most half are lower. On 5 February c0, c2, c7 and c8 pay.
        Assert.Equal(["0 to 4", "5 to 7"], learned.Whole.Groups.Select(group => group.Label));
        Assert.Equal((Ratio.Of(2, 4), Ratio.Of(1, 3)), (learned.Whole.Groups[0].ChurnRate, learned.Whole.Groups[1].ChurnRate));
        Assert.Equal(["c0", "c2"], now.Select(one => one.Customer.Value));
    }

    /// <summary>Ada pauses in January: where the policy keeps her she is on the list, with nothing to lose.</summary>
    [Theory]
    [InlineData(PauseRule.Inactive, "bo")]
    [InlineData(PauseRule.KeepCustomer, "ada bo")]
    public void APausedCustomer_IsListed_WhereThePolicyKeepsThem(PauseRule pauses, string listed)
    {
        SubscriptionHistory history =
        [
            Subscription.Of("ada").Starts(Utc("2025-12-01"), Monthly(10m)), Subscription.Of("ada").Pauses(Utc("2026-01-20")), Subscription.Of("bo").Starts(Utc("2025-12-01"), Monthly(20m)),
        ];
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = pauses });
        Signal one = Signal.Of("one", null, _ => 1);

        AtRiskCustomers now = timeline.AtRisk(one, timeline.ChurnBySignal(one, SignalGroups.Bounds(0), January));

        Assert.Equal(listed, string.Join(' ', now.Select(customer => customer.Customer.Value).Order(StringComparer.Ordinal)));
        Assert.Equal((now.Count, Mrr(20)), (now.ActiveCustomers, now.Mrr));
    }

    [Fact]
    public void HitRate_OfAHeldOutPeriod_OnPaper()
    {
        AtRiskHits hits = AtRiskHits.Of(Paid.ChurnBySignal(Number, Three, January), Paid.ChurnBySignal(Number, Three, February));

        Assert.Equal((3, 6, 1, 2), (hits.Listed, hits.AtRisk, hits.Hits, hits.Lost));
        Assert.Equal((Ratio.Of(1, 2), Ratio.Of(3, 6), Ratio.Of(1, 3)), (hits.HitRate, hits.ShareListed, hits.ChurnRate));
        Assert.Equal(1m, hits.Lift.Value);
        Assert.Equal(0.8m, hits.MrrHitRate.Value);
        Assert.Equal("1 of 2 lost customers were among 3 of 6 listed", hits.ToString());
    }

    /// <summary>
    /// January and February together lose 5 of 20, 7 of 20 and 0 of 8, so the second group is listed, though the first loses more in February. In March it is 4 of 16 customers and 3 of 4
    /// losses: three times as many as a list by lot would hold.
    /// </summary>
    [Fact]
    public void Lift_OnPaper_OfTheGroupThatWasHighestInAllPeriods()
    {
        ChurnBySignal learned = Totals(Months("2026-01", "2026-02"), MetricPolicy.Default, [[(10, 1), (10, 6), (4, 0)], [(10, 4), (10, 1), (4, 0)]]);
        AtRiskHits hits = AtRiskHits.Of(learned, Totals(Months("2026-03", "2026-03"), MetricPolicy.Default, [[(8, 1), (4, 3), (4, 0)]]));

        Assert.Equal([2], hits.Groups.Select(group => group.Number));
        Assert.Equal((3, 4, 4, 16), (hits.Hits, hits.Lost, hits.Listed, hits.AtRisk));
        Assert.Equal(3m, hits.Lift.Value);
    }

    [Fact]
    public void PeriodsThatOverlap_AndAnotherPolicy_AreRefused()
    {
        (long, long)[] one = [(8, 1), (4, 3), (4, 0)];
        ChurnBySignal learned = Totals(Months("2026-01", "2026-02"), MetricPolicy.Default, [one, one]);

        _ = Assert.Throws<ArgumentException>("heldOut", () => AtRiskHits.Of(learned, Totals(Months("2026-02", "2026-03"), MetricPolicy.Default, [one, one])));
        _ = Assert.Throws<ArgumentException>("heldOut", () => AtRiskHits.Of(learned, Totals(Months("2026-03", "2026-03"), MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }, [one])));
    }

    /// <summary>20 a month are 240,000,000 millionths a year; 4/7 of them are 137,142,857 and a part that is left away.</summary>
    [Fact]
    public void ExpectedLoss_LeavesAPartOfAMillionthAway()
    {
        RevenueTimeline paid = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-10"), null, Mrr(20))]);

        AtRiskCustomers now = paid.AtRisk(Signal.Of("x", null, _ => 0), Totals(January, MetricPolicy.Default, [[(7, 4), (7, 4), (7, 0)]]));

        Assert.Equal(137_142_857, (long)now.ExpectedLoss.AnnualMillionths);
    }

    /// <summary>What the held-out measure says is what becomes of the list made then.</summary>
    [Fact]
    public void HitRate_IsThatOfTheListMadeAtTheStart() => SignalCase.Check(one =>
    {
        ReportingPeriod last = one.Periods[one.Periods.Count - 1];
        ReportingPeriods later = ReportingPeriods.Between(one.Periods.Zone, last.Start, last.End);
        ReportingPeriods earlier = ReportingPeriods.Between(one.Periods.Zone, one.Periods.Start - Duration.FromDays(20), last.Start);
        HashSet<CustomerId> lost = [.. one.Timeline.Explain(later, RevenueFigure.ChurnedCustomers).Select(loss => loss.Customer)];
        foreach (SignalGroups groups in SignalCase.Groupings)
        {
            foreach (Signal signal in one.Signals())
            {
                ChurnBySignal learned = one.Timeline.ChurnBySignal(signal, groups, earlier);
                AtRiskCustomers list = one.Timeline.AtRisk(signal, learned, last.Start);
                AtRiskHits hits = AtRiskHits.Of(learned, one.Timeline.ChurnBySignal(signal, groups, later));

                Assert.Equal((hits.Listed, hits.Hits), (list.Count, list.Count(customer => lost.Contains(customer.Customer))));
                Assert.Equal(lost.Count, hits.Lost);
                Assert.Equal(list.OrderByDescending(customer => customer.ExpectedLoss).Select(customer => customer.ExpectedLoss), list.Select(customer => customer.ExpectedLoss));
            }
        }
    }, times: 100);

    [Fact]
    public void AList_IsNeverMeasuredOnThePeriodsItIsMadeFrom()
    {
        ChurnBySignal january = Paid.ChurnBySignal(Number, Three, January), both = Paid.ChurnBySignal(Number, Three, Months("2026-01", "2026-02")), february = Paid.ChurnBySignal(Number, Three, February);

        Assert.Contains("a list is measured on periods that it is not made from", Assert.Throws<ArgumentException>("heldOut", () => AtRiskHits.Of(january, january)).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>("heldOut", () => AtRiskHits.Of(both, february));
        _ = Assert.Throws<ArgumentException>("heldOut", () => AtRiskHits.Of(february, january));
        _ = Assert.Throws<ArgumentException>("at", () => Paid.AtRisk(Number, both, Utc("2026-02-28")));
    }

    [Fact]
    public void WhatDoesNotBelongTogether_IsRefused()
    {
        ChurnBySignal january = Paid.ChurnBySignal(Number, Three, January);
        Signal other = Signal.Of("other", null, _ => 1);

        _ = Assert.Throws<ArgumentException>("signal", () => Paid.AtRisk(other, january));
        _ = Assert.Throws<ArgumentOutOfRangeException>("groups", () => Paid.AtRisk(Number, january, groups: 0));
        _ = Assert.Throws<ArgumentOutOfRangeException>("groups", () => Paid.AtRisk(Number, january, groups: 4));
        _ = Assert.Throws<ArgumentException>("heldOut", () => AtRiskHits.Of(january, Paid.ChurnBySignal(Number, SignalGroups.Bounds(1), February)));
        _ = Assert.Throws<ArgumentException>("heldOut", () => AtRiskHits.Of(january, Paid.ChurnBySignal(other, Three, February)));
    }

    [Fact]
    public void WhereNobodyWasAtRisk_NobodyIsListed()
    {
        ReportingPeriods before = Months("2025-11", "2025-11");
        AtRiskCustomers none = Paid.AtRisk(Number, Paid.ChurnBySignal(Number, Three, before));

        Assert.Empty(none);
        Assert.Equal(Mrr(0), none.ExpectedLoss);
        Assert.Null(AtRiskHits.Of(Paid.ChurnBySignal(Number, Three, before), Paid.ChurnBySignal(Number, Three, Months("2025-12", "2025-12"))).HitRate.Value);
    }

    /// <summary>Totals of three groups in each period, at risk and lost.</summary>
    private static ChurnBySignal Totals(ReportingPeriods periods, MetricPolicy policy, (long AtRisk, long Lost)[][] groups) => ChurnBySignal.FromTotals(
        periods, policy, Currency.Eur, "x", SignalGroups.Bounds(0, 1), [.. groups.Select(period => period.Append((0, 0)).Select(group => new SignalGroupTotals { AtRisk = group.Item1, Lost = group.Item2 }).ToArray())]);
}
