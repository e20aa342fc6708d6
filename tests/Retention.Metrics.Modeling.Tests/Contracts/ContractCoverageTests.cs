namespace Retention.Metrics.Modeling.Tests.Contracts;

/// <summary>Do the intervals of fits to simulated customers hold the parameters they were simulated from?</summary>
public sealed class ContractCoverageTests
{
    private const int Runs = 300;

    [Fact]
    public void ShiftedBetaGeometric_NinetyFivePercentIntervals_CoverTheTruth()
    {
        var truth = new ShiftedBetaGeometric(0.9, 2.4);
        int alpha = 0, beta = 0;
        for (int run = 0; run < Runs; run++)
        {
            Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(Simulate(truth, customers: 1500, renewals: 8, seed: 71_000 + run));
            Assert.True(fit.IsConverged, fit.ToString());
            alpha += Covers(fit["alpha"].Value, fit["alpha"].StandardError, truth.Alpha);
            beta += Covers(fit["beta"].Value, fit["beta"].StandardError, truth.Beta);
        }

        Assert.InRange(alpha / (double)Runs, 0.90, 0.98);
        Assert.InRange(beta / (double)Runs, 0.90, 0.98);
    }

    [Fact]
    public void BetaDiscreteWeibull_NinetyFivePercentIntervals_CoverTheTruth()
    {
        var truth = new BetaDiscreteWeibull(0.5, 1.6, 1.4);
        int alpha = 0, beta = 0, c = 0;
        for (int run = 0; run < Runs; run++)
        {
            Fit<BetaDiscreteWeibull> fit = BetaDiscreteWeibull.Fit(Simulate(truth, customers: 5000, renewals: 12, seed: 93_000 + run));
            Assert.True(fit.IsConverged, fit.ToString());
            alpha += Covers(fit["alpha"].Value, fit["alpha"].StandardError, truth.Alpha);
            beta += Covers(fit["beta"].Value, fit["beta"].StandardError, truth.Beta);
            c += Covers(fit["c"].Value, fit["c"].StandardError, truth.C);
        }

        Assert.InRange(alpha / (double)Runs, 0.90, 0.98);
        Assert.InRange(beta / (double)Runs, 0.90, 0.98);
        Assert.InRange(c / (double)Runs, 0.90, 0.98);
    }

    // Fits are made on the scale of logarithms, and so is the interval: a parameter is never negative.
    private static int Covers(double estimate, double? error, double truth) =>
        Math.Abs(Math.Log(truth / estimate)) <= 1.959963984540054 * error!.Value / estimate ? 1 : 0;

    private static RiskTable Simulate(ContractModel model, int customers, int renewals, int seed)
    {
        var random = new Random(seed);
        int[] survivors = new int[renewals + 1];
        survivors[0] = customers;
        for (int t = 1; t <= renewals; t++)
        {
            double stays = model.RetentionRate(t);
            for (int customer = 0; customer < survivors[t - 1]; customer++)
            {
                survivors[t] += random.NextDouble() < stays ? 1 : 0;
            }
        }

        return RiskTable.FromSurvivors(survivors);
    }
}
