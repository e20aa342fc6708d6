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

    [Fact]
    public void SimulatedUse_Type()
    {
        #region xml: SimulatedUse
        var use = new SimulatedUse([new(0, 0.2m), new(3, 0.1m), new(9, 0.02m)], customers: 2000, months: 6, seed: 7);
        Signal signal = Signal.Count(use.Activities, SimulatedUse.Kind, days: 28);
        SignalChurn churn = use.Timeline.ChurnBySignal(signal, SignalGroups.Bounds(0, 3), use.Months).Whole;
        Show(churn.Groups[0].Interval?.Contains(0.2));  // true
        Show(churn.Groups[2].Interval?.Contains(0.02)); // true
        Show(churn.Trend?.PValue < 0.001);              // true
        #endregion
    }
}
