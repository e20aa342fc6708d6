using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Timelines.Building;

/// <summary>In whatever unit a builder is given an amount, and whether as levels or as intervals: the same timeline.</summary>
public sealed class BuilderAmountLaws
{
    private static readonly RecurringRevenue Eur49 = RecurringRevenue.PerMonth(Currency.Eur.Amount(49m));

    [Fact]
    public void Levels_InMinorUnits_PerYear_AndInMillionths_MakeTheSameTimeline() =>
        Laws.Check(Ledger.Any, ledger =>
        {
            var builder = new RevenueTimelineBuilder<int, int>(Currency.Eur);
            foreach (Func<long, RecurringRevenue> unit in new Func<long, RecurringRevenue>[]
            {
                cents => RecurringRevenue.PerMonth(Currency.Eur.MinorAmount(cents)),
                cents => RecurringRevenue.PerYear(Currency.Eur.MinorAmount(12 * cents)),
                cents => RecurringRevenue.FromAnnualMillionths(cents * 120_000, Currency.Eur),
            })
            {
                foreach (LedgerEntry row in ledger.Rows)
                {
                    builder.Add(row.Customer, (row.Customer * 2) + row.Subscription, row.At, unit(row.Cents));
                }

                Assert.Equal(ledger.Rows.Length, builder.Count);
                Assert.Equal(ledger.Timeline.RollForward(ledger.Periods), builder.Build().RollForward(ledger.Periods));
            }
        });

    [Fact]
    public void Intervals_OneByOne_AndInAList_MakeTheSameTimeline() =>
        Laws.Check(Ledger.Any, ledger =>
        {
            // Each row lasts until the next one of its customer, or for ever: intervals of two subscriptions overlap, and some are empty.
            RevenueInterval[] intervals = [.. ledger.Rows.Select((row, i) => new RevenueInterval(
                row.Name,
                row.At,
                ledger.Rows.Skip(i).Where(other => other.Customer == row.Customer && other.At >= row.At && other.Cents % 2 == 0).Select(other => (Instant?)other.At).FirstOrDefault(),
                RecurringRevenue.PerMonth(Currency.Eur.MinorAmount(row.Cents))))];
            var builder = new RevenueTimelineBuilder<string, int>(Currency.Eur);
            foreach (RevenueInterval interval in intervals)
            {
                builder.AddInterval(interval.Customer.Value, interval.Start, interval.End, interval.Revenue);
            }

            Assert.Equal(intervals.Length, builder.Count);
            RevenueTimeline timeline = builder.Build();
            Assert.Equal(RevenueTimeline.FromIntervals(intervals).RollForward(ledger.Periods), timeline.RollForward(ledger.Periods));
            Assert.Equal(ledger.Rows.Select(row => row.Customer).Distinct().Count(), timeline.CustomerCount);
        });

