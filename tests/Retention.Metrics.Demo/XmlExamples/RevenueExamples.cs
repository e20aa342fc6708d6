using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class RevenueExamples
{
    [Fact]
    public void QuickRatio_Of()
    {
        #region xml: QuickRatio.Of
        Show(QuickRatio.Of(added: 20000, expansion: 8000, contraction: 3000, churn: 5000).Value); // 3.5
        #endregion
    }

    [Fact]
    public void AverageMoney_Type()
    {
        #region xml: AverageMoney
        AverageMoney enterprise = Arpa.Of(mrr: Currency.Eur.Amount(4000), customers: 2);
        AverageMoney selfService = Arpa.Of(mrr: Currency.Eur.Amount(980), customers: 98);
        Show(enterprise.Pool(selfService));       // 49.80 EUR
        Show(enterprise.Pool(selfService).Value); // 49.8
        #endregion
    }

    [Fact]
    public void Arpa_Of()
    {
        #region xml: Arpa.Of
        Show(Arpa.Of(mrr: Currency.Eur.Amount(100000), customers: 1000)); // 100.00 EUR
        #endregion
    }

    [Fact]
    public void AverageSalePrice_Of()
    {
        #region xml: AverageSalePrice.Of
        Show(AverageSalePrice.Of(newMrr: Currency.Eur.Amount(450), newCustomers: 9)); // 50.00 EUR
        #endregion
    }

    [Fact]
    public void MrrGrowth_Rate()
    {
        #region xml: MrrGrowth.Rate
        Show(MrrGrowth.Rate(opening: 100, closing: 110).Value); // 0.1
        #endregion
    }

    [Fact]
    public void MrrGrowth_ExpansionShare()
    {
        #region xml: MrrGrowth.ExpansionShare
        Show(MrrGrowth.ExpansionShare(added: 60, reactivation: 10, expansion: 30).Value); // 0.3
        #endregion
    }

    [Fact]
    public void RevenueRetention_Gross_1()
    {
        #region xml: RevenueRetention.Gross (1)
        Show(RevenueRetention.Gross([(100m, 120m), (100m, 0m), (0m, 50m)]).Value); // 0.5
        #endregion
    }

    [Fact]
    public void RevenueRetention_Gross_2()
    {
        #region xml: RevenueRetention.Gross (2)
        Show(RevenueRetention.Gross(opening: 100, churn: 10, contraction: 10).Value); // 0.8
        #endregion
    }

    [Fact]
    public void RevenueRetention_Net_1()
    {
        #region xml: RevenueRetention.Net (1)
        Show(RevenueRetention.Net([(100m, 120m), (100m, 0m), (0m, 50m)]).Value); // 0.6
        #endregion
    }

    [Fact]
    public void RevenueRetention_Net_2()
    {
        #region xml: RevenueRetention.Net (2)
        Show(RevenueRetention.Net(opening: 50000, churn: 2000, contraction: 0, expansion: 5000).Value); // 1.06
        #endregion
    }
}
