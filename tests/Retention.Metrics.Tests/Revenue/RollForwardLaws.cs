using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>What holds for every roll-forward, whatever the history.</summary>
public sealed class RollForwardLaws
{
    public static readonly TheoryData<Netting> Nettings = new(Enum.GetValues<Netting>());

    [Theory]
    [MemberData(nameof(Nettings))]
    public void OpeningAndClosing_AreTheSumsOfTheLevelsAtTheEnds(Netting netting) =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            Dictionary<CustomerId, SortedDictionary<Instant, decimal>> levels = ReferenceLevels.Of(portfolio.Events);
            foreach (RollForwardRow row in portfolio.Timeline().RollForward(portfolio.Periods, By(netting)))
            {
                decimal[] opening = LevelsBefore(levels, row.Period.Start), closing = LevelsBefore(levels, row.Period.End);

                Assert.Equal((opening.Sum(), opening.Length), (row.OpeningMrr.Annual.Amount, row.OpeningCustomers));
                Assert.Equal((closing.Sum(), closing.Length), (row.ClosingMrr.Annual.Amount, row.ClosingCustomers));
            }
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void MovementsUpToEachPeriod_AddUpToTheChangeOfTheLevels(Netting netting) =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            Dictionary<CustomerId, SortedDictionary<Instant, decimal>> levels = ReferenceLevels.Of(portfolio.Events);
            decimal[] first = LevelsBefore(levels, portfolio.Periods.Start);
            (decimal money, long customers) = (first.Sum(), first.Length);
            foreach (RollForwardRow row in portfolio.Timeline().RollForward(portfolio.Periods, By(netting)))
            {
                money += (row.NewMrr + row.ReactivationMrr + row.ResumedMrr + row.ExpansionMrr - row.ContractionMrr - row.ChurnMrr - row.PausedMrr + row.FxMrr).Annual.Amount;
                customers += row.NewCustomers + row.ReactivatedCustomers - row.ChurnedCustomers;
                decimal[] now = LevelsBefore(levels, row.Period.End);

                Assert.Equal((now.Sum(), now.Length), (money, customers));
            }
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void AnyOrderOfInput_GivesTheSameFigures(Netting netting) =>
        Laws.Check(
            Arb.From(from portfolio in Any.SubscriptionScenario.Generator from shuffled in Gen.Shuffle(portfolio.Events.AsEnumerable()) select (portfolio, shuffled)),
            one =>
            {
                RevenueTimeline shuffled = RevenueTimeline.FromHistory(SubscriptionHistory.Create(one.shuffled));

                Assert.Equal(one.portfolio.Timeline().RollForward(one.portfolio.Periods, By(netting)), shuffled.RollForward(one.portfolio.Periods, By(netting)));
                AssertSame(one.portfolio.Timeline().TrailingYear(one.portfolio.Periods), shuffled.TrailingYear(one.portfolio.Periods));
            });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void SplitByCustomerAndMerged_IsTheWhole(Netting netting) =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RollForward whole = portfolio.Timeline().RollForward(portfolio.Periods, By(netting));
            RollForward[] parts = [.. Split(portfolio).Select(part => part.RollForward(portfolio.Periods, By(netting)))];

