using Retention.Metrics.Modeling;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class ContractExamples
{
    [Fact]
    public void Type_Geometric()
    {
        #region xml: Geometric
        Show(Geometric.Fit(RiskTable.FromSurvivors(1000, 900, 810)).Model.P); // 0.1
        #endregion
    }

    [Fact]
    public void Type_ShiftedBetaGeometric()
    {
        #region xml: ShiftedBetaGeometric
        Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(1000, 869, 743, 653, 593, 551, 517, 491));
        Show(fit.Model.Survival(12)); // 0.377…: the share that makes twelve renewals
        Show(fit.Model.DiscountedResidualLifetime(period: 1, discountRate: 0.1).Value); // 5.414…: periods, before the first renewal
        #endregion
    }

    [Fact]
    public void Type_BetaDiscreteWeibull()
    {
        #region xml: BetaDiscreteWeibull
        Fit<BetaDiscreteWeibull> fit = BetaDiscreteWeibull.Fit(RiskTable.FromSurvivors(1000, 869, 743, 653, 593));
        Show(fit["c"].Value); // 1.584…: customers grow likelier to leave, and still the cohort's retention rises
        #endregion
    }

    [Fact]
    public void Type_ContractBootstrap()
    {
        #region xml: ContractBootstrap
        RiskTable renewals = RiskTable.FromSurvivors(1000, 869, 743, 653, 593, 551, 517, 491);
        Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(renewals);
        ConfidenceInterval? share = fit.Bootstrap(renewals, replicates: 200, seed: 7).IntervalOf(model => model.Survival(12));
        Show(share?.Contains(0.394)); // true: what was seen after twelve renewals
        #endregion
    }
}
