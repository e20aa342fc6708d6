namespace Retention.Metrics.Testing;

/// <content>Reactivation and pauses.</content>
public static partial class KnownPortfolios
{
    /// <summary>A customer who leaves and returns.</summary>
    /// <remarks>
    /// <para>Ada pays 40 from 10 January 2026, cancels on 10 February and returns at 25 on 10 April. Bo pays 60 from 1 January.</para>
    /// <para>February: opening 40 + 60 = 100, churn 40, closing 60. Lost 1 of 2; gross and net churn 40/100; GRR and NRR 60/100; quick ratio 0/40; ARPA 60/1; growth −40/100.</para>
    /// <para>April: opening 60, reactivation 25, closing 85. Lost 0 of 1; GRR and NRR 60/60, for who was away at the start is in neither; ARPA 85/2; growth 25/60; expansion share 0/25.</para>
    /// <para>April, where a return counts within 30 days: Ada was away for 59, so her 25 are new, with ASP 25/1.</para>
    /// <para>April, where net churn and quick ratio count a return: net churn (0 − 25)/60; the quick ratio has a gain of 25 and no loss, and stays undefined.</para>
    /// </remarks>
    public static KnownPortfolio Reactivation { get; } = Known(
        nameof(Reactivation),
        "A customer who leaves and returns.",
        Portfolio
            .With("ada").Starts(2026, 1, 10, monthly: 40).Cancels(2026, 2, 10).Starts(2026, 4, 10, monthly: 25)
            .And("bo").Starts(2026, 1, 1, monthly: 60),
        portfolio =>
        {
            KnownRollForward april = new()
            {
                Period = portfolio.Month(2026, 4),
                OpeningMrr = 60m,
                ReactivationMrr = 25m,
                ClosingMrr = 85m,
                OpeningCustomers = 1,
                ReactivatedCustomers = 1,
                ClosingCustomers = 2,
                CustomerChurnRate = Ratio.Of(0, 1),
                CustomerRetentionRate = Ratio.Of(1, 1),
                GrossMrrChurnRate = Ratio.Of(0, 60),
                NetMrrChurnRate = Ratio.Of(0, 60),
                GrossRevenueRetention = Ratio.Of(60, 60),
                NetRevenueRetention = Ratio.Of(60, 60),
                Arpa = AverageMoney.Of(Currency.Eur.Amount(85), 2),
                GrowthRate = Ratio.Of(25, 60),
                ExpansionShare = Ratio.Of(0, 25),
            };
            return
            [
                new()
                {
                    Period = portfolio.Month(2026, 2),
                    OpeningMrr = 100m,
                    ChurnMrr = 40m,
                    ClosingMrr = 60m,
                    OpeningCustomers = 2,
                    ChurnedCustomers = 1,
                    ClosingCustomers = 1,
                    CustomerChurnRate = Ratio.Of(1, 2),
                    CustomerRetentionRate = Ratio.Of(1, 2),
                    GrossMrrChurnRate = Ratio.Of(40, 100),
                    NetMrrChurnRate = Ratio.Of(40, 100),
                    GrossRevenueRetention = Ratio.Of(60, 100),
                    NetRevenueRetention = Ratio.Of(60, 100),
                    QuickRatio = Ratio.Of(0, 40),
                    Arpa = AverageMoney.Of(Currency.Eur.Amount(60), 1),
                    GrowthRate = Ratio.Of(-40, 100),
                },
                april,
                april with
                {
                    Policy = MetricPolicy.Default with { ReactivationWindowDays = 30 },
                    ReactivationMrr = 0m,
                    NewMrr = 25m,
                    ReactivatedCustomers = 0,
                    NewCustomers = 1,
                    AverageSalePrice = AverageMoney.Of(Currency.Eur.Amount(25), 1),
                },
                april with
                {
                    Policy = MetricPolicy.Default with { ReactivationInNetChurn = true, ReactivationInQuickRatio = true },
                    NetMrrChurnRate = Ratio.Of(-25, 60),
                },
            ];
        });

