using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class LifetimeValuePage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region lifetime-value
        Money arpa = march.Arpa.Amount!.Value;
        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(arpa, march.CustomerChurnRate));                  // 187.50 EUR
        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(arpa, march.CustomerChurnRate, margin: 0.8m));    // 150.00 EUR
        Console.WriteLine(CustomerLifetimeValue.ArpaOverRevenueChurn(arpa, march.GrossMrrChurnRate));                   // 250.00 EUR
        Console.WriteLine(CustomerLifetimeValue.ArpaTimesLifetime(arpa, lifetimeMonths: 24));                           // 1500.00 EUR
        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(arpa, CustomerChurn.Rate(lost: 0, opening: 3)));  // undefined
        #endregion
    }

    [Fact]
    public void OfARow()
    {
        RollForwardRow march = FiveCustomers.March;

        #region lifetime-value-of-a-row
        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(march));                     // 187.50 EUR
        Console.WriteLine(CustomerLifetimeValue.ArpaOverRevenueChurn(march, margin: 0.8m));        // 200.00 EUR
        Console.WriteLine(CustomerLifetimeValue.ArpaTimesLifetime(march, lifetimeMonths: 24));     // 1500.00 EUR
        Console.WriteLine(CustomerLifetimeValue.Discounted(march, monthlyDiscount: 0.01m));        // 183.86 EUR
        Console.WriteLine(AcquisitionCost.PerCustomerWon(Currency.Eur.Amount(75), march));        // 75.00 EUR
        #endregion
    }

    [Fact]
    public void Starbucks()
    {
        #region lifetime-value-orders
        (Money PurchaseValue, decimal PurchasesPerYear)[] customers =
        [
            (Currency.Usd.Amount(3.5m), 4 * 52), (Currency.Usd.Amount(8.5m), 3 * 52), (Currency.Usd.Amount(5m), 5 * 52), (Currency.Usd.Amount(6.5m), 6 * 52), (Currency.Usd.Amount(6m), 3 * 52),
        ];

        Console.WriteLine(CustomerLifetimeValue.MeanOfProducts(customers, years: 20));  // 25272.00 USD: what these five bring on average
        decimal value = customers.Average(one => one.PurchaseValue.Amount), purchases = customers.Average(one => one.PurchasesPerYear);
        Console.WriteLine(CustomerLifetimeValue.ProductOfMeans(Currency.Usd.Amount(value), purchases, years: 20));  // 25771.20 USD: as if frequent buyers spent the same
        #endregion
    }

    [Fact]
    public void Pitfall_Units()
    {
        #region lifetime-value-pitfall
        Money monthlyArpa = Currency.Eur.Amount(50m);
        Ratio yearlyChurn = CustomerChurn.Rate(lost: 46, opening: 100);
        Ratio monthlyChurn = CustomerChurn.Rate(lost: 5, opening: 100);

        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(monthlyArpa, yearlyChurn));   // 108.70 EUR: wrong, a monthly amount over a yearly rate
        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(monthlyArpa, monthlyChurn));  // 1000.00 EUR
        #endregion
    }
}
