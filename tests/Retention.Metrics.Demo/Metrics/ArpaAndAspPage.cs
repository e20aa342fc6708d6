using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class ArpaAndAspPage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region arpa-and-asp
        Console.WriteLine(march.Arpa);              // 62.50 EUR: 250 over 4 customers
        Console.WriteLine(march.AverageSalePrice);  // 55.00 EUR: one new customer
        #endregion
    }

    [Fact]
    public void Pitfall_MeanOfSegments()
    {
        #region arpa-and-asp-pitfall
        AverageMoney enterprise = Arpa.Of(mrr: Currency.Eur.Amount(4000), customers: 2);
        AverageMoney selfService = Arpa.Of(mrr: Currency.Eur.Amount(980), customers: 98);

        decimal? wrong = (enterprise.Value + selfService.Value) / 2;
        Console.WriteLine(wrong);                               // 1005

        AverageMoney right = enterprise.Pool(selfService);
        Console.WriteLine(right);                               // 49.80 EUR: 4980 over 100
        #endregion
    }
}
