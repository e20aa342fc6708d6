using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Policies;

/// <summary>Churn out of the customers with terms that end in the period.</summary>
public sealed class UpForRenewalTests
{
    private static readonly MetricPolicy UpForRenewal = MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.UpForRenewal };

    [Fact]
    public void OnlyThoseWithATermEndingInThePeriod_AreAtRisk()
    {
        static Instant Day(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);
        Subscription yearly = Subscription.Of("yearly"), leaving = Subscription.Of("leaving"), monthly = Subscription.Of("monthly"), other = Subscription.Of("other");
        SubscriptionHistory history =
        [
            yearly.Starts(Day(2025, 3, 10), RecurringPrice.Yearly(120m, Currency.Eur)),
            leaving.Starts(Day(2025, 3, 20), RecurringPrice.Yearly(120m, Currency.Eur)),
            leaving.Ends(Day(2026, 3, 20), ChurnReason.Voluntary),
            monthly.Starts(Day(2026, 1, 5), RecurringPrice.Monthly(10m, Currency.Eur)),
            other.Starts(Day(2025, 6, 1), RecurringPrice.Yearly(120m, Currency.Eur)),
            other.Ends(Day(2026, 3, 2), ChurnReason.Voluntary), // in the middle of a term: not among those up for renewal
        ];
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

        RollForwardRow row = RevenueTimeline.FromHistory(history, UpForRenewal).RollForward(march)[0];

        Assert.Equal(Ratio.Of(1, 3), row.CustomerChurnRate);
        Assert.Equal(Ratio.Of(2, 4), RevenueTimeline.FromHistory(history).RollForward(march)[0].CustomerChurnRate);
    }

    [Theory]
    [InlineData(ChurnCounting.AtPeriodEnds, 0)]
    [InlineData(ChurnCounting.DistinctCustomers, 1)]
    [InlineData(ChurnCounting.EveryDrop, 2)]
    public void WhoDropsTwiceAndReturns_CountsAsThePolicySays(ChurnCounting counting, int lost)
    {
        static Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
        Subscription ada = Subscription.Of("ada");
        var price = RecurringPrice.Monthly(10m, Currency.Eur);
        SubscriptionHistory history =
        [
            ada.Starts(Day(1, 5), price), ada.Ends(Day(2, 10)), ada.Starts(Day(2, 11), price), // her term ends on 11 March
            ada.ChangesPrice(Day(3, 2), RecurringPrice.Monthly(20m, Currency.Eur)),
            ada.Ends(Day(3, 12)), ada.Starts(Day(3, 14), price), ada.Ends(Day(3, 16)), ada.Starts(Day(3, 20), price),
        ];
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

        Assert.Equal(Ratio.Of(lost, 1), RevenueTimeline.FromHistory(history, UpForRenewal with { ChurnCounting = counting }).RollForward(march)[0].CustomerChurnRate);
    }

    [Fact]
    public void WhoEndsWithTheTermWhereThePeriodStarts_IsLostInIt()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Instant.FromUtc(2026, 1, 1, 0, 0), RecurringPrice.Monthly(10m, Currency.Eur)), ada.Ends(Instant.FromUtc(2026, 3, 1, 0, 0))];

        foreach (ChurnCounting counting in Enum.GetValues<ChurnCounting>())
        {
            RollForward months = RevenueTimeline.FromHistory(history, UpForRenewal with { ChurnCounting = counting }).RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 3)));

            Assert.Equal([Ratio.Of(0, 1), Ratio.Of(1, 1)], months.Select(month => month.CustomerChurnRate));
        }
    }

    [Fact]
    public void WithoutEvents_TermsAreUnknown_AndTheRateIsUndefined()
    {
        RevenueTimeline ledger = RevenueTimeline.FromIntervals([new("ada", Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2026, 3, 1, 0, 0), RecurringRevenue.PerMonth(Currency.Eur.Amount(10m)))]);
        ReportingPeriods quarter = ReportingCalendar.Quarters(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));

        Assert.Null(ledger.RollForward(quarter, UpForRenewal)[0].CustomerChurnRate.Value);
    }

    [Fact]
    public void AtRisk_AreTheCustomersThatRenewalsName() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            SubscriptionHistory history = SubscriptionHistory.Create(portfolio.Events);
            RollForward rows = RevenueTimeline.FromHistory(history, UpForRenewal).RollForward(portfolio.Periods);
            Renewals renewals = ChurnAnalysis.Of(history).Renewals(portfolio.Periods);
            for (int i = 0; i < rows.Count; i++)
            {
                Assert.Equal(renewals[i].CustomersUpForRenewal, rows[i].CustomerChurnRate.Denominator);
                Assert.Equal(renewals[i].CustomersUpForRenewal - renewals[i].CustomersRenewed, rows[i].CustomerChurnRate.Numerator);
            }
        });

    [Fact]
    public void CountingJoinersToo_IsAContradiction() =>
        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromHistory([], UpForRenewal with { SamePeriodJoiners = SamePeriodJoiners.Counted }));
}
