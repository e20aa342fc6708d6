using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class LifetimeExamples
{
    [Fact]
    public void AcquisitionCost_LifetimeValueTo()
    {
        #region xml: AcquisitionCost.LifetimeValueTo
        Show(AcquisitionCost.LifetimeValueTo(lifetimeValue: Currency.Eur.Amount(2000), acquisitionCost: Currency.Eur.Amount(500)).Value); // 4
        #endregion
    }

    [Fact]
    public void AcquisitionCost_MonthsToRecover()
    {
        #region xml: AcquisitionCost.MonthsToRecover
        Show(AcquisitionCost.MonthsToRecover(acquisitionCost: Currency.Eur.Amount(600), arpa: Currency.Eur.Amount(100), margin: 0.8m).Value); // 7.5
        #endregion
    }

    [Fact]
    public void AcquisitionCost_OverRetentionCost()
    {
        #region xml: AcquisitionCost.OverRetentionCost
        Show(AcquisitionCost.OverRetentionCost(acquisitionCost: Currency.Eur.Amount(500), retentionCost: Currency.Eur.Amount(100)).Value); // 5
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ProductOfMeans()
    {
        #region xml: CustomerLifetimeValue.ProductOfMeans
        Show(CustomerLifetimeValue.ProductOfMeans(averagePurchaseValue: Currency.Usd.Amount(5.9m), purchasesPerYear: 4.2m * 52, years: 20)); // 25771.20 USD
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_MeanOfProducts()
    {
        #region xml: CustomerLifetimeValue.MeanOfProducts
        Show(CustomerLifetimeValue.MeanOfProducts([(Currency.Usd.Amount(3.5m), 4 * 52), (Currency.Usd.Amount(8.5m), 3 * 52)], years: 20)); // 20540.00 USD
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ArpaTimesLifetime()
    {
        #region xml: CustomerLifetimeValue.ArpaTimesLifetime
        Show(CustomerLifetimeValue.ArpaTimesLifetime(arpa: Currency.Eur.Amount(50), lifetimeMonths: 12)); // 600.00 EUR
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ArpaOverCustomerChurn()
    {
        #region xml: CustomerLifetimeValue.ArpaOverCustomerChurn
        Show(CustomerLifetimeValue.ArpaOverCustomerChurn(arpa: Currency.Eur.Amount(100), churn: Ratio.Of(5, 100))); // 2000.00 EUR
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ArpaOverRevenueChurn()
    {
        #region xml: CustomerLifetimeValue.ArpaOverRevenueChurn
        Show(CustomerLifetimeValue.ArpaOverRevenueChurn(arpa: Currency.Eur.Amount(100), churn: Ratio.Of(4, 100), margin: 0.8m)); // 2000.00 EUR
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_ArpaOverSixMonthChurn()
    {
        #region xml: CustomerLifetimeValue.ArpaOverSixMonthChurn
        Ratio[] lastSixMonths = [Ratio.Of(4, 100), Ratio.Of(6, 100), Ratio.Of(5, 100), Ratio.Of(5, 100), Ratio.Of(4, 100), Ratio.Of(6, 100)];
        Show(CustomerLifetimeValue.ArpaOverSixMonthChurn(arpa: Currency.Eur.Amount(100), lastSixMonths)); // 2000.00 EUR
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_Discounted()
    {
        #region xml: CustomerLifetimeValue.Discounted
        Show(CustomerLifetimeValue.Discounted(arpa: Currency.Usd.Amount(111), churn: Ratio.Of(35, 1000), monthlyDiscount: 0.1m)); // 904.44 USD
        #endregion
    }

    [Fact]
    public void CustomerLifetimeValue_Realized()
    {
        #region xml: CustomerLifetimeValue.Realized
        Show(CustomerLifetimeValue.Realized(revenue: Currency.Eur.Amount(12500), customers: 50)); // 250.00 EUR
        #endregion
    }
}
