using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Examples;

/// <summary>Recurring revenue and movements that vendors work out on their pages.</summary>
public sealed class PublishedRevenueExamples
{
    [Fact]
    [Example("E-09", "https://help.chartmogul.com/hc/en-us/articles/203299812")]
    public void ChartMogul_Mrr_OfFiveAndTwoCustomers()
    {
        Assert.Equal(85m, MrrOf((5, RecurringPrice.Monthly(5, Currency.Usd)), (2, RecurringPrice.Monthly(30, Currency.Usd))));
        Assert.Equal(25m, MrrOf((5, RecurringPrice.Monthly(5, Currency.Usd))));
    }

    [Fact]
    [Example("E-10", "https://help.chartmogul.com/hc/en-us/articles/201244842")]
    public void ChartMogul_TheMovementsOfACustomersLife()
    {
        var gold = new Subscription("gold", "ada");
        var silver = new Subscription("silver", "ada");
        SubscriptionHistory history =
        [
            gold.Starts(Utc("2025-01-10"), RecurringPrice.Yearly(500m, Currency.Usd, quantity: 4)),
            silver.Starts(Utc("2025-02-10"), RecurringPrice.Monthly(30m, Currency.Usd, quantity: 2)),
            silver.Ends(Utc("2025-03-25")),
            gold.SchedulesCancellation(Utc("2025-04-15"), effectiveAt: Utc("2026-01-10")), // churn comes at the end of the year paid for
            new Subscription("gold again", "ada").Starts(Utc("2026-03-05"), RecurringPrice.Monthly(50m, Currency.Usd, quantity: 3)),
        ];
        RollForward rows = RevenueTimeline.FromHistory(history).RollForward(Months("2025-01", "2026-03"));

        Assert.Equal(166.67m, Of("2025-01").NewMrr.Monthly.Amount);
        Assert.Equal(60m, Of("2025-02").ExpansionMrr.Monthly.Amount);
        Assert.Equal(60m, Of("2025-03").ContractionMrr.Monthly.Amount);
        Assert.Equal(0, Of("2025-04").ChurnedCustomers);
        Assert.Equal(166.67m, Of("2026-01").ChurnMrr.Monthly.Amount);
        Assert.Equal(150m, Of("2026-03").ReactivationMrr.Monthly.Amount);
        Assert.Equal(5, rows.Count(row => row.OpeningMrr != row.ClosingMrr));

        RollForwardRow Of(string month) => rows.Single(row => string.Equals(row.Period.Name, month, StringComparison.Ordinal));
    }

    [Fact]
    [Example("E-11", "https://dev.chartmogul.com/docs/how-mrr-is-calculated-from-prorated-invoices")]
    public void ChartMogul_NinetyEveryThreeMonths_IsThirty() => Assert.Equal(30m, Monthly(RecurringPrice.Every(3, BillingUnit.Month, 90m, Currency.Usd)));

    [Fact]
    [Example("E-12", "https://docs.stripe.com/billing/subscriptions/analytics/glossary")]
    public void Stripe_Mrr_WithTheYearlyPriceTheTextStates() =>
        // Published inconsistently: the formula line divides 800 by 12; the stated price of 600 gives the stated total.
        Assert.Equal(12500m, MrrOf((100, RecurringPrice.Monthly(100, Currency.Usd)), (50, RecurringPrice.Yearly(600, Currency.Usd))));

    [Fact]
    [Example("E-13", "https://support.stripe.com/questions/billing-analytics")]
    public void Stripe_TwelveHundredAYear_IsAHundred() => Assert.Equal(100m, Monthly(RecurringPrice.Yearly(1200, Currency.Usd)));

    [Fact]
    [Example("E-14", "https://support.stripe.com/questions/billing-analytics")]
    public void Stripe_ACouponForEver_HalvesMrr() => Assert.Equal(50m, Under(RecurringPrice.Monthly(100, Currency.Usd), Discount.Percent(50)));

    [Fact]
    [Example("E-17", "https://support.recurly.com/hc/en-us/articles/360027350412-How-Does-Recurly-s-MRR-Calculation-Handle-Prorated-Charges")]
    public void Recurly_Mrr_IsTheSameOnEveryDay_WhateverTheMonthsLength()
    {
        Subscription ada = Subscription.Of("ada");
        RevenueTimeline timeline = RevenueTimeline.FromHistory([ada.Starts(Utc("2026-03-29"), RecurringPrice.Monthly(100, Currency.Usd)), ada.Ends(Utc("2026-04-29"))]);
        ReportingPeriods days = ReportingCalendar.Days(DateTimeZone.Utc).From(new LocalDate(2026, 3, 29)).To(new LocalDate(2026, 4, 28));

        Assert.Equal(31, days.Count);
        Assert.All(days.SkipLast(1), day => Assert.Equal(100m, timeline.MrrAt(day.End).Monthly.Amount));
    }

    [Fact]
    [Example("E-19", "https://support.chargebee.com/support/solutions/articles/264186-how-churn-is-calculated-in-the-chargebee-revenue-story")]
    public void Chargebee_ADowngrade_IsContraction_AndNoCustomerLost()
    {
        Subscription ada = Subscription.Of("ada");
        RollForwardRow row = RevenueTimeline.FromHistory([ada.Starts(Utc("2026-01-01"), At.Monthly(100)), ada.ChangesPrice(Utc("2026-02-10"), At.Monthly(70))]).RollForward(Months("2026-02", "2026-02"))[0];

        Assert.Equal((30m, 0, 0m), (row.ContractionMrr.Monthly.Amount, row.ChurnedCustomers, row.ChurnMrr.Monthly.Amount));
    }

