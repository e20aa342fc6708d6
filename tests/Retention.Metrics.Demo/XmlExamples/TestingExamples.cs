using Retention.Metrics;
using Retention.Metrics.Testing;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class TestingExamples
{
    [Fact]
    public void Portfolio_TellsAStory()
    {
        #region xml: Portfolio
        Portfolio portfolio = Portfolio
            .With("ada").Starts(2026, 1, 5, monthly: 49).UpgradesTo(99).On(2026, 3, 5).Cancels(2026, 6, 5, ChurnReason.Voluntary)
            .And("bo").Starts(2026, 1, 20, yearly: 1200);

        Show(portfolio.Timeline().RollForward(portfolio.Month(2026, 6))[0].CustomerChurnRate); // 1/2 = 0.5
        #endregion
    }

    [Fact]
    public void KnownPortfolio_IsCompared()
    {
        #region xml: KnownPortfolio
        KnownPortfolio known = KnownPortfolios.OneLostOfTen;
        RollForwardRow found = known.Portfolio.Timeline().RollForward(known.RollForwards[0].Period)[0];
        Show(known.RollForwards[0].Differences(found).Count); // 0
        #endregion
    }

    [Fact]
    public void SimulatedBusiness_MeasuresWhatIsPutIn()
    {
        #region xml: SimulatedBusiness
        var parameters = new BusinessParameters { OpeningCustomers = 2000, MonthlyChurn = 0.03m };
        var business = new SimulatedBusiness(parameters, seed: 7);
        RollForward months = business.Timeline().RollForward(business.Months);
        Ratio churn = months.Select(month => month.CustomerChurnRate).Aggregate((all, month) => all.Pool(month));
        Show(churn.Value > 0.028m); // true
        Show(churn.Value < 0.032m); // true
        #endregion
    }
}
