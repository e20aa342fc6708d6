using Retention.Metrics.Modeling.Contracts;

namespace Retention.Metrics.Modeling.Tests.Contracts;

/// <summary>Do the intervals of fits to simulated customers hold the parameters they were simulated from?</summary>
[Trait("Kind", "Numbers")]
public sealed class ContractCoverageTests
{
    private const int Runs = 300;

    [Fact]
    public void ShiftedBetaGeometric_NinetyFivePercentIntervals_CoverTheTruth()
    {
        var truth = new ShiftedBetaGeometric(0.9, 2.4);
        int alpha = 0, beta = 0, survival = 0, lifetime = 0;
        for (int run = 0; run < Runs; run++)
        {
            Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(Simulate(truth, customers: 1500, renewals: 8, seed: 71_000 + run));
            Assert.True(fit.IsConverged, fit.ToString());
            alpha += Covers(fit.IntervalOf("alpha"), truth.Alpha);
            beta += Covers(fit.IntervalOf("beta"), truth.Beta);
            survival += Covers(fit.IntervalOf(model => model.Survival(20), FigureRange.Probability), truth.Survival(20));
            lifetime += Covers(fit.IntervalOf(Worth), Worth(truth));
        }

        Assert.All(new[] { alpha, beta, survival, lifetime }, hits => Assert.InRange(hits / (double)Runs, 0.90, 0.98));

        static double Worth(ShiftedBetaGeometric model) => model.DiscountedResidualLifetime(1, 0.1).Value!.Value;
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
            alpha += Covers(fit.IntervalOf("alpha"), truth.Alpha);
            beta += Covers(fit.IntervalOf("beta"), truth.Beta);
            c += Covers(fit.IntervalOf("c"), truth.C);
        }

        Assert.All(new[] { alpha, beta, c }, hits => Assert.InRange(hits / (double)Runs, 0.90, 0.98));
    }

    [Fact]
    public void Bootstrap_AgreesWithTheDeltaMethodAndRepeatsWithItsSeed()
    {
        RiskTable renewals = Simulate(new ShiftedBetaGeometric(0.9, 2.4), customers: 4000, renewals: 8, seed: 5)
            .Merge(Simulate(new ShiftedBetaGeometric(0.9, 2.4), customers: 3000, renewals: 3, seed: 6))
            .Merge(RiskTable.FromSpells(Enumerable.Repeat(Spell.OpenAt(8, entry: 4), 50)));
        Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(renewals);

        Bootstrap<ShiftedBetaGeometric> replicates = fit.Bootstrap(renewals, replicates: 400, seed: 11);
        ConfidenceInterval delta = fit.IntervalOf(Twenty, FigureRange.Probability)!, percentile = replicates.IntervalOf(Twenty)!;

        Assert.Equal(0, replicates.NotConverged);
        double width = delta.Upper - delta.Lower;
        Close.To(delta.Lower, percentile.Lower, 0, "lower", absolute: 0.25 * width);
        Close.To(delta.Upper, percentile.Upper, 0, "upper", absolute: 0.25 * width);
        Assert.Equal(percentile, fit.Bootstrap(renewals, replicates: 400, seed: 11).IntervalOf(Twenty));
        Assert.NotEqual(percentile, fit.Bootstrap(renewals, replicates: 400, seed: 12).IntervalOf(Twenty));

        static double Twenty(ShiftedBetaGeometric model) => model.Survival(20);
    }

    [Fact]
    public void Bootstrap_OfTheBetaDiscreteWeibull_HoldsTheEstimate()
    {
        RiskTable renewals = RiskTable.FromSurvivors(1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394);
        Fit<BetaDiscreteWeibull> fit = BetaDiscreteWeibull.Fit(renewals);

        ConfidenceInterval share = fit.Bootstrap(renewals, replicates: 100, seed: 3).IntervalOf(model => model.Survival(12))!;

        Assert.True(share.Contains(fit.Model.Survival(12)), share.ToString());
        Assert.InRange(share.Upper - share.Lower, 0.04, 0.08);
    }

    [Theory]
    [InlineData(40, 0.3)]
    [InlineData(1_000, 0.02)]
    [InlineData(1_000_000, 0.6)]
    public void BinomialDraw_HasTheMeanAndVarianceOfItsLaw(int n, double p)
    {
        const int Draws = 4000;
        var random = new Random(17);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => (double)BinomialDraw.Of(n, p, random))];
        double mean = draws.Average(), variance = draws.Sum(draw => (draw - mean) * (draw - mean)) / (Draws - 1), law = n * p * (1 - p);

        Assert.All(draws, draw => Assert.InRange(draw, 0, n));
        Close.To(n * p, mean, 0, "mean", absolute: 4 * Math.Sqrt(law / Draws));
        Close.To(law, variance, 0.1, "variance");
        Assert.Equal((0, n), (BinomialDraw.Of(n, 0, random), BinomialDraw.Of(n, 1, random)));
    }

    private static int Covers(ConfidenceInterval? interval, double truth) => interval!.Contains(truth) ? 1 : 0;

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
