using NodaTime;

namespace Retention.Metrics.Testing;

/// <content>News that comes late, orders, and the customers of the documentation.</content>
public static partial class KnownPortfolios
{
    /// <summary>A cancellation that is recorded in the month after.</summary>
    /// <remarks>
    /// <para>Ada and Bo pay 50 each from 5 January 2026. Bo cancels on 20 February, which is recorded on 15 March.</para>
    /// <para>February as known on 1 March: opening 100 = closing 100, lost 0 of 2, gross and net churn 0/100, GRR and NRR 100/100, ARPA 100/2, growth 0/100.</para>
    /// <para>February as known since: churn 50, closing 50, lost 1 of 2, gross and net churn 50/100, GRR and NRR 50/100, quick ratio 0/50, ARPA 50/1, growth −50/100. March loses nobody: the
    /// cancellation belongs to the day it took effect.</para>
    /// </remarks>
    public static KnownPortfolio LateNews { get; } = Known(
        nameof(LateNews),
        "A cancellation that is recorded in the month after.",
        Portfolio
            .With("ada").Starts(2026, 1, 5, monthly: 50)
            .And("bo").Starts(2026, 1, 5, monthly: 50).Cancels(2026, 2, 20).RecordedOn(2026, 3, 15),
        portfolio =>
        [
            new()
            {
                Period = portfolio.Month(2026, 2),
                AsKnownAt = Instant.FromUtc(2026, 3, 1, 0, 0),
                OpeningMrr = 100m,
                ClosingMrr = 100m,
                OpeningCustomers = 2,
                ClosingCustomers = 2,
                CustomerChurnRate = Ratio.Of(0, 2),
                CustomerRetentionRate = Ratio.Of(2, 2),
                GrossMrrChurnRate = Ratio.Of(0, 100),
                NetMrrChurnRate = Ratio.Of(0, 100),
                GrossRevenueRetention = Ratio.Of(100, 100),
                NetRevenueRetention = Ratio.Of(100, 100),
                Arpa = Ratio.Of(100, 2),
                GrowthRate = Ratio.Of(0, 100),
            },
            new()
            {
                Period = portfolio.Month(2026, 2),
                OpeningMrr = 100m,
                ChurnMrr = 50m,
                ClosingMrr = 50m,
                OpeningCustomers = 2,
                ChurnedCustomers = 1,
                ClosingCustomers = 1,
                CustomerChurnRate = Ratio.Of(1, 2),
                CustomerRetentionRate = Ratio.Of(1, 2),
                GrossMrrChurnRate = Ratio.Of(50, 100),
                NetMrrChurnRate = Ratio.Of(50, 100),
                GrossRevenueRetention = Ratio.Of(50, 100),
                NetRevenueRetention = Ratio.Of(50, 100),
                QuickRatio = Ratio.Of(0, 50),
                Arpa = Ratio.Of(50, 1),
                GrowthRate = Ratio.Of(-50, 100),
            },
            new()
            {
                Period = portfolio.Month(2026, 3),
                OpeningMrr = 50m,
                ClosingMrr = 50m,
                OpeningCustomers = 1,
                ClosingCustomers = 1,
                CustomerChurnRate = Ratio.Of(0, 1),
                CustomerRetentionRate = Ratio.Of(1, 1),
                GrossMrrChurnRate = Ratio.Of(0, 50),
                NetMrrChurnRate = Ratio.Of(0, 50),
                GrossRevenueRetention = Ratio.Of(50, 50),
                NetRevenueRetention = Ratio.Of(50, 50),
                Arpa = Ratio.Of(50, 1),
                GrowthRate = Ratio.Of(0, 50),
            },
        ]);

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
                AverageOrderValue = Ratio.Of(180, 4),
                PurchaseFrequency = Ratio.Of(4, 3),
                RepeatCustomerRate = Ratio.Of(1, 3),
                ReturningCustomerRate = Ratio.Of(1, 3),
                RevenuePerCustomer = Ratio.Of(180, 3),
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
                AverageOrderValue = Ratio.Of(75, 2),
                PurchaseFrequency = Ratio.Of(2, 2),
                RepeatCustomerRate = Ratio.Of(0, 2),
                ReturningCustomerRate = Ratio.Of(1, 2),
                RevenuePerCustomer = Ratio.Of(75, 2),
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
                AverageOrderValue = Ratio.Of(100, 3),
                PurchaseFrequency = Ratio.Of(3, 2),
                RepeatCustomerRate = Ratio.Of(1, 2),
                ReturningCustomerRate = Ratio.Of(2, 2),
                RevenuePerCustomer = Ratio.Of(100, 2),
                MeanDaysBetweenOrders = Ratio.Of(17, 2),
                MedianDaysBetweenOrders = 8.5m,
            },
        ]);

    /// <summary>The five customers of the examples in the documentation.</summary>
    /// <remarks>
    /// <para>Ada pays 80 from 10 January 2025, 100 from 1 September, 120 from 10 March 2026. Bo pays by the year: 60 a month from 1 February 2025, 50 from 20 March 2026. Cy pays 40 from 15
    /// June 2025 to 31 March 2026. Dee pays 60 from 5 March to 1 November 2025 and 25 from 12 March 2026. Eve pays 55 from 25 March 2026.</para>
    /// <para>March 2026: opening 100 + 60 + 40 = 200; new 55 (Eve), reactivation 25 (Dee), expansion 20 (Ada), contraction 10 (Bo), churn 40 (Cy); closing 200 + 55 + 25 + 20 − 10 − 40 = 250.
    /// Lost 1 of 3, closing 3 + 1 + 1 − 1 = 4. Gross churn 50/200, net churn (50 − 20)/200 = 30/200; GRR (100 + 50)/200 = 150/200; NRR (120 + 50)/200 = 170/200; quick ratio (55 + 20)/(10 + 40) =
    /// 75/50; ARPA 250/4; ASP 55/1; growth 50/200; expansion share 20/(55 + 25 + 20) = 20/100.</para>
    /// <para>The twelve months up to 1 April 2026, as one period: opening 80 + 60 + 60 = 200; Ada + 40, Bo − 10, Dee 60 to 25 is − 35, Eve new 55, and Cy came and went: closing 200 + 55 + 40 −
    /// 45 = 250. Lost 0 of 3. Gross churn 45/200, net churn (45 − 40)/200; GRR (80 + 50 + 25)/200 = 155/200; NRR (120 + 50 + 25)/200 = 195/200; quick ratio (55 + 40)/45 = 95/45; ARPA 250/4; ASP
    /// 55/1; growth 50/200; expansion share 40/(55 + 40) = 40/95.</para>
    /// </remarks>
    public static KnownPortfolio FiveCustomers { get; } = Known(
        nameof(FiveCustomers),
        "The five customers of the examples in the documentation.",
        Portfolio
            .With("ada").Starts(2025, 1, 10, monthly: 80).UpgradesTo(100).On(2025, 9, 1).UpgradesTo(120).On(2026, 3, 10)
            .And("bo").Starts(2025, 2, 1, yearly: 720).DowngradesTo(600).On(2026, 3, 20)
            .And("cy").Starts(2025, 6, 15, monthly: 40).Cancels(2026, 3, 31)
            .And("dee").Starts(2025, 3, 5, monthly: 60).Ends(2025, 11, 1, ChurnReason.Involuntary).Starts(2026, 3, 12, monthly: 25)
            .And("eve").Starts(2026, 3, 25, monthly: 55),
        portfolio =>
        [
            new()
            {
                Period = portfolio.Month(2026, 3),
                OpeningMrr = 200m,
                NewMrr = 55m,
                ReactivationMrr = 25m,
                ExpansionMrr = 20m,
                ContractionMrr = 10m,
                ChurnMrr = 40m,
                ClosingMrr = 250m,
                OpeningCustomers = 3,
                NewCustomers = 1,
                ReactivatedCustomers = 1,
                ExpandedCustomers = 1,
                ContractedCustomers = 1,
                ChurnedCustomers = 1,
                ClosingCustomers = 4,
                CustomerChurnRate = Ratio.Of(1, 3),
                CustomerRetentionRate = Ratio.Of(2, 3),
                GrossMrrChurnRate = Ratio.Of(50, 200),
                NetMrrChurnRate = Ratio.Of(30, 200),
                GrossRevenueRetention = Ratio.Of(150, 200),
                NetRevenueRetention = Ratio.Of(170, 200),
                QuickRatio = Ratio.Of(75, 50),
                Arpa = Ratio.Of(250, 4),
                AverageSalePrice = Ratio.Of(55, 1),
                GrowthRate = Ratio.Of(50, 200),
                ExpansionShare = Ratio.Of(20, 100),
            },
            new()
            {
                Period = ReportingPeriods.Between(DateTimeZone.Utc, Instant.FromUtc(2025, 4, 1, 0, 0), Instant.FromUtc(2026, 4, 1, 0, 0)),
                OpeningMrr = 200m,
                NewMrr = 55m,
                ExpansionMrr = 40m,
                ContractionMrr = 45m,
                ClosingMrr = 250m,
                OpeningCustomers = 3,
                NewCustomers = 1,
                ExpandedCustomers = 1,
                ContractedCustomers = 2,
                ClosingCustomers = 4,
                NeverRetainedCustomers = 1,
                CustomerChurnRate = Ratio.Of(0, 3),
                CustomerRetentionRate = Ratio.Of(3, 3),
                GrossMrrChurnRate = Ratio.Of(45, 200),
                NetMrrChurnRate = Ratio.Of(5, 200),
                GrossRevenueRetention = Ratio.Of(155, 200),
                NetRevenueRetention = Ratio.Of(195, 200),
                QuickRatio = Ratio.Of(95, 45),
                Arpa = Ratio.Of(250, 4),
                AverageSalePrice = Ratio.Of(55, 1),
                GrowthRate = Ratio.Of(50, 200),
                ExpansionShare = Ratio.Of(40, 95),
            },
        ]);
}