            Assert.Equal(whole, parts.Aggregate((x, y) => x.Merge(y)));
            Assert.Equal(whole, parts.Reverse().Aggregate((x, y) => x.Merge(y)));
            Assert.Equal(whole.GetHashCode(), parts.Aggregate((x, y) => x.Merge(y)).GetHashCode());
        });

    [Fact]
    public void PartsOfTwoCurrencies_DoNotMerge_IfAnybodyPaysInBoth() =>
        Laws.Check(Any.RevenueScenario.Filter(PaysAtAnEnd), scenario =>
        {
            Currency other = scenario.Timeline.Currency == Currency.Usd ? Currency.Eur : Currency.Usd;
            RollForward one = scenario.Timeline.RollForward(scenario.Periods);
            RollForward same = RevenueTimeline.FromLevels(scenario.Levels.Select(level => level with { Revenue = RecurringRevenue.PerYear(other.Amount(level.Revenue.Annual.Amount)) })).RollForward(scenario.Periods);

            Assert.Throws<ArgumentException>(() => one.Merge(same));
            Assert.Throws<ArgumentException>(() => same.Merge(one));
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void RatesOfDisjointSegments_PoolToTheWhole(Netting netting) =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RollForward whole = portfolio.Timeline().RollForward(portfolio.Periods, By(netting));
            RollForward[] parts = [.. Split(portfolio).Select(part => part.RollForward(portfolio.Periods, By(netting)))];
            for (int i = 0; i < whole.Count; i++)
            {
                foreach (Func<RollForwardRow, Ratio> rate in Rates)
                {
                    Assert.Equal(rate(whole[i]), parts.Select(part => rate(part[i])).Aggregate((x, y) => x.Pool(y)));
                }

                Assert.Equal(whole[i].Arpa, parts.Select(part => part[i].Arpa).Aggregate((x, y) => x.Pool(y)));
                Assert.Equal(whole[i].AverageSalePrice, parts.Select(part => part[i].AverageSalePrice).Aggregate((x, y) => x.Pool(y)));
            }
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void APeriod_ReadsTheSame_WhicheverOthersAreAskedFor(Netting netting) =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RevenueTimeline timeline = portfolio.Timeline();
            RollForward together = timeline.RollForward(portfolio.Periods, By(netting));
            TrailingRetention trailing = timeline.TrailingYear(portfolio.Periods);
            for (int i = 0; i < together.Count; i++)
            {
                ReportingPeriods alone = ReportingPeriods.Between(portfolio.Scenario.Zone, together[i].Period.Start, together[i].Period.End);
                Assert.Equal(Reading.Of(together[i]), Reading.Of(timeline.RollForward(alone, By(netting))[0]));
                Assert.Equal(together[i].GrossRevenueRetention, timeline.RollForward(alone, By(netting))[0].GrossRevenueRetention);
                Assert.Equal(together[i].NetRevenueRetention, timeline.RollForward(alone, By(netting))[0].NetRevenueRetention);
                Assert.Equal(trailing[i].NetRevenueRetention, timeline.TrailingYear(alone)[0].NetRevenueRetention);
                Assert.Equal(trailing[i].GrossRevenueRetention, timeline.TrailingYear(alone)[0].GrossRevenueRetention);
                Assert.Equal(trailing[i].CustomerChurnRate, timeline.TrailingYear(alone)[0].CustomerChurnRate);
            }
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void WhatHappensAfterAPeriod_DoesNotChangeIt(Netting netting) =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RollForwardRow row = portfolio.Timeline().RollForward(portfolio.Periods, By(netting))[0];
            var past = SubscriptionHistory.Create(portfolio.Events.Where(one => one.At < row.Period.End));

            Assert.Equal(Reading.Of(row), Reading.Of(RevenueTimeline.FromHistory(past).RollForward(portfolio.Periods, By(netting))[0]));
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void EverythingTimesTen_ScalesMoney_AndLeavesRates(Netting netting) =>
        Laws.Check(Ledger.Any, ledger =>
        {
            RollForward rows = ledger.Timeline.RollForward(ledger.Periods, By(netting));
            Ledger large = ledger with { Rows = [.. ledger.Rows.Select(row => row with { Cents = row.Cents * 10 })] };
            foreach ((RollForwardRow row, RollForwardRow scaled) in rows.Zip(large.Timeline.RollForward(ledger.Periods, By(netting))))
            {
                Assert.Equal(row.ClosingMrr.Annual * 10m, scaled.ClosingMrr.Annual);
                Assert.Equal(row.ExpansionMrr.Annual * 10m, scaled.ExpansionMrr.Annual);
                Assert.Equal(row.ClosingCustomers, scaled.ClosingCustomers);
                Assert.Equal(row.NeverRetainedCustomers, scaled.NeverRetainedCustomers);
                foreach (Func<RollForwardRow, Ratio> rate in MoneyRates)
                {
                    Assert.Equal(rate(row).Value, rate(scaled).Value);
                }
            }
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void ACustomerWhoNeverPays_ChangesNothing(Netting netting) =>
        Laws.Check(Ledger.Any, ledger =>
        {
            LedgerEntry[] free = [.. ledger.Scenario.Instants.Select(at => new LedgerEntry(99, 0, at, 0))];
            Ledger with = ledger with { Rows = [.. ledger.Rows, .. free] };

            Assert.Equal(ledger.Timeline.RollForward(ledger.Periods, By(netting)), with.Timeline.RollForward(ledger.Periods, By(netting)));
            AssertSame(ledger.Timeline.TrailingYear(ledger.Periods), with.Timeline.TrailingYear(ledger.Periods));
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void ANewCustomer_ChangesNoRateOfThoseWhoWereThere(Netting netting) =>
        Laws.Check(Ledger.Any, ledger =>
        {
            Ledger with = ledger with { Rows = [.. ledger.Rows, new LedgerEntry(99, 0, ledger.Periods[^1].Start, 4200)] };
            RollForwardRow before = ledger.Timeline.RollForward(ledger.Periods, By(netting))[^1];
            RollForwardRow after = with.Timeline.RollForward(ledger.Periods, By(netting))[^1];

            Assert.Equal(before.NetRevenueRetention, after.NetRevenueRetention);
            Assert.Equal(before.GrossRevenueRetention, after.GrossRevenueRetention);
            Assert.Equal(before.CustomerChurnRate, after.CustomerChurnRate);
            Assert.Equal(before.GrossMrrChurnRate, after.GrossMrrChurnRate);
            Assert.Equal(before.NetMrrChurnRate, after.NetMrrChurnRate);
            Assert.Equal(before.NewCustomers + 1, after.NewCustomers);
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void ACustomerWhoLeaves_RaisesChurn_AndLowersRetention(Netting netting) =>
        Laws.Check(Ledger.Any, ledger =>
        {
            LedgerEntry stays = new(99, 0, ledger.Periods[0].Start - Duration.FromDays(1), 1000);
            LedgerEntry leaves = new(99, 0, ledger.Periods[0].Start, 0);
            RollForwardRow loyal = (ledger with { Rows = [.. ledger.Rows, stays] }).Timeline.RollForward(ledger.Periods, By(netting))[0];
            RollForwardRow lost = (ledger with { Rows = [.. ledger.Rows, stays, leaves] }).Timeline.RollForward(ledger.Periods, By(netting))[0];

            Assert.True(lost.CustomerChurnRate.Value > loyal.CustomerChurnRate.Value);
            Assert.True(lost.CustomerRetentionRate.Value < loyal.CustomerRetentionRate.Value);
            Assert.True(lost.GrossMrrChurnRate.Value > loyal.GrossMrrChurnRate.Value);
            Assert.True(lost.NetMrrChurnRate.Value > loyal.NetMrrChurnRate.Value);
            Assert.True(lost.GrossRevenueRetention.Value < loyal.GrossRevenueRetention.Value);
            Assert.True(lost.NetRevenueRetention.Value < loyal.NetRevenueRetention.Value);
            Assert.Equal(loyal.ChurnMrr + lost.OpeningMrr - loyal.OpeningMrr + RecurringRevenue.PerMonth(Currency.Eur.Amount(10m)), lost.ChurnMrr);
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void Rates_StayInTheirBounds(Netting netting) =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            foreach (RollForwardRow row in portfolio.Timeline().RollForward(portfolio.Periods, By(netting)))
            {
                Assert.True(row.CustomerChurnRate.Value is null or (>= 0m and <= 1m));
                Assert.Equal(1m, (row.CustomerChurnRate.Value ?? 0m) + (row.CustomerRetentionRate.Value ?? 1m));
                Assert.True(row.GrossRevenueRetention.Value is null or (>= 0m and <= 1m));
                Assert.True(row.NetRevenueRetention.Value is null or >= 0m);
                Assert.False(row.NetRevenueRetention.Value < row.GrossRevenueRetention.Value);
                Assert.True(row.QuickRatio.Value is null or >= 0m);
                Assert.True(row.ExpansionShare.Value is null or (>= 0m and <= 1m));
                Assert.True(row.GrowthRate.Value is null or >= -1m);
                Assert.Equal(row.OpeningMrr.IsZero, row.GrossRevenueRetention.Value is null);
                Assert.Equal(row.NetMrrChurnRate.Value is null, row.NegativeChurn is null);
                Assert.Equal(row.NetMrrChurnRate.Value < 0m, row.NegativeChurn ?? false);
            }
        });

    [Fact]
    public void PerPeriod_ChurnRatesAreWhatRetentionLeaves() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            foreach (RollForwardRow row in portfolio.Timeline().RollForward(portfolio.Periods))
            {
                Assert.Equal(row.GrossRevenueRetention, row.GrossMrrChurnRate.Complement);
                Assert.Equal(row.NetRevenueRetention, row.NetMrrChurnRate.Complement);
                Assert.Equal(row.NetRevenueRetention.Value > 1m, row.NegativeChurn ?? false);
            }
        });

    [Fact]
    public void FinerNetting_NeverShowsLess_AndTheSameInTheEnd() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RollForward[] byNetting = [.. Enum.GetValues<Netting>().Select(netting => portfolio.Timeline().RollForward(portfolio.Periods, By(netting)))];
            for (int i = 0; i < portfolio.Periods.Count; i++)
            {
                (RollForwardRow period, RollForwardRow day, RollForwardRow each) = (byNetting[0][i], byNetting[1][i], byNetting[2][i]);
                foreach ((RollForwardRow coarse, RollForwardRow fine) in new[] { (period, day), (day, each) })
                {
                    Assert.True((coarse.ChurnMrr + coarse.ContractionMrr).CompareTo(fine.ChurnMrr + fine.ContractionMrr) <= 0);
                    Assert.True((coarse.NewMrr + coarse.ReactivationMrr + coarse.ExpansionMrr).CompareTo(fine.NewMrr + fine.ReactivationMrr + fine.ExpansionMrr) <= 0);
                    Assert.Equal(coarse.ClosingMrr, fine.ClosingMrr);
                    Assert.Equal(coarse.NewCustomers, fine.NewCustomers);
                    Assert.Equal(coarse.ChurnedCustomers, fine.ChurnedCustomers);
                    Assert.Equal(coarse.GrossRevenueRetention, fine.GrossRevenueRetention);
                    Assert.Equal(coarse.NetRevenueRetention, fine.NetRevenueRetention);
                }
            }
        });

    [Theory]
    [MemberData(nameof(Nettings))]
    public void Explain_AddsUpToEachFigure(Netting netting) =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RevenueTimeline timeline = portfolio.Timeline();
            RollForward rows = timeline.RollForward(portfolio.Periods, By(netting));
            foreach (RevenueFigure figure in Enum.GetValues<RevenueFigure>())
            {
                ILookup<ReportingPeriod, MrrContribution> behind = timeline.Explain(portfolio.Periods, figure, By(netting)).ToLookup(one => one.Period);
                foreach (RollForwardRow row in rows)
                {
                    MrrContribution[] contributions = [.. behind[row.Period]];
                    if (Figures.MoneyOf(row, figure) is { } money)
                    {
                        Assert.Equal(money, contributions.Aggregate(RecurringRevenue.Zero(rows.Currency), (sum, one) => sum + one.Amount));
                        Assert.All(contributions, one => Assert.False(one.Amount.IsZero));
                    }
                    else
                    {
                        Assert.Equal(Figures.CustomersOf(row, figure), contributions.Length);
                        Assert.Equal(contributions.Length, contributions.DistinctBy(one => one.Customer).Count());
                    }

                    Assert.All(contributions, one => Assert.True(one.At is null || one.Period.Contains(one.At.Value)));
                }
            }
        });

    private static readonly ImmutableArray<Func<RollForwardRow, Ratio>> MoneyRates =
    [
        row => row.GrossMrrChurnRate, row => row.NetMrrChurnRate, row => row.GrossRevenueRetention, row => row.NetRevenueRetention,
        row => row.QuickRatio, row => row.GrowthRate, row => row.ExpansionShare,
    ];

    private static readonly ImmutableArray<Func<RollForwardRow, Ratio>> Rates =
        [.. MoneyRates, row => row.CustomerChurnRate, row => row.CustomerRetentionRate];

    private static MetricPolicy By(Netting netting) => MetricPolicy.Default with { Netting = netting };

    /// <summary>What each customer who pays just before an instant pays a year, by the naive reference.</summary>
    private static decimal[] LevelsBefore(Dictionary<CustomerId, SortedDictionary<Instant, decimal>> levels, Instant instant) =>
        [.. levels.Values.Select(level => level.LastOrDefault(one => one.Key < instant).Value).Where(level => level > 0m)];

    private static bool PaysAtAnEnd(RevenueScenario scenario) => scenario.Timeline.RollForward(scenario.Periods).Any(row => !row.OpeningMrr.IsZero || !row.ClosingMrr.IsZero);

    /// <summary>Each customer alone, and a part without anybody.</summary>
    private static IEnumerable<RevenueTimeline> Split(SubscriptionScenario portfolio) =>
        portfolio.Events.GroupBy(one => one.Customer).Select(own => RevenueTimeline.FromHistory(SubscriptionHistory.Create(own))).Append(RevenueTimeline.FromHistory([]));

    private static void AssertSame(TrailingRetention expected, TrailingRetention actual) =>
        Assert.Equal(
            expected.Select(row => (row.Period, row.NetRevenueRetention, row.GrossRevenueRetention, row.CustomerChurnRate)),
            actual.Select(row => (row.Period, row.NetRevenueRetention, row.GrossRevenueRetention, row.CustomerChurnRate)));
}
