using NodaTime;

namespace Retention.Metrics.Tests.Promises;

/// <summary>The examples of the XML documentation, word for word, with the values their comments state.</summary>
public sealed class DocumentedExamples
{
    [Fact]
    public void Periods()
    {
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        ReportingPeriods year = ReportingCalendar.Months(berlin).From(new YearMonth(2025, 1)).To(new YearMonth(2025, 12));

        Assert.Equal(12, year.Count);
        Assert.Equal("2025-03", year[2].Name);
        Assert.Equal(743, year[2].Length.TotalHours);
    }

    [Fact]
    public void Subscriptions()
    {
        var ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 3, 5, 0, 0), ChurnReason.Voluntary),
        ];
        Assert.Equal(2, history.Count);
    }

    [Fact]
    public void TimelineAndMrrAt()
    {
        var ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
        Assert.Equal("49.00 EUR", timeline.MrrAt(Instant.FromUtc(2026, 2, 1, 0, 0)).Monthly.ToString());
    }

    [Fact]
    public void RollForwardExplainAndTrailing()
    {
        var ada = Subscription.Of("ada");
        var bo = Subscription.Of("bo");
        RevenueTimeline timeline = RevenueTimeline.FromHistory(
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            bo.Starts(Instant.FromUtc(2026, 1, 9, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 3, 5, 0, 0), ChurnReason.Voluntary),
        ]);
        RollForward q1 = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        Assert.Equal("49.00 EUR", q1[2].ChurnMrr.Monthly.ToString());
        Assert.Equal(0.5m, q1[2].CustomerChurnRate.Value);

        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));
        MrrContribution lost = timeline.Explain(march, RevenueFigure.ChurnMrr).First();
        Assert.Equal("ada paid 49.00 EUR", $"{lost.Customer} paid {lost.Before.Monthly}");

        TrailingRetention january2027 = timeline.TrailingYear(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2027, 1, 1)));
        Assert.Equal(0.5m, january2027[0].NetRevenueRetention.Value);

        MetricPolicy perEvent = MetricPolicy.Default with { Netting = Netting.PerEvent };
        Assert.Equal(Netting.PerEvent, perEvent.Netting);
    }

    [Fact]
    public void OrdersAndBook()
    {
        OrderHistory orders =
        [
            new("ada", Instant.FromUtc(2026, 1, 5, 9, 0), new Money(30m, Currency.Eur)),
            new("ada", Instant.FromUtc(2026, 1, 9, 9, 0), new Money(50m, Currency.Eur)),
        ];
        Assert.Equal(2, orders.Count);
        OrderBook book = OrderBook.FromHistory(orders);
        OrderMetrics january = book.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
        Assert.Equal(40m, january[0].AverageOrderValue.Value);
        Assert.Equal(2m, january[0].PurchaseFrequency.Value);
        Assert.Equal(1m, january[0].RepeatCustomerRate.Value);
        Assert.Equal(4m, january.Overall.DaysBetweenOrders.Median);
    }

    [Fact]
    public void RepeatWithin()
    {
        OrderBook book = OrderBook.FromHistory([new("ada", Instant.FromUtc(2026, 1, 5, 9, 0), new Money(30m, Currency.Eur)), new("ada", Instant.FromUtc(2026, 1, 9, 9, 0), new Money(50m, Currency.Eur))]);
        ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
        Assert.Equal(1m, book.RepeatWithin(january, days: 30, asOf: Instant.FromUtc(2026, 3, 1, 0, 0))[0].Value);
    }

    [Fact]
    public void Prices()
    {
        Assert.Equal("100.00 EUR", RecurringPrice.Yearly(1200m, Currency.Eur).Revenue.Monthly.ToString());
        Assert.Equal("30.00 EUR", RecurringPrice.Every(3, BillingUnit.Month, 90m, Currency.Eur).Revenue.Monthly.ToString());
    }

    [Fact]
    public void RevenueFormulas()
    {
        Assert.Equal(0.07m, CustomerChurn.Rate(lost: 7, opening: 100).Value);
        Assert.Equal(0.93m, CustomerRetention.Rate(kept: 93, opening: 100).Value);
        Assert.Equal(0.7m, CustomerRetention.CountForm(closing: 90, added: 20, opening: 100).Value);
        Assert.Equal(0.9m, CustomerRetention.ClosingOverOpening(closing: 90, opening: 100).Value);
        Assert.Equal(0.2m, MrrChurn.Gross(churn: 10, contraction: 10, opening: 100).Value);
        Assert.Equal(0.1m, MrrChurn.Net(churn: 10, contraction: 10, expansion: 10, opening: 100).Value);
        Assert.Equal(3.5m, QuickRatio.Of(added: 20000, expansion: 8000, contraction: 3000, churn: 5000).Value);
        Assert.Equal(100m, Arpa.Of(mrr: 100000, customers: 1000).Value);
        Assert.Equal(50m, AverageSalePrice.Of(newMrr: 450, newCustomers: 9).Value);
        Assert.Equal(0.1m, MrrGrowth.Rate(opening: 100, closing: 110).Value);
        Assert.Equal(0.3m, MrrGrowth.ExpansionShare(added: 60, reactivation: 10, expansion: 30).Value);
        Assert.Equal(0.5m, RevenueRetention.Gross([(100m, 120m), (100m, 0m), (0m, 50m)]).Value);
        Assert.Equal(0.8m, RevenueRetention.Gross(opening: 100, churn: 10, contraction: 10).Value);
        Assert.Equal(0.6m, RevenueRetention.Net([(100m, 120m), (100m, 0m), (0m, 50m)]).Value);
        Assert.Equal(1.06m, RevenueRetention.Net(opening: 50000, churn: 2000, contraction: 0, expansion: 5000).Value);
        Assert.Equal(0.4596, Annualised.Churn(CustomerChurn.Rate(lost: 5, opening: 100), periodsPerYear: 12)!.Value, 4);
        Assert.Equal(1.1268, Annualised.Retention(RevenueRetention.Net(opening: 100, churn: 0, contraction: 0, expansion: 1), periodsPerYear: 12)!.Value, 4);
    }

    [Fact]
    public void OrderFormulas()
    {
        Assert.Equal(50m, AverageOrderValue.Of(revenue: 5000, orders: 100).Value);
        Assert.Equal(1.5m, PurchaseFrequency.Of(orders: 300, uniqueCustomers: 200).Value);
        Assert.Equal(2m, PurchaseFrequency.PerOneTimeCustomer(orders: 300, oneTimeCustomers: 150).Value);
        Assert.Equal(0.2m, RepeatCustomers.Rate(repeatCustomers: 40, uniqueCustomers: 200).Value);
        Assert.Equal(0.25m, RepeatCustomers.PerOneTimeCustomer(repeatCustomers: 40, oneTimeCustomers: 160).Value);
        Assert.Equal(0.35m, RepeatCustomers.Returning(returningCustomers: 70, uniqueCustomers: 200).Value);
        Assert.Equal(75m, RevenuePerCustomer.Of(revenue: 15000, uniqueCustomers: 200).Value);
    }

    [Fact]
    public void LifetimeFormulas()
    {
        Assert.Equal(4m, AcquisitionCost.LifetimeValueTo(lifetimeValue: 2000, acquisitionCost: 500).Value);
        Assert.Equal(7.5m, AcquisitionCost.MonthsToRecover(acquisitionCost: 600, arpa: 100, margin: 0.8m).Value);
        Assert.Equal(5m, AcquisitionCost.OverRetentionCost(acquisitionCost: 500, retentionCost: 100).Value);
        Assert.Equal(25771.2m, CustomerLifetimeValue.ProductOfMeans(averagePurchaseValue: 5.9m, purchasesPerYear: 4.2m * 52, years: 20));
        Assert.Equal(20540m, CustomerLifetimeValue.MeanOfProducts([(3.5m, 4 * 52), (8.5m, 3 * 52)], years: 20).Value);
        Assert.Equal(600m, CustomerLifetimeValue.ArpaTimesLifetime(arpa: 50, lifetimeMonths: 12));
        Assert.Equal(2000m, CustomerLifetimeValue.ArpaOverCustomerChurn(arpa: 100, churn: Ratio.Of(5, 100)).Value);
        Assert.Equal(2000m, CustomerLifetimeValue.ArpaOverRevenueChurn(arpa: 100, churn: Ratio.Of(4, 100), margin: 0.8m).Value);
        Ratio[] lastSixMonths = [Ratio.Of(4, 100), Ratio.Of(6, 100), Ratio.Of(5, 100), Ratio.Of(5, 100), Ratio.Of(4, 100), Ratio.Of(6, 100)];
        Assert.Equal(2000m, CustomerLifetimeValue.ArpaOverSixMonthChurn(arpa: 100, lastSixMonths).Value);
        Assert.Equal(904.44m, Math.Round(CustomerLifetimeValue.Discounted(arpa: 111, churn: Ratio.Of(35, 1000), monthlyDiscount: 0.1m).Value!.Value, 2));
        Assert.Equal(250m, CustomerLifetimeValue.Realised(revenue: 12500, customers: 50).Value);
    }
}
