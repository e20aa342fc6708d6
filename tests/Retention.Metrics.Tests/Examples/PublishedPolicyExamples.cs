using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Examples;

/// <summary>Published figures that hold under a preset or a setting, with the setting that makes them.</summary>
public sealed class PublishedPolicyExamples
{
    [Fact]
    [Example("E-04", "https://help.chartmogul.com/hc/en-us/articles/203359341-Metric-MRR-Churn-Rate")]
    public void ChartMogul_DailyMrrChurn_OfADayFrom100To95()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), null, Mrr(95)), new("bo", Utc("2026-01-01"), Utc("2026-03-05T12:00"), Mrr(5))]);
        RollForwardRow day = timeline.RollForward(ReportingCalendar.Days(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 5)), PolicyPreset.ChartMogul.Policy)[0];

        Assert.Equal((100m, 95m, 0.05m), (day.OpeningMrr.Monthly.Amount, day.ClosingMrr.Monthly.Amount, day.GrossMrrChurnRate.Value));
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
        RollForward rows = RevenueTimeline.FromHistory(history, PolicyPreset.ChartMogul.Policy).RollForward(Months("2025-01", "2026-03"));

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
    [Example("D-04", "derived from the ChartMogul definitions of net MRR churn and NRR")]
    public void ChartMogul_NetChurn_IsNotWhatNrrLeaves()
    {
        Ratio withReactivation = MrrChurn.Net(churn: 10, contraction: 0, expansion: 0, opening: 100, reactivation: 5);

        Assert.Equal((0.05m, 0.95m), (withReactivation.Value, withReactivation.Complement.Value));
        Assert.Equal(0.9m, RevenueRetention.Net(opening: 100, churn: 10, contraction: 0, expansion: 0).Value);

        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
        [
            new("stays", Utc("2025-01-01"), null, Mrr(90)), new("leaves", Utc("2025-01-01"), Utc("2026-01-15"), Mrr(10)),
            new("returns", Utc("2025-01-01"), Utc("2025-06-01"), Mrr(5)), new("returns", Utc("2026-01-10"), null, Mrr(5)),
        ]);
        RollForwardRow theirs = timeline.RollForward(Months("2026-01", "2026-01"), PolicyPreset.ChartMogul.Policy)[0];
        RollForwardRow ours = timeline.RollForward(Months("2026-01", "2026-01"))[0];
        Assert.Equal((5m, 0.05m, 0.9m), (theirs.ReactivationMrr.Monthly.Amount, theirs.NetMrrChurnRate.Value, theirs.NetRevenueRetention.Value));
        Assert.Equal((5m, 0.1m, 0.9m), (ours.ReactivationMrr.Monthly.Amount, ours.NetMrrChurnRate.Value, ours.NetRevenueRetention.Value));
    }

    [Fact]
    [Example("E-14", "https://support.stripe.com/questions/billing-analytics")]
    public void Stripe_ACouponForEver_HalvesMrr_AndOneForAWhileLeavesIt()
    {
        RecurringPrice price = RecurringPrice.Monthly(100, Currency.Usd);

        Assert.Equal(50m, Under(PolicyPreset.Stripe.Policy, price, Discount.Percent(50)));
        Assert.Equal(100m, Under(PolicyPreset.Stripe.Policy, price, Discount.Percent(50, until: Utc("2026-02-01"))));
        Assert.Equal(50m, Under(MetricPolicy.Default, price, Discount.Percent(50, until: Utc("2026-02-01"))));
    }

    [Fact]
    [Example("E-22", "https://learn.profitwell.com/category/WoBCXt3Wpj-calculating-metrics")]
    public void ProfitWell_ATenthOffAYearOf120_IsNine() => Assert.Equal(9m, Under(PolicyPreset.ProfitWell.Policy, RecurringPrice.Yearly(120, Currency.Usd), Discount.Percent(10)));

    [Fact]
    [Example("E-24", "https://learn.profitwell.com/article/2aess8suud-profitwell-vs-zuora")]
    public void Zuora_AfterTheRequest_MrrStaysUntilItTakesEffect()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Utc("2020-06-01"), At.Monthly(100)), ada.SchedulesCancellation(Utc("2020-06-15"), effectiveAt: Utc("2020-07-01"))];
        RevenueTimeline atEffect = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Cancellation = CancellationRule.AtEffect });
        RevenueTimeline atRequest = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Cancellation = CancellationRule.AtRequest });

        Assert.Equal((100m, 100m, 0m), (atEffect.MrrAt(Utc("2020-06-16")).Monthly.Amount, atEffect.MrrAt(Utc("2020-07-01")).Monthly.Amount, atEffect.MrrAt(Utc("2020-07-02")).Monthly.Amount));
        Assert.Equal((100m, 0m), (atRequest.MrrAt(Utc("2020-06-15")).Monthly.Amount, atRequest.MrrAt(Utc("2020-06-16")).Monthly.Amount));
    }

    [Fact]
    [Example("E-17", "https://support.recurly.com/hc/en-us/articles/360027350412-How-Does-Recurly-s-MRR-Calculation-Handle-Prorated-Charges")]
    public void Recurly_Mrr_IsTheSameOnEveryDay_AndADayCountsThirty()
    {
        Subscription ada = Subscription.Of("ada");
        RevenueTimeline timeline = RevenueTimeline.FromHistory([ada.Starts(Utc("2026-03-29"), RecurringPrice.Monthly(100, Currency.Usd)), ada.Ends(Utc("2026-04-29"))], PolicyPreset.Recurly.Policy);
        ReportingPeriods days = ReportingCalendar.Days(DateTimeZone.Utc).From(new LocalDate(2026, 3, 29)).To(new LocalDate(2026, 4, 28));

        Assert.Equal(31, days.Count);
        Assert.All(days, day => Assert.Equal(100m, timeline.MrrAt(day.End).Monthly.Amount));
        Assert.Equal(30m, Under(PolicyPreset.Recurly.Policy, RecurringPrice.Every(1, BillingUnit.Day, 1, Currency.Usd)));
        Assert.Equal(10m, Under(PolicyPreset.Recurly.Policy, RecurringPrice.Yearly(120, Currency.Usd)));
    }

    [Fact]
    [Example("E-27", "github RevenueCat/docs docs/dashboard-and-metrics/charts/monthly-recurring-revenue-mrr-chart.md")]
    public void RevenueCat_DaysTimesThirty_WeeksTimesFour()
    {
        MetricPolicy policy = MetricPolicy.Default with { WeeksPerYear = 48m, DaysPerYear = 360m };

        Assert.Equal(8m, Under(policy, RecurringPrice.Monthly(8, Currency.Usd)));
        Assert.Equal(10m, Under(policy, RecurringPrice.Yearly(120, Currency.Usd)));
        Assert.Equal(
            [30m, 10m, 4m, 2m, 1m, 1 / 2m, 1 / 3m, 1 / 6m],
            new[] { (1, BillingUnit.Day), (3, BillingUnit.Day), (1, BillingUnit.Week), (2, BillingUnit.Week), (4, BillingUnit.Week), (2, BillingUnit.Month), (3, BillingUnit.Month), (6, BillingUnit.Month) }
                .Select(interval => Under(policy, RecurringPrice.Every(interval.Item1, interval.Item2, 600, Currency.Usd)) / 600m));
    }

    [Theory]
    [Example("D-06", "derived from the constants in section 3")]
    [InlineData("48", "40")]
    [InlineData("51.96", "43.3")]
    [InlineData("52", "43.333333")]
    [InlineData("52.14", "43.45")]
    [InlineData("52.178571428571428571428571429", "43.482143")]
    [InlineData("0", "0")]
    public void TenAWeek_UnderEveryFactorSeen(string weeksPerYear, string monthly)
    {
        MetricPolicy policy = MetricPolicy.Default with { WeeksPerYear = decimal.Parse(weeksPerYear, System.Globalization.CultureInfo.InvariantCulture) };
        RecurringRevenue weekly = Revenue(policy, RecurringPrice.Every(1, BillingUnit.Week, 10m, Currency.Eur), discount: null);

        Assert.Equal(decimal.Parse(monthly, System.Globalization.CultureInfo.InvariantCulture), Math.Round(weekly.Annual.Amount / 12m, 6));
    }

    [Fact]
    [Example("E-18", "https://chargebee.com/docs/2.0/recurring-revenue.html")]
    public void Chargebee_GrossRetention_OfOneCustomerFrom5000To6000_IsAHundredPercent()
    {
        RollForwardRow row = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), null, Mrr(5000)), new("ada", Utc("2026-03-10"), null, Mrr(1000))]).RollForward(Months("2026-03", "2026-03"))[0];

        // Published inconsistently: the page prints 5000/5000 = 1 %. It also takes the minimum of totals; ours is customer by customer.
        Assert.Equal((1m, 1.2m), (row.GrossRevenueRetention.Value, row.NetRevenueRetention.Value));
        Assert.Equal(0.8m, RevenueRetention.Gross([(4000m, 6000m), (1000m, 0m)]).Value);
    }

    private static decimal Under(MetricPolicy policy, RecurringPrice price, Discount? discount = null) => Revenue(policy, price, discount).Monthly.Amount;

    private static RecurringRevenue Revenue(MetricPolicy policy, RecurringPrice price, Discount? discount) =>
        RevenueTimeline.FromHistory([Subscription.Of("ada").Starts(Utc("2026-01-01"), price, discount)], policy).MrrAt(Utc("2026-01-02"));
}