    /// <summary>A customer on hold for two months: churn and reactivation by default, neither where the policy keeps them.</summary>
    /// <remarks>
    /// <para>Ada pays 50 from 1 January 2026, pauses on 10 February and resumes on 10 April. Bo pays 30 from 1 January.</para>
    /// <para>February: opening 80, churn 50, closing 30; lost 1 of 2; gross and net churn 50/80; GRR and NRR 30/80; quick ratio 0/50; ARPA 30/1; growth −50/80.</para>
    /// <para>April: opening 30, reactivation 50, closing 80; lost 0 of 1; GRR and NRR 30/30; ARPA 80/2; growth 50/30; expansion share 0/50.</para>
    /// <para>Where a pause keeps the customer, February has paused 50 in the place of churn: two customers at both ends, lost 0 of 2, gross and net churn 0/80, GRR and NRR 80/80 (who is
    /// on hold counts with what they paid), ARPA 30/2. April has resumed 50: lost 0 of 2, GRR and NRR 30/30, ARPA 80/2; nothing is new, reactivation or expansion, so that share is undefined.</para>
    /// </remarks>
    public static KnownPortfolio Pause { get; } = Known(
        nameof(Pause),
        "A customer on hold for two months, gone or kept as the policy has it.",
        Portfolio
            .With("ada").Starts(2026, 1, 1, monthly: 50).Pauses(2026, 2, 10).Resumes(2026, 4, 10)
            .And("bo").Starts(2026, 1, 1, monthly: 30),
        portfolio =>
        {
            MetricPolicy keeping = MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer };
            return
            [
                new()
                {
                    Period = portfolio.Month(2026, 2),
                    OpeningMrr = 80m,
                    ChurnMrr = 50m,
                    ClosingMrr = 30m,
                    OpeningCustomers = 2,
                    ChurnedCustomers = 1,
                    ClosingCustomers = 1,
                    CustomerChurnRate = Ratio.Of(1, 2),
                    CustomerRetentionRate = Ratio.Of(1, 2),
                    GrossMrrChurnRate = Ratio.Of(50, 80),
                    NetMrrChurnRate = Ratio.Of(50, 80),
                    GrossRevenueRetention = Ratio.Of(30, 80),
                    NetRevenueRetention = Ratio.Of(30, 80),
                    QuickRatio = Ratio.Of(0, 50),
                    Arpa = AverageMoney.Of(Currency.Eur.Amount(30), 1),
                    GrowthRate = Ratio.Of(-50, 80),
                },
                new()
                {
                    Period = portfolio.Month(2026, 4),
                    OpeningMrr = 30m,
                    ReactivationMrr = 50m,
                    ClosingMrr = 80m,
                    OpeningCustomers = 1,
                    ReactivatedCustomers = 1,
                    ClosingCustomers = 2,
                    CustomerChurnRate = Ratio.Of(0, 1),
                    CustomerRetentionRate = Ratio.Of(1, 1),
                    GrossMrrChurnRate = Ratio.Of(0, 30),
                    NetMrrChurnRate = Ratio.Of(0, 30),
                    GrossRevenueRetention = Ratio.Of(30, 30),
                    NetRevenueRetention = Ratio.Of(30, 30),
                    Arpa = AverageMoney.Of(Currency.Eur.Amount(80), 2),
                    GrowthRate = Ratio.Of(50, 30),
                    ExpansionShare = Ratio.Of(0, 50),
                },
                new()
                {
                    Period = portfolio.Month(2026, 2),
                    Policy = keeping,
                    OpeningMrr = 80m,
                    PausedMrr = 50m,
                    ClosingMrr = 30m,
                    OpeningCustomers = 2,
                    ClosingCustomers = 2,
                    CustomerChurnRate = Ratio.Of(0, 2),
                    CustomerRetentionRate = Ratio.Of(2, 2),
                    GrossMrrChurnRate = Ratio.Of(0, 80),
                    NetMrrChurnRate = Ratio.Of(0, 80),
                    GrossRevenueRetention = Ratio.Of(80, 80),
                    NetRevenueRetention = Ratio.Of(80, 80),
                    Arpa = AverageMoney.Of(Currency.Eur.Amount(30), 2),
                    GrowthRate = Ratio.Of(-50, 80),
                },
                new()
                {
                    Period = portfolio.Month(2026, 4),
                    Policy = keeping,
                    OpeningMrr = 30m,
                    ResumedMrr = 50m,
                    ClosingMrr = 80m,
                    OpeningCustomers = 2,
                    ClosingCustomers = 2,
                    CustomerChurnRate = Ratio.Of(0, 2),
                    CustomerRetentionRate = Ratio.Of(2, 2),
                    GrossMrrChurnRate = Ratio.Of(0, 30),
                    NetMrrChurnRate = Ratio.Of(0, 30),
                    GrossRevenueRetention = Ratio.Of(30, 30),
                    NetRevenueRetention = Ratio.Of(30, 30),
                    Arpa = AverageMoney.Of(Currency.Eur.Amount(80), 2),
                    GrowthRate = Ratio.Of(50, 30),
                },
            ];
        });
}
