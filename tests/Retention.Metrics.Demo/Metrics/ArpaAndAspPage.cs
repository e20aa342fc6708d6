using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class ArpaAndAspPage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region arpa-and-asp
        Console.WriteLine(march.Arpa);              // 250/4 = 62.5
        Console.WriteLine(march.AverageSalePrice);  // 55/1 = 55
        #endregion
    }

    [Fact]
    public void Pitfall_MeanOfSegments()
    {
        #region arpa-and-asp-pitfall
        Ratio enterprise = Arpa.Of(mrr: 4000, customers: 2);
        Ratio selfService = Arpa.Of(mrr: 980, customers: 98);

        decimal? wrong = (enterprise.Value + selfService.Value) / 2;
        Console.WriteLine(wrong);                               // 1005

        Ratio right = enterprise.Pool(selfService);
        Console.WriteLine(right);                               // 4980/100 = 49.8
        #endregion
    }
}
