using MathNet.Numerics.Random;
using Retention.Metrics.Modeling.Contracts;
using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.Orders;
using Retention.Metrics.Modeling.Tests.Orders;
using Beta = MathNet.Numerics.Distributions.Beta;
using Gamma = MathNet.Numerics.Distributions.Gamma;

namespace Retention.Metrics.Modeling.Tests.Fitting;

/// <summary>Small sets, where a likelihood has two tops or rises along a ridge: no climb from any of many places ends higher than the fit.</summary>
[Trait("Kind", "Numbers")]
public sealed class HighestTopTests
{
    private const int Customers = 60;

    // (r, alpha, a, b); Pareto/NBD takes (r, alpha, a, 10 b).
    private static readonly double[][] Truths =
        [[0.5, 6, 0.9, 1.6], [2, 10, 2, 6], [5, 50, 2, 20], [30, 250, 50, 300], [0.3, 2, 0.1, 0.5], [1, 20, 5, 2], [0.525, 6.183, 0.891, 1.614]];

    [Fact]
    public void BgNbd_OfSixtyCustomers_EndsAtTheHighestTop() =>
        Check<BgNbd>(BgNbd.Fit, rows => new DropoutAtPurchaseLikelihood(rows, firstPurchaseMayEndIt: false), p => new BgNbd(p[0], p[1], p[2], p[3], ModelUnit.Week).Simulate);

    [Fact]
    public void MbgNbd_OfSixtyCustomers_EndsAtTheHighestTop() =>
        Check<MbgNbd>(MbgNbd.Fit, rows => new DropoutAtPurchaseLikelihood(rows, firstPurchaseMayEndIt: true), p => new MbgNbd(p[0], p[1], p[2], p[3], ModelUnit.Week).Simulate);

    [Fact]
    public void ParetoNbd_OfSixtyCustomers_EndsAtTheHighestTop() =>
        Check<ParetoNbd>(ParetoNbd.Fit, rows => new ParetoNbdLikelihood(rows), p => new ParetoNbd(p[0], p[1], p[2], 10.0 * p[3], ModelUnit.Week).Simulate);

    [Theory]
    [InlineData(0, 30, -223.70938, -223.14060)]
    [InlineData(4, 2, -547.86265, -546.19461)]
    [InlineData(4, 18, -438.38438, -436.25699)]
    [InlineData(4, 35, -592.95147, -591.45047)]
    [InlineData(6, 10, -330.87017, -330.82120)]
    public void MbgNbd_WithTwoTops_EndsAtTheHigher(int truth, int seed, double lower, double higher)
    {
        double[] p = Truths[truth];
        PurchaseSummary summary = Simulated.Customers(new MbgNbd(p[0], p[1], p[2], p[3], ModelUnit.Week).Simulate, Customers, seed);

        Fit<MbgNbd> cold = MbgNbd.Fit(summary);

        Assert.True(cold.IsConverged, cold.ToString());
        Assert.Equal(higher, cold.LogLikelihood, 1e-5);
        Assert.True(cold.LogLikelihood > lower + 0.04);

        // A start of one's own changes no result, wherever it is.
        Assert.Equal(higher, MbgNbd.Fit(summary, new MbgNbd(0.2, 2.0, 3.0, 20.0, ModelUnit.Week)).LogLikelihood, 1e-5);
        Assert.Equal(higher, MbgNbd.Fit(summary, new MbgNbd(2.0, 10.0, 0.5, 0.5, ModelUnit.Week)).LogLikelihood, 1e-5);
    }

    [Fact]
    public void ParetoNbd_AlongARidge_NamesTheLimitAndHasErrorsOnlyForWhatStays()
    {
        PurchaseSummary summary = Simulated.Customers(new BgNbd(0.8, 8, 0.793, 2.426, ModelUnit.Week).Simulate, Customers, seed: 7);

        Fit<ParetoNbd> fit = ParetoNbd.Fit(summary);

        Assert.Equal((FitOutcome.Boundary, "one dropout rate for all"), (fit.Status.Outcome, fit.Status.SimplerModel));
        Assert.Equal("s and beta grow without bound, with s / beta = 0.01645", fit.Status.Reason);
        Assert.True(fit["s"].Value > 1e9);
        Assert.Equal(0.01645, fit["s"].Value / fit["beta"].Value, 1e-5);
        Assert.NotNull(fit["r"].StandardError);
        Assert.NotNull(fit["alpha"].StandardError);
        Assert.Null(fit["s"].StandardError);
        Assert.Null(fit["beta"].StandardError);
        Assert.Null(fit.IntervalOf("s"));
        Assert.Equal(double.NaN, fit.Covariance[0][2]);
        Assert.Equal(fit, FitJson.Read<ParetoNbd>(FitJson.Write(fit)));

        // The supremum: customers of one exponential lifetime each, from the model far out.
        double far = summary.Customers.Sum(one => new ParetoNbd(fit["r"].Value, fit["alpha"].Value, 1e7, 1e7 / 0.016450, ModelUnit.Week).LogLikelihood(one.History));
        Assert.Equal(far, fit.LogLikelihood, 1e-5);
    }

