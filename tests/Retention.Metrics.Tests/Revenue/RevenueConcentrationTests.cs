using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Revenue;

public sealed class RevenueConcentrationTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    private static readonly Instant April = Instant.FromUtc(2026, 4, 1, 0, 0);

    // In awkward order, with a tie, and one who left.
    private static readonly RevenueTimeline Five = RevenueTimeline.FromLevels(
    [
        Level("dee", 25m, 3), Level("cy", 40m, 1), Level("bo", 50m, 2), Level("eve", 50m, 3), Level("ada", 120m, 1), new("cy", "cy", Instant.FromUtc(2026, 3, 31, 0, 0), RecurringRevenue.Zero(Currency.Eur)),
    ]);

    [Fact]
    public void Share_NamesTheLargest_AndBreaksTiesByTheId()
    {
        RevenueConcentration two = Five.ConcentrationAt(April, largest: 2);

        Assert.Equal([("ada", 120m), ("bo", 50m)], two.Largest.Select(one => (one.Customer.Value, one.Mrr.Monthly.Amount)));
        Assert.Equal((170m, 245m), (two.Share.Numerator, two.Share.Denominator));
        Assert.Equal(4, two.PayingCustomers);
    }

    [Fact]
    public void MoreThanThereAre_AreAllThereAre()
    {
        RevenueConcentration all = Five.ConcentrationAt(April, largest: 10);

        Assert.Equal(["ada", "bo", "eve", "dee"], all.Largest.Select(one => one.Customer.Value));
        Assert.Equal(1m, all.Share.Value);
    }

    [Fact]
    public void WhatHappensAtTheInstant_IsNotYetCounted() =>
        Assert.Equal(["ada", "cy"], Five.ConcentrationAt(Instant.FromUtc(2026, 2, 1, 0, 0), largest: 5).Largest.Select(one => one.Customer.Value));

    [Fact]
    public void WithNobodyPaying_ThereIsNoShare()
    {
        RevenueConcentration nobody = Five.ConcentrationAt(Instant.FromUtc(2020, 1, 1, 0, 0), largest: 3);

        Assert.Equal((Ratio.Undefined, 0, 0), (nobody.Share, nobody.PayingCustomers, nobody.Largest.Count));
    }

    [Fact]
    public void FewerThanOne_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Five.ConcentrationAt(April, largest: 0));

    [Fact]
    public void TheLargestOfEachHalf_AreNotTheLargestOfAll_SoSharesDoNotPool()
    {
        RevenueTimeline large = RevenueTimeline.FromLevels([Level("ada", 100m, 1), Level("bo", 90m, 1)]);
        RevenueTimeline small = RevenueTimeline.FromLevels([Level("cy", 10m, 1)]);
        RevenueTimeline all = RevenueTimeline.FromLevels([Level("ada", 100m, 1), Level("bo", 90m, 1), Level("cy", 10m, 1)]);

        Assert.NotEqual(all.ConcentrationAt(April, 2).Share, large.ConcentrationAt(April, 1).Share.Pool(small.ConcentrationAt(April, 1).Share));
    }

    [Fact]
    public void AgreesWithSortingEveryone() =>
        Prop.ForAll(SmallPortfolio.Any, portfolio =>
        {
            foreach (ReportingPeriod month in SmallPortfolio.Months)
            {
                var paid = (
                    from row in portfolio.Timeline.Explain(ReportingCalendar.Months(DateTimeZone.Utc).Containing(month.Start), RevenueFigure.ClosingMrr)
                    orderby row.Amount descending, row.Customer
                    select new CustomerRevenue(row.Customer, row.Amount)).ToList();
                for (int largest = 1; largest < 9; largest++)
                {
                    RevenueConcentration found = portfolio.Timeline.ConcentrationAt(month.End, largest);

                    Assert.Equal(paid.Take(largest), found.Largest);
                    Assert.Equal((paid.Count, portfolio.Timeline.MrrAt(month.End)), (found.PayingCustomers, found.TotalMrr));
                }
            }
        }).Check(Settings);

    [Fact]
    public void Share_GrowsWithTheNumber_LessAndLess_UpToOneAtAll() =>
        Prop.ForAll(SmallPortfolio.Any, portfolio =>
        {
            Instant end = SmallPortfolio.Months[2].End;
            int paying = portfolio.Timeline.ConcentrationAt(end, 1).PayingCustomers;
            RevenueConcentration[] found = [.. Enumerable.Range(1, paying).Select(largest => portfolio.Timeline.ConcentrationAt(end, largest))];
            decimal[] held = [0m, .. found.Select(one => one.LargestMrr.Annual.Amount)];
            decimal[] steps = [.. held.Zip(held.Skip(1), (before, after) => after - before)];

            Assert.All(steps, step => Assert.True(step > 0m));
            Assert.Equal(steps.OrderDescending(), steps);
            Assert.All(found, one => Assert.InRange(one.Share.Value ?? -1m, 0m, 1m));
            Assert.True(paying == 0 || found[^1].Share.Value == 1m);
        }).Check(Settings);

    [Fact]
    public void OrderOfInput_DoesNotMatter() =>
        Prop.ForAll(SmallPortfolio.Any, portfolio =>
        {
            RevenueTimeline reversed = new SmallPortfolio([.. portfolio.Intervals.Reverse()]).Timeline;

            Assert.Equal(portfolio.Timeline.ConcentrationAt(SmallPortfolio.Months.End, 3), reversed.ConcentrationAt(SmallPortfolio.Months.End, 3));
        }).Check(Settings);

    private static RevenueLevel Level(string customer, decimal amount, int month) =>
        new(customer, customer, Instant.FromUtc(2026, month, 10, 0, 0), RecurringRevenue.PerMonth(Currency.Eur.Amount(amount)));
}
