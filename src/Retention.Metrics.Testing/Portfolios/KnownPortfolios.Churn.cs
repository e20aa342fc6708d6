namespace Retention.Metrics.Testing;

/// <content>Customers that stay and customers that churn.</content>
public static partial class KnownPortfolios
{
    /// <summary>One customer who comes and stays.</summary>
    /// <remarks>
    /// <para>Ada pays 49 from 5 January 2026.</para>
    /// <para>January: opening 0, new 49, closing 49. Nobody was there at the start, so churn, retention and growth are undefined; ARPA and ASP are 49/1.</para>
    /// <para>February: opening 49 = closing 49. Lost 0 of 1, GRR and NRR 49/49; nothing gained over nothing lost, so the quick ratio is undefined.</para>
    /// </remarks>
    public static KnownPortfolio OneWhoStays { get; } = Known(
        nameof(OneWhoStays),
        "One customer who comes and stays.",
        Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49),
        portfolio =>
        [
            new()
            {
                Period = portfolio.Month(2026, 1),
                NewMrr = 49m,
                ClosingMrr = 49m,
                NewCustomers = 1,
                ClosingCustomers = 1,
                Arpa = AverageMoney.Of(Currency.Eur.Amount(49), 1),
                AverageSalePrice = AverageMoney.Of(Currency.Eur.Amount(49), 1),
                ExpansionShare = Ratio.Of(0, 49),
            },
            new()
            {
                Period = portfolio.Month(2026, 2),
                OpeningMrr = 49m,
                ClosingMrr = 49m,
                OpeningCustomers = 1,
                ClosingCustomers = 1,
                CustomerChurnRate = Ratio.Of(0, 1),
                CustomerRetentionRate = Ratio.Of(1, 1),
                GrossMrrChurnRate = Ratio.Of(0, 49),
                NetMrrChurnRate = Ratio.Of(0, 49),
                GrossRevenueRetention = Ratio.Of(49, 49),
                NetRevenueRetention = Ratio.Of(49, 49),
                Arpa = AverageMoney.Of(Currency.Eur.Amount(49), 1),
                GrowthRate = Ratio.Of(0, 49),
            },
        ]);

    /// <summary>Ten customers; one of them leaves.</summary>
    /// <remarks>
    /// <para>Ten pay 10 each from 1 January 2026; the tenth cancels on 14 February.</para>
    /// <para>February: opening 10 × 10 = 100, churn 10, closing 90. Lost 1 of 10 customers, kept 9; gross and net churn 10/100, GRR and NRR 90/100; quick ratio 0/10;
    /// ARPA 90/9; growth (90 − 100)/100.</para>
    /// </remarks>
    public static KnownPortfolio OneLostOfTen { get; } = Known(
        nameof(OneLostOfTen),
        "Ten customers; one of them leaves: 10 % churn.",
        Portfolio.With("c01").Starts(2026, 1, 1, monthly: 10)
            .And("c02").Starts(2026, 1, 1, monthly: 10).And("c03").Starts(2026, 1, 1, monthly: 10).And("c04").Starts(2026, 1, 1, monthly: 10)
            .And("c05").Starts(2026, 1, 1, monthly: 10).And("c06").Starts(2026, 1, 1, monthly: 10).And("c07").Starts(2026, 1, 1, monthly: 10)
            .And("c08").Starts(2026, 1, 1, monthly: 10).And("c09").Starts(2026, 1, 1, monthly: 10)
            .And("c10").Starts(2026, 1, 1, monthly: 10).Cancels(2026, 2, 14),
        portfolio =>
        [
            new()
            {
                Period = portfolio.Month(2026, 2),
                OpeningMrr = 100m,
                ChurnMrr = 10m,
                ClosingMrr = 90m,
                OpeningCustomers = 10,
                ChurnedCustomers = 1,
                ClosingCustomers = 9,
                CustomerChurnRate = Ratio.Of(1, 10),
                CustomerRetentionRate = Ratio.Of(9, 10),
                GrossMrrChurnRate = Ratio.Of(10, 100),
                NetMrrChurnRate = Ratio.Of(10, 100),
                GrossRevenueRetention = Ratio.Of(90, 100),
                NetRevenueRetention = Ratio.Of(90, 100),
                QuickRatio = Ratio.Of(0, 10),
                Arpa = AverageMoney.Of(Currency.Eur.Amount(90), 9),
                GrowthRate = Ratio.Of(-10, 100),
            },
        ]);

    /// <summary>One of three leaves, and the two who stay outgrow the loss.</summary>
    /// <remarks>
    /// <para>Ada, Bo and Cy pay 100 each from 1 January 2026. In February Ada and Bo go to 180, Cy cancels on the last day.</para>
    /// <para>February: opening 300, expansion 80 + 80 = 160, churn 100, closing 300 + 160 − 100 = 360. Lost 1 of 3. Gross churn 100/300; net churn (100 − 160)/300 = −60/300,
    /// which is negative churn; GRR (100 + 100)/300 = 200/300; NRR 360/300; quick ratio 160/100; ARPA 360/2; growth 60/300; expansion is all of the growth, 160/160.</para>
    /// </remarks>
    public static KnownPortfolio NegativeChurn { get; } = Known(
        nameof(NegativeChurn),
        "One of three leaves, and the two who stay outgrow the loss.",
        Portfolio
            .With("ada").Starts(2026, 1, 1, monthly: 100).UpgradesTo(180).On(2026, 2, 10)
            .And("bo").Starts(2026, 1, 1, monthly: 100).UpgradesTo(180).On(2026, 2, 20)
            .And("cy").Starts(2026, 1, 1, monthly: 100).Cancels(2026, 2, 28),
        portfolio =>
        [
            new()
            {
                Period = portfolio.Month(2026, 2),
                OpeningMrr = 300m,
                ExpansionMrr = 160m,
                ChurnMrr = 100m,
                ClosingMrr = 360m,
                OpeningCustomers = 3,
                ExpandedCustomers = 2,
                ChurnedCustomers = 1,
                ClosingCustomers = 2,
                CustomerChurnRate = Ratio.Of(1, 3),
                CustomerRetentionRate = Ratio.Of(2, 3),
                GrossMrrChurnRate = Ratio.Of(100, 300),
                NetMrrChurnRate = Ratio.Of(-60, 300),
                GrossRevenueRetention = Ratio.Of(200, 300),
                NetRevenueRetention = Ratio.Of(360, 300),
                QuickRatio = Ratio.Of(160, 100),
                Arpa = AverageMoney.Of(Currency.Eur.Amount(360), 2),
                GrowthRate = Ratio.Of(60, 300),
                ExpansionShare = Ratio.Of(160, 160),
            },
        ]);

    /// <summary>A customer who comes and goes within one month.</summary>
    /// <remarks>
    /// <para>Ada pays 80 from 1 January 2026. Bo pays 20 from 5 March and cancels on 25 March.</para>
    /// <para>March: between its two ends only Ada exists: opening 80 = closing 80, lost 0 of 1, GRR and NRR 80/80; Bo is counted apart, as never retained.</para>
    /// <para>March, every event counted: Bo's 20 are new and churn too. Gross and net churn 20/80 (no expansion), quick ratio 20/20, expansion share 0/20; ASP divides 20 by the 0 new
    /// customers of the month's end and is undefined. Customers, GRR and NRR come from the two ends as before.</para>
    /// </remarks>
    public static KnownPortfolio ComeAndGone { get; } = Known(
        nameof(ComeAndGone),
        "A customer who comes and goes within one month.",
        Portfolio
            .With("ada").Starts(2026, 1, 1, monthly: 80)
            .And("bo").Starts(2026, 3, 5, monthly: 20).Cancels(2026, 3, 25),
        portfolio =>
        {
            KnownRollForward march = new()
            {
                Period = portfolio.Month(2026, 3),
                OpeningMrr = 80m,
                ClosingMrr = 80m,
                OpeningCustomers = 1,
                ClosingCustomers = 1,
                NeverRetainedCustomers = 1,
                CustomerChurnRate = Ratio.Of(0, 1),
                CustomerRetentionRate = Ratio.Of(1, 1),
                GrossMrrChurnRate = Ratio.Of(0, 80),
                NetMrrChurnRate = Ratio.Of(0, 80),
                GrossRevenueRetention = Ratio.Of(80, 80),
                NetRevenueRetention = Ratio.Of(80, 80),
                Arpa = AverageMoney.Of(Currency.Eur.Amount(80), 1),
                GrowthRate = Ratio.Of(0, 80),
            };
            return
            [
                march,
                march with
                {
                    Policy = MetricPolicy.Default with { Netting = Netting.PerEvent },
                    NewMrr = 20m,
                    ChurnMrr = 20m,
                    GrossMrrChurnRate = Ratio.Of(20, 80),
                    NetMrrChurnRate = Ratio.Of(20, 80),
                    QuickRatio = Ratio.Of(20, 20),
                    ExpansionShare = Ratio.Of(0, 20),
                },
            ];
        });
}