    [Fact]
    public void GammaGamma_OfSixtyCustomers_EndsAtTheHighestTop()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Xoshiro256StarStar(seed, threadSafe: false);
            double p = Power(random, -1, 4), q = 1.2 + Power(random, -1, 4), v = Power(random, 0, 10);
            PurchaseSummary summary = PurchaseSummary.Of(
                Enumerable.Range(0, Customers).Select(i =>
                {
                    int x = 1 + random.Next(6);
                    double total = x * Gamma.Sample(random, p * x, x * Gamma.Sample(random, q, v));
                    return new CustomerPurchases(FormattableString.Invariant($"c{i:D4}"), new PurchaseHistory(x, 5, 9), Math.Max(0.0001m, decimal.Round((decimal)total, 4)));
                }),
                ModelUnit.Week);
            RowCounts<SpendRow> rows = RowCounts<SpendRow>.Of(summary.Customers.Select(one => new SpendRow(one.Frequency, one.MeanRepeatValue!.Value)));
            Check(GammaGamma.Fit(summary, Currency.Eur), new GammaGammaLikelihood(rows), [p, q, v], seed);
        }
    }

    [Fact]
    public void BgBb_OfSixtyCustomers_EndsAtTheHighestTop()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Xoshiro256StarStar(seed, threadSafe: false);
            double[] truth = [Power(random, -2, 3), Power(random, -2, 3), Power(random, -2, 3), Power(random, -1, 4)];
            (OpportunityHistory, long)[] customers = [.. Enumerable.Range(0, Customers).Select(_ => (Opportunities(truth, 4 + random.Next(3), random), 1L))];
            Check(BgBb.Fit(customers, ModelUnit.Month), new BgBbLikelihood(RowCounts<OpportunityHistory>.Of(customers)), truth, seed);
        }
    }

    [Fact]
    public void ContractModels_OfTwoHundredCustomers_EndAtTheHighestTop()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Xoshiro256StarStar(seed, threadSafe: false);
            double[] truth = [Power(random, -1, 2), Power(random, 0, 3), Power(random, -0.7, 0.7)];
            var model = new BetaDiscreteWeibull(truth[0], truth[1], truth[2]);
            int[] survivors = [200, 0, 0, 0, 0, 0, 0, 0];
            for (int t = 1; t < survivors.Length; t++)
            {
                survivors[t] = Enumerable.Range(0, survivors[t - 1]).Count(_ => random.NextDouble() < model.RetentionRate(t));
            }

            RiskTable table = RiskTable.FromSurvivors(survivors);
            Check(ShiftedBetaGeometric.Fit(table), new ShiftedBetaGeometricFit(RenewalDecisions.Of(table)), truth[..2], seed);
            Check(BetaDiscreteWeibull.Fit(table), new BetaDiscreteWeibullFit(table), truth, seed);
        }
    }

    [Fact]
    public void BetaDiscreteWeibull_WithAShapeWithoutBound_IsAPowerOfTenure()
    {
        // Two of ten thousand leave at first, then survival falls as t^-0.9, which no finite shape reaches.
        int[] survivors = [10_000, 9_998, .. Enumerable.Range(2, 8).Select(t => (int)(9_998 * Math.Pow(t, -0.9)))];
        Fit<BetaDiscreteWeibull> fit = BetaDiscreteWeibull.Fit(RiskTable.FromSurvivors(survivors));

        Assert.Equal((FitOutcome.Boundary, "power law"), (fit.Status.Outcome, fit.Status.SimplerModel));
        Assert.Equal(Math.Pow(2, -0.9), fit.ModelDespiteStatus.ConditionalSurvival(1, 1), 1e-2);
        Assert.Equal(Math.Pow(9, -0.9), fit.ModelDespiteStatus.ConditionalSurvival(1, 8), 1e-2);
        Assert.True(double.IsFinite(fit.ModelDespiteStatus.DiscountedLifetime(0.1).Value!.Value));
    }

    private static void Check<TModel>(
        Func<PurchaseSummary, TModel?, Fit<TModel>> fit,
        Func<RowCounts<PurchaseHistory>, IObjective> likelihood,
        Func<double[], Func<double, Random, PurchaseHistory>> simulate)
        where TModel : class, IFittedModel<TModel>
    {
        for (int seed = 0; seed < 21; seed++)
        {
            double[] truth = Truths[seed % Truths.Length];
            PurchaseSummary summary = Simulated.Customers(simulate(truth), Customers, seed);
            Check(fit(summary, null), likelihood(summary.Compressed), truth, seed);
        }
    }

    private static void Check<TModel>(Fit<TModel> fit, IObjective likelihood, double[] truth, int seed)
        where TModel : class, IFittedModel<TModel>
    {
        string what = FormattableString.Invariant($"seed {seed}: {fit}");
        Assert.NotEqual(FitOutcome.Failed, fit.Status.Outcome);
        Assert.Equal(fit.Status.Outcome == FitOutcome.Converged, fit.Status.Reason is null);
        if (fit.Status.Outcome == FitOutcome.NotIdentified)
        {
            return;
        }

        double best = ManyStarts.Best(likelihood, truth, starts: likelihood is ParetoNbdLikelihood ? 8 : 20, seed);
        Assert.True(fit.LogLikelihood >= best - 1e-6, FormattableString.Invariant($"{what} reaches {fit.LogLikelihood:R}; {best:R} exists"));
        if (fit.IsConverged)
        {
            Assert.All(fit.Parameters, parameter => Assert.NotNull(parameter.StandardError));
            Assert.True(fit.LogLikelihood <= best + 1e-6, what);
        }
        else
        {
            Assert.Contains(fit.Parameters, parameter => parameter.StandardError is null);
        }
    }

    private static double Power(Random random, double from, double to) => Math.Exp(from + ((to - from) * random.NextDouble()));

    private static OpportunityHistory Opportunities(double[] truth, int opportunities, Random random)
    {
        double use = Beta.Sample(random, truth[0], truth[1]), leave = Beta.Sample(random, truth[2], truth[3]);
        int used = 0, last = 0;
        for (int i = 1; i <= opportunities && random.NextDouble() >= leave; i++)
        {
            if (random.NextDouble() < use)
            {
                used++;
                last = i;
            }
        }

        return new OpportunityHistory(used, last, opportunities);
    }
}
