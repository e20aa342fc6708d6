using Retention.Metrics.Modeling;

namespace DocumentedCode.Models;

public sealed class ShiftedBetaGeometricPage
{
    [Fact]
    public void Example()
    {
        #region shifted-beta-geometric
        RiskTable renewals = RiskTable.FromSurvivors(1000, 869, 743, 653, 593, 551, 517, 491);
        Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(renewals);

        Console.WriteLine(fit["alpha"].Value);                     // 0.6680…
        Console.WriteLine(fit["alpha"].StandardError);             // 0.1037…
        Console.WriteLine(fit.Model.Survival(12));                 // 0.377…: the share that makes twelve renewals
        Console.WriteLine(fit.IntervalOf(model => model.Survival(12), FigureRange.Probability)?.Lower); // 0.340…: by the delta method

        Console.WriteLine(fit.Model.DiscountedResidualLifetime(period: 1, discountRate: 0.1).Value); // 5.414…: periods
        Console.WriteLine(fit.Model.ExpectedTenure.Value is null); // true: the mean tenure is infinite, and Undefined says why
        #endregion
    }
}
