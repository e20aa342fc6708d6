namespace Retention.Metrics.Tests.Examples;

/// <summary>Lifetime values that vendors and guides work out on their pages.</summary>
public sealed class PublishedLifetimeExamples
{
    private static readonly (Money PurchaseValue, decimal PurchasesPerYear)[] Starbucks =
        [(Usd(3.5m), 4 * 52), (Usd(8.5m), 3 * 52), (Usd(5.0m), 5 * 52), (Usd(6.5m), 6 * 52), (Usd(6.0m), 3 * 52)];

    [Fact]
    [Example("E-08", "https://help.chartmogul.com/hc/en-us/articles/203359061-Chart-Customer-Lifetime-Value-LTV")]
    public void ChartMogul_ArpaOverChurn()
    {
        Assert.Equal(2000m, CustomerLifetimeValue.ArpaOverCustomerChurn(arpa: Usd(100), Ratio.Of(5, 100)).Value);
        Assert.Equal(2000m, CustomerLifetimeValue.ArpaOverSixMonthChurn(arpa: Usd(100), [Ratio.Of(4, 100), Ratio.Of(6, 100), Ratio.Of(5, 100), Ratio.Of(5, 100), Ratio.Of(4, 100), Ratio.Of(6, 100)]).Value);
    }

    [Fact]
    [Example("E-16", "https://docs.recurly.com/docs/analytics-dashboard")]
    public void Recurly_Discounted_AtTenPercent_AndNotThePrintedOne()
    {
        // Published inconsistently: the page says d = 1 % and prints ~904, which is the value at 10 %.
        Assert.Equal(904.44m, Math.Round(CustomerLifetimeValue.Discounted(arpa: Usd(555000m / 5000m), Ratio.Of(35, 1000), monthlyDiscount: 0.1m).Value!.Value, 2));
        Assert.Equal(2491.33m, Math.Round(CustomerLifetimeValue.Discounted(arpa: Usd(111), Ratio.Of(35, 1000), monthlyDiscount: 0.01m).Value!.Value, 2));
    }

    [Fact]
    [Example("E-29", "https://slidetodoc.com/starbucks-clv-calculation-case-study-case-study-starbucks/ (Kissmetrics data, also used by HubSpot)")]
    public void Starbucks_MeanOfProducts()
    {
        Assert.Equal((5.9m, 4.2m, 24.3m), (Starbucks.Average(one => one.PurchaseValue.Amount), Starbucks.Average(one => one.PurchasesPerYear / 52m), Starbucks.Average(one => one.PurchaseValue.Amount * one.PurchasesPerYear / 52m)));
        Assert.Equal(25272m, CustomerLifetimeValue.MeanOfProducts(Starbucks, years: 20).Value);
        Assert.Equal(5382.94m, Math.Round(CustomerLifetimeValue.MeanOfProducts(Starbucks, years: 20, margin: 0.213m).Value!.Value, 2));
    }

    [Fact]
    [Example("E-30", "https://justaaa.com/accounting/238317-despite-the-shaky-economy-starbucks-is-opening")]
    public void Starbucks_ProductOfMeans()
    {
        Assert.Equal(Usd(25771.2m), CustomerLifetimeValue.ProductOfMeans(averagePurchaseValue: Usd(5.9m), purchasesPerYear: 218.4m, years: 20));
        Assert.Equal(Usd(5489.27m), CustomerLifetimeValue.ProductOfMeans(Usd(5.9m), 4.2m * 52m, years: 20, margin: 0.213m).Rounded);
    }

    [Fact]
    [Example("E-35", "github PostHog/posthog.com contents/product-engineers/best-customer-retention-metrics.md")]
    public void PostHog_ArpuTimesLifespan() => Assert.Equal(Usd(600m), CustomerLifetimeValue.ArpaTimesLifetime(arpa: Usd(50), lifetimeMonths: 12));

    [Fact]
    [Example("E-44", "https://gistjunction.com/customer-lifetime-value-calculator/?amp=1")]
    public void GistJunction_WithAndWithoutMargin() => Assert.Equal(
        (2000m, 1600m),
        (CustomerLifetimeValue.ArpaOverCustomerChurn(Usd(100), Ratio.Of(5, 100)).Value, CustomerLifetimeValue.ArpaOverCustomerChurn(Usd(100), Ratio.Of(5, 100), margin: 0.8m).Value));

    [Fact]
    [Example("E-45", "https://abracalc.com/calculator/customer-lifetime-value-calculator/25-arpa-95-margin-8-churn/")]
    public void AbraCalc_WithMargin() => Assert.Equal(296.875m, CustomerLifetimeValue.ArpaOverCustomerChurn(Usd(25), Ratio.Of(8, 100), margin: 0.95m).Value);

    private static Money Usd(decimal amount) => Currency.Usd.Amount(amount);
}
