using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class AnnualisedPage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region annualised-rates
        Console.WriteLine(march.AnnualisedCustomerChurn);         // 0.9922…: 1 − (1 − 1/3)^12
        Console.WriteLine(march.AnnualisedNetRevenueRetention);   // 0.1422…: 0.85^12
        #endregion
    }

    [Fact]
    public void Pitfall_TimesTwelve()
    {
        #region annualised-rates-pitfall
        Ratio month = CustomerChurn.Rate(lost: 10, opening: 100);

        decimal? wrong = month.Value * 12;
        Console.WriteLine(wrong);  // 1.2: more customers lost than there are

        double? right = Annualised.Churn(month, periodsPerYear: 12);
        Console.WriteLine(right);  // 0.7175…
        #endregion
    }
}
