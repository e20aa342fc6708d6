using NodaTime;

namespace Retention.Metrics.Testing;

/// <content>Facts that are recorded late.</content>
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
                Arpa = AverageMoney.Of(Currency.Eur.Amount(100), 2),
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
                Arpa = AverageMoney.Of(Currency.Eur.Amount(50), 1),
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
                Arpa = AverageMoney.Of(Currency.Eur.Amount(50), 1),
                GrowthRate = Ratio.Of(0, 50),
            },
        ]);
}
