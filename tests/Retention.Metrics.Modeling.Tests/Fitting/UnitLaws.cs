using MathNet.Numerics.Random;
using Retention.Metrics.Modeling.Tests.Orders;
using Gamma = MathNet.Numerics.Distributions.Gamma;

namespace Retention.Metrics.Modeling.Tests.Fitting;

/// <summary>No fit depends on the unit of its data: money or time × k changes the parameters that carry the unit by k, and nothing else.</summary>
[Trait("Kind", "Numbers")]
public sealed class UnitLaws
{
    private static readonly PurchaseSummary Purchases = Simulated.Customers(new MbgNbd(0.6, 5.0, 0.9, 2.0, ModelUnit.Week).Simulate, 400, seed: 21);

    // What the fits of every factor are compared with.
    private static readonly Lazy<Fit<GammaGamma>> GammaGammaOnce = new(() => GammaGamma.Fit(Spend(1.0), Currency.Eur));
    private static readonly Lazy<Fit<BgNbd>> BgNbdOnce = new(() => BgNbd.Fit(Purchases));
    private static readonly Lazy<Fit<MbgNbd>> MbgNbdOnce = new(() => MbgNbd.Fit(Purchases));
    private static readonly Lazy<Fit<ParetoNbd>> ParetoNbdOnce = new(() => ParetoNbd.Fit(Purchases));

    public static TheoryData<double> Factors => [1e-6, 1e-3, 0.37, 7.0, 1e3, 16_500.0, 1e6, 1e9];

    [Theory]
    [MemberData(nameof(Factors))]
    public void GammaGamma_OfMoneyTimesK_HasVTimesK(double k)
    {
        Fit<GammaGamma> one = GammaGammaOnce.Value, other = GammaGamma.Fit(Spend(k), Currency.Eur);

        Same(one, other, k, "v");

        // One density of a mean value per customer.
        Close.To(one.LogLikelihood - (one.Customers * Math.Log(k)), other.LogLikelihood, 1e-10);
    }

    [Theory]
    [MemberData(nameof(Factors))]
    public void PurchaseModels_OfTimeTimesK_HaveRatesTimesK(double k)
    {
        PurchaseSummary scaled = PurchaseSummary.Of(
            Purchases.Customers.Select(one => new CustomerPurchases(one.Customer, new PurchaseHistory(one.Frequency, k * one.History.Recency, k * one.History.Age))),
            ModelUnit.Week);
        double shift = Purchases.Customers.Sum(one => one.Frequency) * Math.Log(k);

        Compare(BgNbdOnce.Value, BgNbd.Fit(scaled), "alpha");
        Compare(MbgNbdOnce.Value, MbgNbd.Fit(scaled), "alpha");
        Compare(ParetoNbdOnce.Value, ParetoNbd.Fit(scaled), "alpha", "beta");

        void Compare<TModel>(Fit<TModel> one, Fit<TModel> other, params string[] rates)
            where TModel : class, IFittedModel<TModel>
        {
            Same(one, other, k, rates);
            Close.To(one.LogLikelihood - shift, other.LogLikelihood, 1e-10);
        }
    }

    [Theory]
    [MemberData(nameof(Factors))]
    public void ParetoNbd_AtAnEdge_OfTimeTimesK_IsAtTheSameEdge(double k)
    {
        PurchaseSummary once = Simulated.Customers(new BgNbd(0.8, 8, 0.793, 2.426, ModelUnit.Week).Simulate, 60, seed: 7);
        PurchaseSummary scaled = PurchaseSummary.Of(
            once.Customers.Select(one => new CustomerPurchases(one.Customer, new PurchaseHistory(one.Frequency, k * one.History.Recency, k * one.History.Age))),
            ModelUnit.Week);

        Fit<ParetoNbd> fit = ParetoNbd.Fit(scaled);

        Assert.Equal((FitOutcome.Boundary, "one dropout rate for all"), (fit.Status.Outcome, fit.Status.SimplerModel));
        Close.To(0.0164500, k * fit["s"].Value / fit["beta"].Value, 1e-4);
    }

    private static void Same<TModel>(Fit<TModel> one, Fit<TModel> other, double k, params string[] scaled)
        where TModel : class, IFittedModel<TModel>
    {
        Assert.True(one.IsConverged, one.ToString());
        Assert.Equal(one.Status, other.Status);
        foreach ((FittedParameter before, FittedParameter after) in one.Parameters.Zip(other.Parameters))
        {
            double factor = scaled.Contains(before.Name, StringComparer.Ordinal) ? k : 1.0;
            Close.To(factor * before.Value, after.Value, 1e-7, before.Name);
            Close.To(factor * before.StandardError!.Value, after.StandardError!.Value, 1e-5, before.Name);
        }
    }

    // Whole amounts that stay exact under every factor.
    private static PurchaseSummary Spend(double k)
    {
        var random = new Xoshiro256StarStar(12, threadSafe: false);
        return PurchaseSummary.Of(
            Enumerable.Range(0, 200).Select(i =>
            {
                int x = 1 + random.Next(5);
                double total = x * Gamma.Sample(random, 1.1 * x, x * Gamma.Sample(random, 4.0, 900.0));
                return new CustomerPurchases(FormattableString.Invariant($"c{i:D4}"), new PurchaseHistory(x, 5, 9), (decimal)k * Math.Ceiling((decimal)total));
            }),
            ModelUnit.Week);
    }
}
