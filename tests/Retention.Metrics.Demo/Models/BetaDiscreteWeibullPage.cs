using Retention.Metrics.Modeling;

namespace DocumentedCode.Models;

public sealed class BetaDiscreteWeibullPage
{
    [Fact]
    public void Example()
    {
        #region beta-discrete-weibull
        RiskTable renewals = RiskTable.FromSurvivors(1000, 869, 743, 653, 593);
        Fit<BetaDiscreteWeibull> weibull = BetaDiscreteWeibull.Fit(renewals);
        Fit<ShiftedBetaGeometric> plain = ShiftedBetaGeometric.Fit(renewals);

        Console.WriteLine(weibull["c"].Value);             // 1.584…
        Console.WriteLine(weibull["c"].StandardError);     // 0.353…
        Console.WriteLine(weibull.Model.Survival(10));     // 0.418…: 427 of 1,000 were seen
        Console.WriteLine(plain.Model.Survival(10));       // 0.351…
        Console.WriteLine(weibull.Aic < plain.Aic);        // true
        #endregion
    }
}