    [Fact]
    public void Interval_IsLevelsAtItsTwoEnds()
    {
        var intervals = new RevenueTimelineBuilder<int, int>(Currency.Eur);
        intervals.AddInterval(1, Utc("2026-01-05"), Utc("2026-03-05"), Eur49);
        intervals.AddInterval(1, Utc("2026-02-05"), end: null, Eur49);
        var levels = new RevenueTimelineBuilder<int, int>(Currency.Eur);
        levels.Add(1, 1, Utc("2026-01-05"), Eur49);
        levels.Add(1, 1, Utc("2026-02-05"), Eur49 + Eur49);
        levels.Add(1, 1, Utc("2026-03-05"), Eur49);

        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).Year(2026);
        Assert.Equal(levels.Build().RollForward(quarter), intervals.Build().RollForward(quarter));
    }

    [Fact]
    public void LevelsAndIntervals_InOneBuilder_AreRefused_UntilItIsEmptyAgain()
    {
        var builder = new RevenueTimelineBuilder<int, int>(Currency.Eur);
        builder.AddInterval(1, Utc("2026-01-05"), end: null, Eur49);

        Assert.Contains(
            "The builder has 1 intervals; a builder takes levels or intervals, not both.", Assert.Throws<ArgumentException>(() => builder.Add(1, 1, Utc("2026-01-05"), Eur49)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => builder.Add(1, 1, Utc("2026-01-05"), 4900));
        Assert.Equal("1 intervals", builder.ToString());

        Assert.Equal(1, builder.Build().ChangeCount);
        builder.Add(1, 1, Utc("2026-01-05"), 4900);
        Assert.Contains(
            "The builder has 1 levels; a builder takes levels or intervals, not both.",
            Assert.Throws<ArgumentException>(() => builder.AddInterval(1, Utc("2026-01-05"), end: null, Eur49)).Message,
            StringComparison.Ordinal);
        Assert.Equal("1 rows", builder.ToString());
    }

    [Fact]
    public void WhatCannotBe_IsRefusedWithTheCustomer_AndNothingIsAdded()
    {
        var builder = new RevenueTimelineBuilder<string, string>(Currency.Eur);
        RecurringRevenue negative = RecurringRevenue.Zero(Currency.Eur) - Eur49, dollars = RecurringRevenue.PerMonth(new Money(49m, Currency.Usd));
        RecurringRevenue large = RecurringRevenue.FromAnnualMillionths(long.MaxValue, Currency.Eur) + Eur49;

        Assert.Contains("Customer ada pays -49.00 EUR/month; revenue is 0 or more.", Assert.Throws<ArgumentException>(() => builder.Add("ada", "a", Utc("2026-01-05"), negative)).Message, StringComparison.Ordinal);
        Assert.Contains("Customer ada pays 49.00 USD/month; the builder takes EUR", Assert.Throws<ArgumentException>(() => builder.Add("ada", "a", Utc("2026-01-05"), dollars)).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => builder.Add("ada", "a", Utc("2026-01-05"), large));
        Assert.Contains(
            "The interval of customer ada from 2026-02-05T00:00:00Z ends at 2026-01-05T00:00:00Z",
            Assert.Throws<ArgumentException>(() => builder.AddInterval("ada", Utc("2026-02-05"), Utc("2026-01-05"), Eur49)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => builder.AddInterval("ada", Utc("2026-01-05"), end: null, negative));
        Assert.Throws<ArgumentException>(() => builder.AddInterval("ada", Utc("2026-01-05"), end: null, dollars));
        Assert.Equal(0, builder.Count);
    }

    [Fact]
    public void Orders_InMinorUnits_AndInMoneyOfAnyScale_MakeTheSameTimeline() =>
        Laws.Check(ArbMap.Default.ArbFor<NonNegativeInt>(), cents =>
        {
            var units = new OrderTimelineBuilder<int>(Currency.Eur);
            units.Add(1, Utc("2026-01-05"), cents.Get);
            ReportingPeriods year = ReportingCalendar.Months(DateTimeZone.Utc).Year(2026);
            OrderMetrics expected = units.Build().Metrics(year);
            foreach (decimal amount in new[] { cents.Get / 100m, cents.Get * 1.0000m / 100m, new decimal(cents.Get, 0, 0, isNegative: false, 2) * 1.000000000m })
            {
                var money = new OrderTimelineBuilder<int>(Currency.Eur);
                money.Add(1, Utc("2026-01-05"), new Money(amount, Currency.Eur));
                Assert.Equal(expected, money.Build().Metrics(year));
            }
        });

    [Theory]
    [InlineData("-0.01", "Row 0 has the amount -0.01; an order is 0 or more.")]
    [InlineData("0.0000001", "Row 0 has the amount 0.0000001; an order has at most six decimals.")]
    public void Order_ThatCannotBe_IsRefused(string amount, string message)
    {
        var builder = new OrderTimelineBuilder<int>(Currency.Eur);
        var money = new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Eur);

        Assert.Contains(message, Assert.Throws<ArgumentException>(() => builder.Add(1, Utc("2026-01-05"), money)).Message, StringComparison.Ordinal);
        Assert.Contains("Customer 1 ordered for 5.00 USD; the builder takes EUR", Assert.Throws<ArgumentException>(() => builder.Add(1, Utc("2026-01-05"), new Money(5m, Currency.Usd))).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => builder.Add(1, Utc("2026-01-05"), new Money(9_223_372_036_855m, Currency.Eur)));
        Assert.Equal(0, builder.Count);
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("0.000001")]
    [InlineData("-7922816251426433759354.395033")]
    [InlineData("792281625142643.37593543000000")]
    public void Millionths_AreThoseOfTheDecimal_WhateverItsScale(string text)
    {
        decimal amount = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        decimal whole = decimal.Truncate(amount);

        bool isExact = RecurringRevenue.TryMillionths(amount, out Int128 millionths);

        decimal fraction = (amount - whole) * 1_000_000m;
        Assert.Equal(fraction == decimal.Truncate(fraction), isExact);
        Assert.Equal(((Int128)whole * 1_000_000) + (Int128)fraction, millionths);
    }
}
