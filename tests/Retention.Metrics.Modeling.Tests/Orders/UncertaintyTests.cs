using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>Whether 95 % intervals hold the truth in about 95 of 100 worlds, and where intervals come from.</summary>
[Trait("Kind", "Numbers")]
public sealed class UncertaintyTests
{
    private const int Worlds = 200;

    [Fact]
    public void Intervals_OfBgNbd_CoverTheTruth() => Covers(
        new BgNbd(0.6, 4.414, 0.793, 2.426, ModelUnit.Week), ["r", "alpha", "a", "b"], customers: 1200);

    [Fact]
    public void Intervals_OfMbgNbd_CoverTheTruth() => Covers(
        new MbgNbd(0.9, 6.183, 0.891, 2.0, ModelUnit.Week), ["r", "alpha", "a", "b"], customers: 1200);

    [Fact]
    public void Intervals_OfParetoNbd_CoverTheTruth() => Covers(
        new ParetoNbd(0.9, 6.0, 0.9, 11.669, ModelUnit.Week), ["r", "alpha", "s", "beta"], customers: 600);

    [Fact]
    public void Intervals_OfGammaGamma_CoverTheTruth()
    {
        var truth = new GammaGamma(6.25, 3.74, 15.44, Currency.Usd);
        PurchaseSummary design = PurchaseSummary.Of(
            Enumerable.Range(0, 500).Select(i => new CustomerPurchases(FormattableString.Invariant($"c{i}"), new PurchaseHistory(1 + (i % 5), 1, 2), 1m)),
            ModelUnit.Week);
        double[] values = [truth.P, truth.Q, truth.V];
        Cover(["p", "q", "v"], values, random => GammaGamma.Fit(PurchaseBootstrap.SimulateSpend(truth, design, random), Currency.Usd), fit =>
            fit.IntervalOf(model => model.PopulationMean ?? double.NaN), truth.PopulationMean!.Value);
    }

    [Fact]
    public void Intervals_OfBgBb_CoverTheTruth()
    {
        var truth = new BgBb(1.2, 0.75, 0.66, 2.78, ModelUnit.Named("year"));
        double[] values = [truth.Alpha, truth.Beta, truth.Gamma, truth.Delta];
        Cover(["alpha", "beta", "gamma", "delta"], values, random => BgBb.Fit(
            Enumerable.Range(0, 1500).Select(_ => (SimulateBgBb(truth, 6, random), 1L)), truth.Unit), fit =>
            fit.IntervalOf(model => model.ProbabilityAliveAtNextOpportunity(new OpportunityHistory(2, 4, 6)), FigureRange.Probability),
            truth.ProbabilityAliveAtNextOpportunity(new OpportunityHistory(2, 4, 6)));
    }

    [Fact]
    public void Bootstrap_OfCdnow_AgreesWithTheDeltaMethodWhereTheLikelihoodIsNearlyNormal()
    {
        var truth = new BgNbd(0.6, 4.414, 0.793, 2.426, ModelUnit.Week);
        PurchaseSummary summary = Simulated.Customers(truth.Simulate, 800, seed: 42);
        Fit<BgNbd> fit = BgNbd.Fit(summary);
        double Figure(BgNbd model) => model.ExpectedPurchasesOfNewCustomer(52.0);

        Bootstrap<BgNbd> bootstrap = fit.Bootstrap(summary, replicates: 100, seed: 7);
        ConfidenceInterval delta = fit.IntervalOf(Figure)!;
        ConfidenceInterval percentile = bootstrap.IntervalOf(Figure)!;

        Assert.Equal(0, bootstrap.NotConverged);
        Assert.Equal(100, bootstrap.Models.Length);
        double width = delta.Upper - delta.Lower;
        Close.To(delta.Lower, percentile.Lower, 0.0, "lower", absolute: 0.3 * width);
        Close.To(delta.Upper, percentile.Upper, 0.0, "upper", absolute: 0.3 * width);

        // The same seed, the same bits.
        Assert.Equal(percentile, fit.Bootstrap(summary, replicates: 100, seed: 7).IntervalOf(Figure));
        Assert.NotEqual(percentile, fit.Bootstrap(summary, replicates: 100, seed: 8).IntervalOf(Figure));
    }

