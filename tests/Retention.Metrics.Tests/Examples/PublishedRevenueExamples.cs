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
    [Example("E-19", "https://support.chargebee.com/support/solutions/articles/264186-how-churn-is-calculated-in-the-chargebee-revenue-story")]
    public void Chargebee_ADowngrade_IsContraction_AndNoCustomerLost()
    {
        Subscription ada = Subscription.Of("ada");
        RollForwardRow row = RevenueTimeline.FromHistory([ada.Starts(Utc("2026-01-01"), At.Monthly(100)), ada.ChangesPrice(Utc("2026-02-10"), At.Monthly(70))]).RollForward(Months("2026-02", "2026-02"))[0];

        Assert.Equal((30m, 0, 0m), (row.ContractionMrr.Monthly.Amount, row.ChurnedCustomers, row.ChurnMrr.Monthly.Amount));
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

    private static decimal Monthly(RecurringPrice price) => price.Revenue.Monthly.Amount;

    private static decimal MrrOf(params (int Count, RecurringPrice Price)[] books) =>
        RevenueTimeline.FromHistory(SubscriptionHistory.Create(books.SelectMany((book, kind) => Enumerable.Range(0, book.Count).Select(i => Subscription.Of($"{kind}.{i}").Starts(Utc("2026-01-01"), book.Price)))))
            .MrrAt(Utc("2026-02-01")).Monthly.Amount;
}
