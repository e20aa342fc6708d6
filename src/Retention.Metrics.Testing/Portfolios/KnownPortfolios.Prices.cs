using NodaTime;

namespace Retention.Metrics.Testing;

/// <content>What is paid, how often, in which currency.</content>
public static partial class KnownPortfolios
{
    /// <summary>A customer of two subscriptions, who drops first one and then the other.</summary>
    /// <remarks>
    /// <para>Ada pays 49 from 5 January 2026 and 10 for storage from 7 January. She cancels storage on 15 February, the rest on 15 March.</para>
    /// <para>February: opening 59, contraction 10, closing 49: the customer stays, lost 0 of 1. Gross and net churn 10/59; GRR and NRR 49/59; quick ratio 0/10; ARPA 49/1; growth −10/59.</para>
    /// <para>March: opening 49, churn 49, closing 0: lost 1 of 1. Gross and net churn 49/49; GRR and NRR 0/49; quick ratio 0/49; growth −49/49; with nobody left ARPA is undefined.</para>
    /// </remarks>
    public static KnownPortfolio TwoSubscriptions { get; } = Known(
        nameof(TwoSubscriptions),
        "A customer of two subscriptions, who drops first one and then the other.",
        Portfolio
            .With("ada").Starts(2026, 1, 5, monthly: 49).Cancels(2026, 3, 15)
            .WithSubscription("storage").Starts(2026, 1, 7, monthly: 10).Cancels(2026, 2, 15),
        portfolio =>
        [
            new()
            {
                Period = portfolio.Month(2026, 2),
                OpeningMrr = 59m,
                ContractionMrr = 10m,
                ClosingMrr = 49m,
                OpeningCustomers = 1,
                ContractedCustomers = 1,
                ClosingCustomers = 1,
                CustomerChurnRate = Ratio.Of(0, 1),
                CustomerRetentionRate = Ratio.Of(1, 1),
                GrossMrrChurnRate = Ratio.Of(10, 59),
                NetMrrChurnRate = Ratio.Of(10, 59),
                GrossRevenueRetention = Ratio.Of(49, 59),
                NetRevenueRetention = Ratio.Of(49, 59),
                QuickRatio = Ratio.Of(0, 10),
                Arpa = AverageMoney.Of(Currency.Eur.Amount(49), 1),
                GrowthRate = Ratio.Of(-10, 59),
            },
            new()
            {
                Period = portfolio.Month(2026, 3),
                OpeningMrr = 49m,
                ChurnMrr = 49m,
                OpeningCustomers = 1,
                ChurnedCustomers = 1,
                CustomerChurnRate = Ratio.Of(1, 1),
                CustomerRetentionRate = Ratio.Of(0, 1),
                GrossMrrChurnRate = Ratio.Of(49, 49),
                NetMrrChurnRate = Ratio.Of(49, 49),
                GrossRevenueRetention = Ratio.Of(0, 49),
                NetRevenueRetention = Ratio.Of(0, 49),
                QuickRatio = Ratio.Of(0, 49),
                GrowthRate = Ratio.Of(-49, 49),
            },
        ]);

