using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class LifetimeValuePage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region lifetime-value
        decimal arpa = march.Arpa.Value!.Value;
        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(arpa, march.CustomerChurnRate));                  // 187.5/1 = 187.5
        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(arpa, march.CustomerChurnRate, margin: 0.8m));    // 150/1 = 150
        Console.WriteLine(CustomerLifetimeValue.ArpaOverRevenueChurn(arpa, march.GrossMrrChurnRate));                   // 12500/50 = 250
        Console.WriteLine(CustomerLifetimeValue.ArpaTimesLifetime(arpa, lifetimeMonths: 24));                           // 1500
        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(arpa, CustomerChurn.Rate(lost: 0, opening: 3)));  // 0/0 = undefined
        #endregion
    }

    [Fact]
    public void Starbucks()
    {
        #region lifetime-value-orders
        (decimal PurchaseValue, decimal PurchasesPerYear)[] customers = [(3.5m, 4 * 52), (8.5m, 3 * 52), (5m, 5 * 52), (6.5m, 6 * 52), (6m, 3 * 52)];

        Console.WriteLine(CustomerLifetimeValue.MeanOfProducts(customers, years: 20).Value);  // 25272: what these five bring on average
        decimal value = customers.Average(one => one.PurchaseValue), purchases = customers.Average(one => one.PurchasesPerYear);
        Console.WriteLine(CustomerLifetimeValue.ProductOfMeans(value, purchases, years: 20));  // 25771.2: as if frequent buyers spent the same
        #endregion
    }

    [Fact]
    public void Pitfall_Units()
    {
        #region lifetime-value-pitfall
        decimal monthlyArpa = 50m;
        Ratio yearlyChurn = CustomerChurn.Rate(lost: 46, opening: 100);
        Ratio monthlyChurn = CustomerChurn.Rate(lost: 5, opening: 100);

        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(monthlyArpa, yearlyChurn).Value);   // 108.69…: wrong, a monthly amount over a yearly rate
        Console.WriteLine(CustomerLifetimeValue.ArpaOverCustomerChurn(monthlyArpa, monthlyChurn).Value);  // 1000
        #endregion
    }
}
