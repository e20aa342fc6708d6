using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class CustomerChurnPage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region customer-churn
        Console.WriteLine(march.CustomerChurnRate);                       // 1/3 = 0.333333: Cy, of Ada, Bo and Cy
        Console.WriteLine(CustomerChurn.Rate(lost: 7, opening: 100));     // 7/100 = 0.07
        Console.WriteLine(CustomerChurn.Rate(lost: 0, opening: 0));       // 0/0 = undefined
        #endregion
    }

    [Fact]
    public void Pitfall_MeanOfRates()
    {
        #region customer-churn-pitfall
        Ratio enterprise = CustomerChurn.Rate(lost: 1, opening: 2);
        Ratio selfService = CustomerChurn.Rate(lost: 2, opening: 98);

        decimal? wrong = (enterprise.Value + selfService.Value) / 2;
        Console.WriteLine(wrong);  // 0.2602…: the two enterprise customers weigh as much as the 98

        Ratio right = enterprise.Pool(selfService);
        Console.WriteLine(right);  // 3/100 = 0.03
        #endregion
    }
}
