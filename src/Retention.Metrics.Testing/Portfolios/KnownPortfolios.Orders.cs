namespace Retention.Metrics.Testing;

/// <content>Orders.</content>
public static partial class KnownPortfolios
{
    /// <summary>Orders, with one who comes back, a refund of all, a refund of a part and an order called off.</summary>
    /// <remarks>
    /// <para>January 2026: Ada orders for 30 on the 5th and 50 on the 9th; Bo for 40 on the 7th, refunded; Cy for 100 on the 20th. February: Cy for 60 on the 4th; Dee for 25 on the 10th,
    /// called off, and for 20 on the 12th, of which 5 are refunded.</para>
    /// <para>January: 4 orders (a refunded one is an order) of 30 + 50 + 0 + 100 = 180 by 3 customers: Bo and Cy ordered once, Ada twice. AOV 180/4, frequency 4/3, repeat and
    /// returning 1/3, revenue per customer 180/3; one gap, Ada's 4 days.</para>
    /// <para>February: 2 orders (the one called off is none) of 60 + 15 = 75 by 2 customers, each once. Cy has two orders by now: returning 1/2, repeat 0/2. AOV 75/2, frequency 2/2, revenue
    /// per customer 75/2; one gap, Cy's, from 20 January to 4 February: 15 days.</para>
    /// <para>February, where orders called off count: 3 orders of 100, Dee twice: repeat 1/2, returning 2/2, one-time 1; AOV 100/3, frequency 3/2, revenue per customer 100/2; gaps of 15 and 2
    /// days, mean 17/2, middle 8.5.</para>
    /// </remarks>
    public static KnownPortfolio RepeatBuyers { get; } = KnownOrders(
        nameof(RepeatBuyers),
        "Orders, with one who comes back, refunds and an order called off.",
        Portfolio
            .With("ada").Orders(2026, 1, 5, 30).Orders(2026, 1, 9, 50)
            .And("bo").Orders(2026, 1, 7, 40).Refunded()
            .And("cy").Orders(2026, 1, 20, 100).Orders(2026, 2, 4, 60)
            .And("dee").Orders(2026, 2, 10, 25).CalledOff().Orders(2026, 2, 12, 20).Refunded(5),
        portfolio =>
        [
            new()
            {
                Period = portfolio.Month(2026, 1),
                Orders = 4,
                Revenue = 180m,
                UniqueCustomers = 3,
                OneTimeCustomers = 2,
                RepeatCustomers = 1,
                ReturningCustomers = 1,
                AverageOrderValue = AverageMoney.Of(Currency.Eur.Amount(180), 4),
                PurchaseFrequency = Ratio.Of(4, 3),
                RepeatCustomerRate = Ratio.Of(1, 3),
                ReturningCustomerRate = Ratio.Of(1, 3),
                RevenuePerCustomer = AverageMoney.Of(Currency.Eur.Amount(180), 3),
                MeanDaysBetweenOrders = Ratio.Of(4, 1),
                MedianDaysBetweenOrders = 4m,
            },
            new()
            {
                Period = portfolio.Month(2026, 2),
                Orders = 2,
                Revenue = 75m,
                UniqueCustomers = 2,
                OneTimeCustomers = 2,
                ReturningCustomers = 1,
                AverageOrderValue = AverageMoney.Of(Currency.Eur.Amount(75), 2),
                PurchaseFrequency = Ratio.Of(2, 2),
                RepeatCustomerRate = Ratio.Of(0, 2),
                ReturningCustomerRate = Ratio.Of(1, 2),
                RevenuePerCustomer = AverageMoney.Of(Currency.Eur.Amount(75), 2),
                MeanDaysBetweenOrders = Ratio.Of(15, 1),
                MedianDaysBetweenOrders = 15m,
            },
            new()
            {
                Period = portfolio.Month(2026, 2),
                Policy = MetricPolicy.Default with { CancelledOrders = CancelledOrders.Counted },
                Orders = 3,
                Revenue = 100m,
                UniqueCustomers = 2,
                OneTimeCustomers = 1,
                RepeatCustomers = 1,
                ReturningCustomers = 2,
                AverageOrderValue = AverageMoney.Of(Currency.Eur.Amount(100), 3),
                PurchaseFrequency = Ratio.Of(3, 2),
                RepeatCustomerRate = Ratio.Of(1, 2),
                ReturningCustomerRate = Ratio.Of(2, 2),
                RevenuePerCustomer = AverageMoney.Of(Currency.Eur.Amount(100), 2),
                MeanDaysBetweenOrders = Ratio.Of(17, 2),
                MedianDaysBetweenOrders = 8.5m,
            },
        ]);
}
