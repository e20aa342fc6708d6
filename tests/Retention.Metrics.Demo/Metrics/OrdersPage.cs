#region orders
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode.Metrics;

public sealed class OrdersPage
{
    [Fact]
    public void Example()
    {
        #region orders
        static Order On(string customer, int month, int day, decimal amount) =>
            new(customer, Instant.FromUtc(2026, month, day, 10, 0), Currency.Eur.Amount(amount));

        OrderHistory history =
        [
            On("ada", 3, 3, 40m), On("ada", 3, 3, 20m), On("ada", 3, 13, 60m),
            On("bo", 3, 5, 30m), On("bo", 3, 25, 50m) with { Refunded = Currency.Eur.Amount(10m) },
            On("cy", 3, 8, 45m),
            On("dee", 1, 10, 35m), On("dee", 3, 11, 45m),
            On("eve", 3, 9, 70m) with { Status = OrderStatus.Cancelled },
        ];
        OrderTimeline orders = OrderTimeline.FromHistory(history);
        OrderMetrics quarter = orders.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        OrderMetricsRow march = quarter[2];
        #endregion

        #region orders-figures
        Console.WriteLine(march.AverageOrderValue);         // 40.00 EUR: 280 over 7 orders
        Console.WriteLine(march.PurchaseFrequency);         // 7/4 = 1.75
        Console.WriteLine(march.RepeatCustomerRate);        // 2/4 = 0.5: Ada and Bo ordered twice in March
        Console.WriteLine(march.ReturningCustomerRate);     // 3/4 = 0.75: and Dee had ordered in January
        Console.WriteLine(march.RevenuePerCustomer);        // 70.00 EUR: 280 over 4 customers
        DayHistogram days = orders.DaysBetweenOrders(quarter.Periods)[2];
        Console.WriteLine(days.Mean);                       // 90/4 = 22.5: gaps of 0, 10, 20 and 60 days
        Console.WriteLine(days.Median);                     // 15
        #endregion

        #region orders-repeat-within
        ReportingPeriods months = quarter.Periods;
        Instant asOf = Instant.FromUtc(2026, 4, 20, 0, 0);
        Console.WriteLine(orders.RepeatWithin(months, days: 30, asOf)[2]);  // 2/3 = 0.666667: Ada and Bo, of Ada, Bo and Cy who first ordered in March
        Console.WriteLine(orders.RepeatWithin(months, days: 45, asOf)[2]);  // 2/2 = 1; Cy's 45 days have not ended
        #endregion
    }

    [Fact]
    public void Pitfall_MeanOfMonths()
    {
        #region orders-pitfall
        AverageMoney january = AverageOrderValue.Of(revenue: Currency.Eur.Amount(100), orders: 1);
        AverageMoney february = AverageOrderValue.Of(revenue: Currency.Eur.Amount(900), orders: 99);

        decimal? wrong = (january.Value + february.Value) / 2;
        Console.WriteLine(wrong);  // 54.5…

        AverageMoney right = january.Pool(february);
        Console.WriteLine(right);  // 10.00 EUR: 1000 over 100; OrderMetrics.Overall does this, and counts a customer of both months once
        #endregion
    }
}
