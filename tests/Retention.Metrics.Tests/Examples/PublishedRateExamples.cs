using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Examples;

/// <summary>Rates that vendors and guides work out on their pages.</summary>
public sealed class PublishedRateExamples
{
    [Fact]
    [Example("E-01", "https://help.chartmogul.com/hc/en-us/articles/203359341-Metric-MRR-Churn-Rate")]
    public void ChartMogul_GrossMrrChurn() => Assert.Equal(0.2m, MrrChurn.Gross(churn: 10, contraction: 10, opening: 100).Value);

    [Fact]
    [Example("E-02", "https://help.chartmogul.com/hc/en-us/articles/4414075567250-Metric-Net-MRR-Churn-Rate")]
    public void ChartMogul_NetMrrChurn() => Assert.Equal(0.1m, MrrChurn.Net(churn: 10, contraction: 10, expansion: 10, opening: 100, reactivation: 0).Value);

    [Fact]
    [Example("E-05", "https://help.chartmogul.com/hc/en-us/articles/6886621218332-Chart-Gross-MRR-Retention")]
    public void ChartMogul_GrossMrrRetention() => Assert.Equal(0.8m, RevenueRetention.Gross(opening: 100, churn: 10, contraction: 10).Value);

    [Fact]
    [Example("E-06", "https://help.chartmogul.com/hc/en-us/articles/203359301")]
    public void ChartMogul_Arpa()
    {
        decimal[] mrr = [1, 1, 3, 5, 5];

        Assert.Equal(3m, Arpa.Of(Eur(mrr.Sum()), mrr.Length).Value);
        Assert.Equal(3m, RevenueTimeline.FromIntervals(mrr.Select((amount, i) => new RevenueInterval($"c{i}", Utc("2026-01-01"), null, Mrr(amount)))).RollForward(Months("2026-01", "2026-01"))[0].Arpa.Value);
    }

    [Fact]
    [Example("E-21", "https://learn.profitwell.com/l/en/article/sxsipjlziy-saa-s-quick-ratio")]
    public void ProfitWell_QuickRatios() => Assert.Equal(
        [6m, 3m, 2m],
        new (decimal Gained, decimal Lost)[] { (24000, 4000), (30000, 10000), (40000, 20000) }.Select(one => QuickRatio.Of(added: one.Gained, expansion: 0, contraction: 0, churn: one.Lost).Value));

    [Fact]
    [Example("E-32", "github PostHog/posthog.com contents/product-engineers/best-customer-retention-metrics.md")]
    public void PostHog_CustomerRetention_CountForm()
    {
        Ratio retention = CustomerRetention.CountForm(closing: 1300, added: 500, opening: 1000);

        Assert.Equal((0.8m, 0.2m), (retention.Value, retention.Complement.Value));
    }

    [Fact]
    [Example("E-33", "github PostHog/posthog.com contents/product-engineers/best-customer-retention-metrics.md")]
    public void PostHog_GrossRevenueChurn() => Assert.Equal(0.17m, MrrChurn.Gross(churn: 17000, contraction: 0, opening: 100000).Value);

    [Fact]
    [Example("E-34", "github PostHog/posthog.com contents/product-engineers/best-customer-retention-metrics.md")]
    public void PostHog_NetRevenueChurn_IsFourteenPercent_NotThePrintedFifteen() =>
        // Published inconsistently: the page prints 17,000 - 3,000 = 15,000.
        Assert.Equal(0.14m, MrrChurn.Net(churn: 17000, contraction: 0, expansion: 3000, opening: 100000).Value);

    [Fact]
    [Example("E-37", "https://productanalyst.ai/resources/how-to/what-is-net-revenue-retention-in-stripe")]
    public void ProductAnalyst_NetRevenueRetention() => Assert.Equal(1.06m, RevenueRetention.Net(opening: 50000, churn: 2000, contraction: 0, expansion: 5000).Value);

    [Fact]
    [Example("E-38", "https://maxitsolutions.tech/blog/shopify/mastering-customer-retention-essential-metrics-for-your-shopify-store")]
    public void MaxItSolutions_CustomerRetention_CountForm() => Assert.Equal(0.7m, CustomerRetention.CountForm(closing: 90, added: 20, opening: 100).Value);

    [Fact]
    [Example("E-39", "https://archive.cyprus-mail.com/2020/01/16/how-to-calculate-your-customer-retention-rate-in-shopify")]
    public void CyprusMail_RepeatCustomerRate() => Assert.Equal(0.2m, RepeatCustomers.Rate(repeatCustomers: 40, uniqueCustomers: 200).Value);

    [Fact]
    [Example("E-40", "https://pitchkit.net/resources/glossary/quick-ratio")]
    public void PitchKit_QuickRatio() => Assert.Equal(3.5m, QuickRatio.Of(added: 20000, expansion: 8000, contraction: 3000, churn: 5000).Value);

    [Fact]
    [Example("E-41", "https://www.theprimecalculator.com/business/saas-quick-ratio-calculator/formula")]
    public void PrimeCalculator_QuickRatio_AndUndefinedWhereThePageSaysNought()
    {
        Ratio ratio = QuickRatio.Of(added: 25000, expansion: 10000, contraction: 4000, churn: 8000);

        Assert.Equal((2.9166667m, 23000m), (Math.Round(ratio.Value!.Value, 7), ratio.Numerator - ratio.Denominator));
        Assert.Null(QuickRatio.Of(added: 25000, expansion: 10000, contraction: 0, churn: 0).Value);
    }

    [Fact]
    [Example("E-43", "https://www.klipfolio.com/metrics/difference/asp-vs-arpa")]
    public void Klipfolio_Arpa() => Assert.Equal(100m, Arpa.Of(mrr: Eur(100000), customers: 1000).Value);
}
