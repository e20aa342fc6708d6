using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class LifetimeExamples
{
    [Fact]
    public void AcquisitionCost_LifetimeValueTo()
    {
        #region xml: AcquisitionCost.LifetimeValueTo
        Show(AcquisitionCost.LifetimeValueTo(lifetimeValue: 2000, acquisitionCost: 500).Value); // 4
        #endregion
    }

    [Fact]
    public void AcquisitionCost_MonthsToRecover()
    {
        #region xml: AcquisitionCost.MonthsToRecover
        Show(AcquisitionCost.MonthsToRecover(acquisitionCost: 600, arpa: 100, margin: 0.8m).Value); // 7.5
        #endregion
    }

    [Fact]
    public void AcquisitionCost_OverRetentionCost()
    {
        #region xml: AcquisitionCost.OverRetentionCost
        Show(AcquisitionCost.OverRetentionCost(acquisitionCost: 500, retentionCost: 100).Value); // 5
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ProductOfMeans()
    {
        #region xml: CustomerLifetimeValue.ProductOfMeans
        Show(CustomerLifetimeValue.ProductOfMeans(averagePurchaseValue: 5.9m, purchasesPerYear: 4.2m * 52, years: 20)); // 25771.2
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_MeanOfProducts()
    {
        #region xml: CustomerLifetimeValue.MeanOfProducts
        Show(CustomerLifetimeValue.MeanOfProducts([(3.5m, 4 * 52), (8.5m, 3 * 52)], years: 20).Value); // 20540
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ArpaTimesLifetime()
    {
        #region xml: CustomerLifetimeValue.ArpaTimesLifetime
        Show(CustomerLifetimeValue.ArpaTimesLifetime(arpa: 50, lifetimeMonths: 12)); // 600
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ArpaOverCustomerChurn()
    {
        #region xml: CustomerLifetimeValue.ArpaOverCustomerChurn
        Show(CustomerLifetimeValue.ArpaOverCustomerChurn(arpa: 100, churn: Ratio.Of(5, 100)).Value); // 2000
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ArpaOverRevenueChurn()
    {
        #region xml: CustomerLifetimeValue.ArpaOverRevenueChurn
        Show(CustomerLifetimeValue.ArpaOverRevenueChurn(arpa: 100, churn: Ratio.Of(4, 100), margin: 0.8m).Value); // 2000
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ArpaOverSixMonthChurn()
    {
        #region xml: CustomerLifetimeValue.ArpaOverSixMonthChurn
        Ratio[] lastSixMonths = [Ratio.Of(4, 100), Ratio.Of(6, 100), Ratio.Of(5, 100), Ratio.Of(5, 100), Ratio.Of(4, 100), Ratio.Of(6, 100)];
        Show(CustomerLifetimeValue.ArpaOverSixMonthChurn(arpa: 100, lastSixMonths).Value); // 2000
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_Discounted()
    {
        #region xml: CustomerLifetimeValue.Discounted
        Show(CustomerLifetimeValue.Discounted(arpa: 111, churn: Ratio.Of(35, 1000), monthlyDiscount: 0.1m).Value); // 904.44…
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_Realized()
    {
        #region xml: CustomerLifetimeValue.Realized
        Show(CustomerLifetimeValue.Realized(revenue: 12500, customers: 50).Value); // 250
        #endregion
    }
}
