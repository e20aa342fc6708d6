using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class AnnualizedPage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region annualized-rates
        Console.WriteLine(march.AnnualizedCustomerChurn);         // 0.9922…: 1 − (1 − 1/3)^12
        Console.WriteLine(march.AnnualizedNetRevenueRetention);   // 0.1422…: 0.85^12
        #endregion
    }

    [Fact]
    public void Pitfall_TimesTwelve()
    {
        #region annualized-rates-pitfall
        Ratio month = CustomerChurn.Rate(lost: 10, opening: 100);

        decimal? wrong = month.Value * 12;
        Console.WriteLine(wrong);  // 1.2: more customers lost than there are

        double? right = Annualized.Churn(month, periodsPerYear: 12);
        Console.WriteLine(right);  // 0.7175…
        #endregion
    }
}
