using MathNet.Numerics.Random;
using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.Orders;

namespace Retention.Metrics.Modeling.Tests.Fitting;

/// <summary>Hundreds of small sets, most of them with a likelihood that rises along some ridge: no climb from many random places ends higher than the fit.</summary>
[Trait("Kind", "Numbers")]
public sealed class EveryStartTests
{
    private const int Sets = 200;

    [Fact]
    public void BgNbd_OfAnySmallSet_EndsAtTheHighestTop() => CheckAll<BgNbd>(
        BgNbd.Fit, rows => new DropoutAtPurchaseLikelihood(rows, firstPurchaseMayEndIt: false), p => new BgNbd(p[0], p[1], p[2], p[3], ModelUnit.Week).Simulate, most: 60);

    [Fact]
    public void MbgNbd_OfAnySmallSet_EndsAtTheHighestTop() => CheckAll<MbgNbd>(
        MbgNbd.Fit, rows => new DropoutAtPurchaseLikelihood(rows, firstPurchaseMayEndIt: true), p => new MbgNbd(p[0], p[1], p[2], p[3], ModelUnit.Week).Simulate, most: 60);

    [Fact]
    public void ParetoNbd_OfAnySmallSet_EndsAtTheHighestTop() => CheckAll<ParetoNbd>(
        ParetoNbd.Fit, rows => new ParetoNbdLikelihood(rows), p => new ParetoNbd(p[0], p[1], p[2], 10.0 * p[3], ModelUnit.Week).Simulate, most: 16);

    // The search of earlier versions, from four starts inside and one along each edge, stopped at the lower of these.
    [Theory]
    [InlineData(121, -53.5630, -53.448784)]
    [InlineData(143, -13.6244, -13.614287)]
    [InlineData(245, -19.7105, -19.634759)]
    [InlineData(261, -8.6049, -8.093424)]
    public void MbgNbd_WithATopOnAnotherEdge_EndsThere(int seed, double lower, double higher)
    {
        PurchaseSummary summary = SmallSets.Of(p => new MbgNbd(p[0], p[1], p[2], p[3], ModelUnit.Week).Simulate, seed, most: 80, out _);

        Fit<MbgNbd> fit = MbgNbd.Fit(summary);

        Assert.Equal(higher, fit.LogLikelihood, 1e-5);
        Assert.True(fit.LogLikelihood > lower + 0.005, fit.ToString());
        Assert.Equal(fit.Status.Outcome == FitOutcome.Boundary, !fit.Limits.IsEmpty);
    }

    [Theory]
    [InlineData(52, -153.9973, -153.995631)]
    [InlineData(107, -52.2256, -50.117560)]
    [InlineData(110, -475.0171, -475.010476)]
    public void ParetoNbd_WithATopOnAnotherEdge_EndsThere(int seed, double lower, double higher)
    {
        PurchaseSummary summary = SmallSets.Of(p => new ParetoNbd(p[0], p[1], p[2], 10.0 * p[3], ModelUnit.Week).Simulate, seed, most: 80, out _);

        Fit<ParetoNbd> fit = ParetoNbd.Fit(summary);

        Assert.True(fit.LogLikelihood >= higher - 1e-5, fit.ToString());
        Assert.True(fit.LogLikelihood > lower + 0.001, fit.ToString());
        Assert.Equal(FitOutcome.Boundary, fit.Status.Outcome);
    }

    private static void CheckAll<TModel>(
        Func<PurchaseSummary, TModel?, Fit<TModel>> fit,
        Func<RowCounts<PurchaseHistory>, IObjective> likelihood,
        Func<double[], Func<double, Random, PurchaseHistory>> simulate,
        int most)
        where TModel : class, IFittedModel<TModel>
    {
        int sets = LawCases.AtMost(Sets), boundaries = 0;
        Parallel.For(0, sets, seed =>
        {
            PurchaseSummary summary = SmallSets.Of(simulate, 10_000 + seed, most, out double[] truth);
            if (summary.Customers.Any(one => one.Frequency > 0))
            {
                Fit<TModel> result = fit(summary, null);
                Check(result, Highest(likelihood(summary.Compressed), truth, typeof(TModel) == typeof(ParetoNbd), seed), seed);
                Interlocked.Add(ref boundaries, result.Status.Outcome == FitOutcome.Boundary ? 1 : 0);
            }
        });

        // The sets are the hard ones.
        Assert.True(boundaries > sets / 2, FormattableString.Invariant($"{boundaries} of {sets} fits end at a boundary"));
    }

    private static void Check<TModel>(Fit<TModel> fit, double highest, int seed)
        where TModel : class, IFittedModel<TModel>
    {
        string what = FormattableString.Invariant($"seed {seed}: {fit} reaches {fit.LogLikelihood:R}; {highest:R} exists");
        Assert.True(fit.LogLikelihood >= highest - 1e-6, what);
        Assert.InRange(fit.Search!.ReachedTop, 1, fit.Search.Starts);
        Assert.True(fit.Search.Starts >= 6, what);
        Assert.True(fit.Status.Outcome != FitOutcome.Boundary || !fit.Limits.IsEmpty, what);
        Assert.True(!fit.IsConverged || fit.Limits.IsEmpty, what);
        foreach (string name in fit.Limits.SelectMany(limit => limit.RanAway))
        {
            Assert.Null(fit[name].StandardError);
        }

        // What is identified of parameters that ran away is finite, and the model at the supremum has it.
        Assert.All(fit.Limits.Where(limit => limit.Ratio is not null), limit => Assert.True(double.IsFinite(limit.Value!.Value), what));
        Assert.Equal(fit, FitJson.Read<TModel>(FitJson.Write(fit)));
    }

    // Starts over shape and rate of purchases, and shape and rate of dropout, as far out as figures go.
    private static double Highest(IObjective likelihood, double[] truth, bool pareto, int seed)
    {
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        Coordinate[] ranges = [.. truth.Select(_ => new Coordinate(-26.0, 26.0))];
        double highest = double.NegativeInfinity;
        for (int k = 0; k < 15; k++)
        {
            double shape = Between(-3, 11), rate = Math.Log(truth[0] / truth[1]) + Between(-2, 2), other = Between(-3, 11), ratio = Between(-6, 3);
            var ascent = new Ascent(likelihood, ranges, pareto ? [shape, shape - rate, other, other + 3.0 - (0.5 * ratio)] : [shape, shape - rate, other + ratio, other]);
            if (ascent.IsFinite)
            {
                ascent.Climb();
                highest = Math.Max(highest, ascent.Value > highest - 0.05 ? ascent.Finish().Value : ascent.Value);
            }
        }

        return highest;

        double Between(double from, double to) => from + ((to - from) * random.NextDouble());
    }
}
