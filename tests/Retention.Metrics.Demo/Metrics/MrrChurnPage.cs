using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class MrrChurnPage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region mrr-churn
        Console.WriteLine(march.GrossMrrChurnRate);  // 50/200 = 0.25
        Console.WriteLine(march.NetMrrChurnRate);    // 30/200 = 0.15
        Console.WriteLine(march.NegativeChurn);      // False
        #endregion
    }

    [Fact]
    public void NegativeChurn()
    {
        #region mrr-churn-negative
        Console.WriteLine(MrrChurn.Net(churn: 10, contraction: 0, expansion: 25, opening: 100));  // -15/100 = -0.15: negative churn
        Console.WriteLine(MrrChurn.Gross(churn: 10, contraction: 0, opening: 100));               // 10/100 = 0.1: and still 10 % was lost
        #endregion
    }

    [Fact]
    public void Pitfall_OneMinusNetChurn()
    {
        #region mrr-churn-pitfall
        // A tenth was lost, and a customer of former months came back with 5.
        Ratio withReturns = MrrChurn.Net(churn: 10, contraction: 0, expansion: 0, opening: 100, reactivation: 5);
        Console.WriteLine(withReturns.Complement);  // 95/100 = 0.95: wrong, this is not NRR

        Ratio right = RevenueRetention.Net(opening: 100, churn: 10, contraction: 0, expansion: 0);
        Console.WriteLine(right);                   // 90/100 = 0.9: who returned was no opening customer
        #endregion
    }
}