    /// <summary>Prices by the year, quarter, week and day, by the seat and with a discount, in months of Berlin.</summary>
    /// <remarks>
    /// <para>From 1 January 2026: Ada pays 1200 a year, which is 100 a month; Bo 90 a quarter, 30; Cy 12 a week, 12 × 52 / 12 = 52; Dee 1.20 a day, 1.20 × 365 / 12 = 36.50; Eve 9 for
    /// each of 5 seats, 45; Fay 50 less 20 % until 1 April, 40.</para>
    /// <para>In April the discount ends with the first instant of the month (22:00 of 31 March in UTC): expansion 10. Eve gives up 2 seats: contraction 18. Ada goes to 1500 a year with
    /// the last hour of the month (21:00 of 30 April in UTC): expansion 25.</para>
    /// <para>April: opening 100 + 30 + 52 + 36.50 + 45 + 40 = 303.50; expansion 35, contraction 18, closing 320.50. Lost 0 of 6. Gross churn 18/303.50, net churn (18 − 35)/303.50 = −17/303.50;
    /// GRR (303.50 − 18)/303.50 = 285.50/303.50; NRR 320.50/303.50; quick ratio 35/18; ARPA 320.50/6; growth 17/303.50; expansion share 35/35.</para>
    /// </remarks>
    public static KnownPortfolio PricesOfEveryKind { get; } = Known(
        nameof(PricesOfEveryKind),
        "Prices by the year, quarter, week and day, by the seat and with a discount, in months of Berlin.",
        Portfolio.In(DateTimeZoneProviders.Tzdb["Europe/Berlin"])
            .With("ada").Starts(2026, 1, 1, yearly: 1200).UpgradesTo(1500).On(new LocalDateTime(2026, 4, 30, 23, 0))
            .And("bo").Starts(2026, 1, 1, RecurringPrice.Every(1, BillingUnit.Quarter, 90m, Currency.Eur))
            .And("cy").Starts(2026, 1, 1, RecurringPrice.Every(1, BillingUnit.Week, 12m, Currency.Eur))
            .And("dee").Starts(2026, 1, 1, RecurringPrice.Every(1, BillingUnit.Day, 1.20m, Currency.Eur))
            .And("eve").Starts(2026, 1, 1, monthly: 9, quantity: 5).ChangesQuantityTo(3).On(2026, 4, 15)
            .And("fay").Starts(2026, 1, 1, monthly: 50, discount: Discount.Percent(20m, until: Instant.FromUtc(2026, 3, 31, 22, 0))),
        portfolio =>
        [
            new()
            {
                Period = portfolio.Month(2026, 4),
                OpeningMrr = 303.50m,
                ExpansionMrr = 35m,
                ContractionMrr = 18m,
                ClosingMrr = 320.50m,
                OpeningCustomers = 6,
                ExpandedCustomers = 2,
                ContractedCustomers = 1,
                ClosingCustomers = 6,
                CustomerChurnRate = Ratio.Of(0, 6),
                CustomerRetentionRate = Ratio.Of(6, 6),
                GrossMrrChurnRate = Ratio.Of(18, 303.50m),
                NetMrrChurnRate = Ratio.Of(-17, 303.50m),
                GrossRevenueRetention = Ratio.Of(285.50m, 303.50m),
                NetRevenueRetention = Ratio.Of(320.50m, 303.50m),
                QuickRatio = Ratio.Of(35, 18),
                Arpa = AverageMoney.Of(Currency.Eur.Amount(320.50m), 6),
                GrowthRate = Ratio.Of(17, 303.50m),
                ExpansionShare = Ratio.Of(35, 35),
            },
        ]);

    /// <summary>Euros and dollars, with a rate that falls.</summary>
    /// <remarks>
    /// <para>Ada pays 100 EUR and Bo 200 USD from 1 January 2026; Cy pays 50 USD from 10 March. A dollar is 0.90 EUR until 1 April and 0.80 from then on.</para>
    /// <para>March in euros: opening 100 + 200 × 0.90 = 280. Cy is new at the rate of the end: 50 × 0.80 = 40. Bo pays what he paid, so the rate alone takes 200 × (0.80 − 0.90) = −20,
    /// the line fx. Closing 100 + 160 + 40 = 300 = 280 + 40 − 20. Lost 0 of 2; gross and net churn 0/280; GRR and NRR 280/280, for rates are left out of both; ARPA 300/3; ASP 40/1;
    /// growth 20/280; expansion share 0/40.</para>
    /// </remarks>
    public static KnownPortfolio SeveralCurrencies { get; } = Known(
        nameof(SeveralCurrencies),
        "Euros and dollars, with a rate that falls.",
        Portfolio
            .With("ada").Starts(2026, 1, 1, monthly: 100)
            .And("bo").Starts(2026, 1, 1, RecurringPrice.Monthly(200m, Currency.Usd))
            .And("cy").Starts(2026, 3, 10, RecurringPrice.Monthly(50m, Currency.Usd)),
        portfolio =>
        [
            new()
            {
                Period = portfolio.Month(2026, 3),
                OpeningMrr = 280m,
                NewMrr = 40m,
                FxMrr = -20m,
                ClosingMrr = 300m,
                OpeningCustomers = 2,
                NewCustomers = 1,
                ClosingCustomers = 3,
                CustomerChurnRate = Ratio.Of(0, 2),
                CustomerRetentionRate = Ratio.Of(2, 2),
                GrossMrrChurnRate = Ratio.Of(0, 280),
                NetMrrChurnRate = Ratio.Of(0, 280),
                GrossRevenueRetention = Ratio.Of(280, 280),
                NetRevenueRetention = Ratio.Of(280, 280),
                Arpa = AverageMoney.Of(Currency.Eur.Amount(300), 3),
                AverageSalePrice = AverageMoney.Of(Currency.Eur.Amount(40), 1),
                GrowthRate = Ratio.Of(20, 280),
                ExpansionShare = Ratio.Of(0, 40),
            },
        ],
        new FallingDollar());

    /// <summary>A dollar of 0.90 EUR until 1 April 2026 and of 0.80 from then on.</summary>
    private sealed class FallingDollar : IExchangeRates
    {
        public decimal Rate(Currency from, Currency to, Instant at)
        {
            decimal dollar = at < Instant.FromUtc(2026, 4, 1, 0, 0) ? 0.90m : 0.80m;
            return (from.Code, to.Code) switch
            {
                ("USD", "EUR") => dollar,
                ("EUR", "USD") => 1m / dollar,
                _ => throw new ArgumentException($"There is no rate from {from} to {to}; there is one between USD and EUR.", nameof(from)),
            };
        }
    }
}
