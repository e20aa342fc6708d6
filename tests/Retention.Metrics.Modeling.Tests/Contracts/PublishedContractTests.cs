namespace Retention.Metrics.Modeling.Tests.Contracts;

/// <summary>Results printed in papers and by other packages, to the digits printed.</summary>
public sealed class PublishedContractTests
{
    // Fader and Hardie (2007): survivors of 1,000 customers over seven renewals.
    private static readonly int[] HighEnd = [1000, 869, 743, 653, 593, 551, 517, 491];
    private static readonly int[] Regular = [1000, 631, 468, 382, 326, 289, 262, 241];

    [Fact]
    public void ShiftedBetaGeometric_OfFaderAndHardie2007()
    {
        CheckFit(ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(HighEnd)), [0.668, 3.806], 1e-3);
        CheckFit(ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(Regular)), [0.704, 1.182], 1e-3);
    }

    [Fact]
    public void ShiftedBetaGeometric_OfFaderAndHardie2010()
    {
        // As printed by an independent implementation (ltv_models-sbg_bdw) for the paper's first case.
        Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(10000, 8000, 6480, 5307, 4391));

        CheckFit(fit, [3.7906872033733663, 15.160839959123091], 1e-5);
        Close.To(1.4399582038997103, -fit.LogLikelihood / fit.Customers, 1e-9);
    }

    [Fact]
    public void BetaDiscreteWeibull_OfRetenmod()
    {
        // The retenmod package (after foretell), fitted to the first four renewals.
        Fit<BetaDiscreteWeibull> fit = BetaDiscreteWeibull.Fit(RiskTable.FromSurvivors(HighEnd.AsSpan(0, 5)));
        double[] percentages =
        [
            100.0, 86.91465993, 74.19282362, 65.47843633, 59.29329063, 54.66104739,
            51.03690317, 48.10443553, 45.66884023, 43.60368795, 41.82319022,
        ];

        CheckFit(fit, [0.25933745, 1.72255566, 1.58435482], 1e-4);
        for (int t = 0; t < percentages.Length; t++)
        {
            Close.To(percentages[t], 100 * fit.Model.Survival(t), 1e-5);
        }
    }

    private static void CheckFit<TModel>(Fit<TModel> fit, double[] published, double tolerance)
        where TModel : class, IFittedModel<TModel>
    {
        Assert.True(fit.IsConverged);
        for (int i = 0; i < published.Length; i++)
        {
            Close.To(published[i], fit.Parameters[i].Value, tolerance, fit.Parameters[i].Name);
        }
    }
}
