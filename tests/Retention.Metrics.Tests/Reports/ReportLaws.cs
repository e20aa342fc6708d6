using NodaTime;
using Retention.Metrics.Tests.Reference;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Reports;

/// <summary>What is answered together is what is answered alone.</summary>
public sealed class ReportLaws
{
    [Fact]
    public void Revenue_AskedTogether_IsWhatItIsAlone() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RevenueTimeline timeline = portfolio.Timeline();
            foreach (MetricPolicy policy in new[] { MetricPolicy.Default, MetricPolicy.Default with { Netting = Netting.PerDay, ChurnDenominator = ChurnDenominator.StartPlusNew } })
            {
                RevenueReport report = timeline.Report(portfolio.Periods, policy);

                Assert.Equal(timeline.RollForward(portfolio.Periods, policy), report.RollForward);
                Assert.Equal(timeline.Cohorts(portfolio.Periods), report.Cohorts);
                Assert.Equal(
                    timeline.TrailingYear(portfolio.Periods, policy).Select(row => (row.NetRevenueRetention, row.GrossRevenueRetention, row.CustomerChurnRate)),
                    report.TrailingYear.Select(row => (row.NetRevenueRetention, row.GrossRevenueRetention, row.CustomerChurnRate)));
            }
        });

    [Fact]
    public void Orders_AskedTogether_AreWhatTheyAreAlone() =>
        Laws.Check(Shop.Any, shop =>
        {
            OrderReport report = shop.Timeline.Report(shop.Periods);

            Assert.Equal(shop.Timeline.Metrics(shop.Periods), report.Metrics);
            Assert.Equal(shop.Timeline.Cohorts(shop.Periods), report.Cohorts);
            Assert.Equal(shop.Timeline.Rfm(shop.Periods.Zone, ReferenceCalendar.DayOf(shop.Periods.Zone, shop.Periods.End - Duration.Epsilon)), report.Rfm);
        });

    [Fact]
    public void Cohorts_AreKnownAsOf_WhatIsAsked()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2024-01-05"), null, Mrr(1))]);
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, [1], [Utc("2024-01-05")], [100]);
        ReportingPeriods months = Months("2024-01", "2024-03");

        Assert.Equal(timeline.Cohorts(months, asOf: Utc("2024-02-15")), timeline.Report(months, asOf: Utc("2024-02-15")).Cohorts);
        Assert.Equal(orders.Cohorts(months, asOf: Utc("2024-02-15")), orders.Report(months, asOf: Utc("2024-02-15")).Cohorts);
    }
}
