using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class ChurnExamples
{
    [Fact]
    public void Annualized_Churn()
    {
        #region xml: Annualized.Churn
        Show(Annualized.Churn(CustomerChurn.Rate(lost: 5, opening: 100), periodsPerYear: 12)); // 0.4596…, not 0.6
        #endregion
    }

    [Fact]
    public void Annualized_Retention()
    {
        #region xml: Annualized.Retention
        Show(Annualized.Retention(RevenueRetention.Net(opening: 100, churn: 0, contraction: 0, expansion: 1), periodsPerYear: 12)); // 1.1268…
        #endregion
    }

    [Fact]
    public void CustomerChurn_Rate()
    {
        #region xml: CustomerChurn.Rate
        Show(CustomerChurn.Rate(lost: 7, opening: 100).Value); // 0.07
        #endregion
    }

    [Fact]
    public void CustomerRetention_Rate()
    {
        #region xml: CustomerRetention.Rate
        Show(CustomerRetention.Rate(kept: 93, opening: 100).Value); // 0.93
        #endregion
    }

    [Fact]
    public void CustomerRetention_CountForm()
    {
        #region xml: CustomerRetention.CountForm
        Show(CustomerRetention.CountForm(closing: 90, added: 20, opening: 100).Value); // 0.7
        #endregion
    }

    [Fact]
    public void CustomerRetention_ClosingOverOpening()
    {
        #region xml: CustomerRetention.ClosingOverOpening
        Show(CustomerRetention.ClosingOverOpening(closing: 90, opening: 100).Value); // 0.9
        #endregion
    }

    [Fact]
    public void MrrChurn_Gross()
    {
        #region xml: MrrChurn.Gross
        Show(MrrChurn.Gross(churn: 10, contraction: 10, opening: 100).Value); // 0.2
        #endregion
    }

    [Fact]
    public void MrrChurn_Net()
    {
        #region xml: MrrChurn.Net
        Show(MrrChurn.Net(churn: 10, contraction: 10, expansion: 10, opening: 100).Value); // 0.1
        #endregion
    }
}
