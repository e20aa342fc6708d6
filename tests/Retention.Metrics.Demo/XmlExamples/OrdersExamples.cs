using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class OrdersExamples
{
    [Fact]
    public void AverageOrderValue_Of()
    {
        #region xml: AverageOrderValue.Of
        Show(AverageOrderValue.Of(revenue: Currency.Eur.Amount(5000), orders: 100)); // 50.00 EUR
        #endregion
    }

    [Fact]
    public void PurchaseFrequency_Of()
    {
        #region xml: PurchaseFrequency.Of
        Show(PurchaseFrequency.Of(orders: 300, uniqueCustomers: 200).Value); // 1.5
        #endregion
    }

    [Fact]
    public void PurchaseFrequency_PerOneTimeCustomer()
    {
        #region xml: PurchaseFrequency.PerOneTimeCustomer
        Show(PurchaseFrequency.PerOneTimeCustomer(orders: 300, oneTimeCustomers: 150).Value); // 2
        #endregion
    }

    [Fact]
    public void RepeatCustomers_Rate()
    {
        #region xml: RepeatCustomers.Rate
        Show(RepeatCustomers.Rate(repeatCustomers: 40, uniqueCustomers: 200).Value); // 0.2
        #endregion
    }

    [Fact]
    public void RepeatCustomers_PerOneTimeCustomer()
    {
        #region xml: RepeatCustomers.PerOneTimeCustomer
        Show(RepeatCustomers.PerOneTimeCustomer(repeatCustomers: 40, oneTimeCustomers: 160).Value); // 0.25
        #endregion
    }

    [Fact]
    public void RepeatCustomers_Returning()
    {
        #region xml: RepeatCustomers.Returning
        Show(RepeatCustomers.Returning(returningCustomers: 70, uniqueCustomers: 200).Value); // 0.35
        #endregion
    }

    [Fact]
    public void RevenuePerCustomer_Of()
    {
        #region xml: RevenuePerCustomer.Of
        Show(RevenuePerCustomer.Of(revenue: Currency.Eur.Amount(15000), uniqueCustomers: 200)); // 75.00 EUR
        #endregion
    }
}