    [Fact]
    [Example("E-22", "https://learn.profitwell.com/category/WoBCXt3Wpj-calculating-metrics")]
    public void ProfitWell_ATenthOffAYearOf120_IsNine() => Assert.Equal(9m, Under(RecurringPrice.Yearly(120, Currency.Usd), Discount.Percent(10)));

    [Fact]
    [Example("E-24", "https://learn.profitwell.com/article/2aess8suud-profitwell-vs-zuora")]
    public void Zuora_AfterTheRequest_MrrStaysUntilItTakesEffect()
    {
        Subscription ada = Subscription.Of("ada");
        RevenueTimeline timeline = RevenueTimeline.FromHistory([ada.Starts(Utc("2020-06-01"), At.Monthly(100)), ada.SchedulesCancellation(Utc("2020-06-15"), effectiveAt: Utc("2020-07-01"))]);

        Assert.Equal((100m, 100m, 0m), (timeline.MrrAt(Utc("2020-06-16")).Monthly.Amount, timeline.MrrAt(Utc("2020-07-01")).Monthly.Amount, timeline.MrrAt(Utc("2020-07-02")).Monthly.Amount));
    }

    [Fact]
    [Example("E-26", "https://www.zoho.com/billing/academy/billing-basics/faqs-saas-metrics-and-kpis.html")]
    public void Zoho_Mrr_Upgrade_Downgrade()
    {
        Subscription up = Subscription.Of("up"), down = Subscription.Of("down");
        RollForwardRow row = RevenueTimeline.FromHistory(
        [
            up.Starts(Utc("2026-01-01"), At.Monthly(100)), up.ChangesPrice(Utc("2026-02-01"), At.Monthly(150)),
            down.Starts(Utc("2026-01-01"), At.Monthly(300)), down.ChangesPrice(Utc("2026-02-01"), At.Monthly(150)),
        ]).RollForward(Months("2026-02", "2026-02"))[0];

        Assert.Equal(1300m, MrrOf((3, RecurringPrice.Monthly(100, Currency.Usd)), (2, RecurringPrice.Monthly(500, Currency.Usd))));
        Assert.Equal((50m, 150m), (row.ExpansionMrr.Monthly.Amount, row.ContractionMrr.Monthly.Amount));
    }

    [Fact]
    [Example("E-27", "github RevenueCat/docs docs/dashboard-and-metrics/charts/monthly-recurring-revenue-mrr-chart.md")]
    public void RevenueCat_EightAMonth_AndTenOfAYearAt120() =>
        Assert.Equal([8m, 10m], new[] { RecurringPrice.Monthly(8, Currency.Usd), RecurringPrice.Yearly(120, Currency.Usd) }.Select(Monthly));

    [Fact]
    [Example("E-48", "github PostHog/posthog.com contents/docs/revenue-analytics/deferred-revenue.mdx")]
    public void PostHog_AYearPaidUpfront_IsATwelfthAMonth() => Assert.Equal(100m, Monthly(RecurringPrice.Every(12, BillingUnit.Month, 1200, Currency.Usd)));

    [Fact]
    [Example("E-50", "https://github.com/btcpayserver/btcpayserver/issues/7272")]
    public void BtcPayServer_ATrial_IsNoRevenue()
    {
        Subscription ada = Subscription.Of("ada");
        RevenueTimeline timeline = RevenueTimeline.FromHistory([ada.TrialStarts(Utc("2026-01-01")), ada.Starts(Utc("2026-01-15"), At.Monthly(25))]);

        Assert.Equal((0m, 25m), (timeline.MrrAt(Utc("2026-01-15")).Monthly.Amount, timeline.MrrAt(Utc("2026-01-16")).Monthly.Amount));
    }

    [Fact]
    [Example("D-06", "derived from the constants in section 3")]
    public void TenAWeek_Is52TwelfthsAMonth_AndExactAYear()
    {
        RecurringRevenue weekly = RecurringPrice.Every(1, BillingUnit.Week, 10m, Currency.Eur).Revenue;

        Assert.Equal((520m, 43.33m), (weekly.Annual.Amount, weekly.Monthly.Amount));
        Assert.Equal(43.333333m, Math.Round(weekly.Annual.Amount / 12m, 6));
    }

    private static decimal Monthly(RecurringPrice price) => price.Revenue.Monthly.Amount;

    private static decimal Under(RecurringPrice price, Discount discount) =>
        RevenueTimeline.FromHistory([Subscription.Of("ada").Starts(Utc("2026-01-01"), price, discount)]).MrrAt(Utc("2026-01-02")).Monthly.Amount;

    private static decimal MrrOf(params (int Count, RecurringPrice Price)[] books) =>
        RevenueTimeline.FromHistory(SubscriptionHistory.Create(books.SelectMany((book, kind) => Enumerable.Range(0, book.Count).Select(i => Subscription.Of($"{kind}.{i}").Starts(Utc("2026-01-01"), book.Price)))))
            .MrrAt(Utc("2026-02-01")).Monthly.Amount;
}
