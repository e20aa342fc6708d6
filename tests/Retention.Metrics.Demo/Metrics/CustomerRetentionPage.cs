using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class CustomerRetentionPage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region customer-retention
        Console.WriteLine(march.CustomerRetentionRate);             // 2/3 = 0.666667: Ada and Bo, of Ada, Bo and Cy
        Console.WriteLine(march.CustomerChurnRate.Complement);      // 2/3 = 0.666667
        #endregion
    }

    [Fact]
    public void Pitfall_CountForm()
    {
        RollForwardRow march = FiveCustomers.March;

        #region customer-retention-pitfall
        Ratio wrong = CustomerRetention.CountForm(closing: march.ClosingCustomers, added: march.NewCustomers, opening: march.OpeningCustomers);
        Console.WriteLine(wrong);  // 3/3 = 1: Dee came back and hides that Cy left

        Ratio right = march.CustomerRetentionRate;
        Console.WriteLine(right);  // 2/3 = 0.666667
        #endregion
    }
}