    [Fact]
    public void Bootstrap_OfPurchasesAndSpend_GivesAnIntervalOfLifetimeValue()
    {
        PurchaseSummary summary = Cdnow.SampleWeeks;
        Fit<BgNbd> purchases = BgNbd.Fit(summary);
        Fit<GammaGamma> spend = GammaGamma.Fit(summary, Currency.Usd);
        CustomerPurchases customer = summary["1516"];
        double Value(BgNbd p, GammaGamma s) => p.ExpectedPurchases(customer.History, 52.0) * s.ExpectedValue(customer)!.Value;

        Bootstrap<BgNbd> replicates = purchases.Bootstrap(summary, replicates: 60, seed: 1);
        ConfidenceInterval interval = replicates.IntervalOf(spend.Bootstrap(summary, replicates: 60, seed: 2), Value)!;

        Close.To(1027.46755894, interval.Estimate, 1e-5);
        Assert.True(interval.Lower < interval.Estimate && interval.Estimate < interval.Upper);
        Assert.InRange((interval.Upper - interval.Lower) / interval.Estimate, 0.02, 0.4);

        // The delta method of the same figure, within the noise of sixty replicates.
        ConfidenceInterval delta = purchases.IntervalOf(spend, Value)!;
        Assert.Equal(interval.Estimate, delta.Estimate);
        Assert.InRange((delta.Upper - delta.Lower) / (interval.Upper - interval.Lower), 0.6, 1.7);

        // Spend adds to the uncertainty of purchases alone.
        ConfidenceInterval alone = purchases.IntervalOf(model => Value(model, spend.Model))!;
        Assert.True(delta.Upper - delta.Lower > alone.Upper - alone.Lower);
    }

    [Fact]
    public void Interval_OfAProbability_StaysOne()
    {
        Fit<ParetoNbd> fit = ParetoNbd.Fit(Cdnow.SampleWeeks);

        ConfidenceInterval interval = fit.IntervalOf(model => model.ProbabilityAlive(new PurchaseHistory(26, 30.857, 31)), FigureRange.Probability)!;

        Assert.InRange(interval.Upper, interval.Estimate, 1.0);
        Assert.InRange(interval.Lower, 0.9, interval.Estimate);
        Close.To(0.05, 1.0 - interval.Confidence, 1e-12);
    }

    [Fact]
    public void Interval_WithoutConvergence_IsRefused()
    {
        PurchaseSummary summary = PurchaseSummary.Of([new CustomerPurchases("ada", new PurchaseHistory(3, 5, 9))], ModelUnit.Week);

        Assert.Throws<FitNotConvergedException>(() => BgNbd.Fit(summary).IntervalOf(model => model.R));
        Assert.Throws<FitNotConvergedException>(() => BgNbd.Fit(summary).Bootstrap(summary, 20, 1));
    }

    private static void Covers<TModel>(TModel truth, string[] names, int customers)
        where TModel : class, IPurchaseModel<TModel>
    {
        double Figure(TModel model) => model.ExpectedPurchasesOfNewCustomer(52.0);
        Cover(names, [.. truth.Parameters], random =>
        {
            PurchaseSummary summary = PurchaseSummary.Of(
                Enumerable.Range(0, customers).Select(i => new CustomerPurchases(
                    FormattableString.Invariant($"c{i}"), truth.Simulate(30.0 + (10.0 * (i % 5)), random))),
                ModelUnit.Week);
            return TModel.Fit(summary);
        }, fit => fit.IntervalOf(Figure), Figure(truth));
    }

    private static void Cover<TModel>(
        string[] names, double[] truth, Func<Random, Fit<TModel>> world, Func<Fit<TModel>, ConfidenceInterval?> figure, double trueFigure)
        where TModel : class, IFittedModel<TModel>
    {
        var hits = new int[names.Length + 1];
        Parallel.For(0, Worlds, i =>
        {
            Fit<TModel> fit = world(new Xoshiro256StarStar(1000 + i, threadSafe: false));
            Assert.True(fit.IsConverged, fit.ToString());
            for (int k = 0; k < names.Length; k++)
            {
                if (fit.IntervalOf(names[k])!.Contains(truth[k]))
                {
                    Interlocked.Increment(ref hits[k]);
                }
            }

            if (figure(fit)!.Contains(trueFigure))
            {
                Interlocked.Increment(ref hits[^1]);
            }
        });

        Assert.All(hits, hit => Assert.InRange((double)hit / Worlds, 0.90, 0.98));
    }

    private static OpportunityHistory SimulateBgBb(BgBb model, int opportunities, Random random)
    {
        double use = Beta.Sample(random, model.Alpha, model.Beta);
        double leave = Beta.Sample(random, model.Gamma, model.Delta);
        int x = 0, last = 0;
        for (int i = 1; i <= opportunities && random.NextDouble() >= leave; i++)
        {
            if (random.NextDouble() < use)
            {
                x++;
                last = i;
            }
        }

        return new OpportunityHistory(x, last, opportunities);
    }
}
