using NodaTime;

namespace Retention.Metrics.Testing;

/// <content>The customers of the documentation.</content>
public static partial class KnownPortfolios
{
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
                Arpa = AverageMoney.Of(Currency.Eur.Amount(250), 4),
                AverageSalePrice = AverageMoney.Of(Currency.Eur.Amount(55), 1),
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
                Arpa = AverageMoney.Of(Currency.Eur.Amount(250), 4),
                AverageSalePrice = AverageMoney.Of(Currency.Eur.Amount(55), 1),
                GrowthRate = Ratio.Of(50, 200),
                ExpansionShare = Ratio.Of(40, 95),
            },
        ]);
}
