using Retention.Metrics.Modeling.Tests.Orders;

namespace Retention.Metrics.Modeling.Tests.Fitting;

/// <summary>Figures of a fit at a boundary are those of the simpler model, written down here for itself.</summary>
public sealed class LimitModelTests
{
    [Fact]
    public void ParetoNbd_WithOneDropoutRate_PredictsExponentialLifetimes()
    {
        PurchaseSummary summary = Simulated.Customers(new BgNbd(0.8, 8, 0.793, 2.426, ModelUnit.Week).Simulate, 60, seed: 7);
        Fit<ParetoNbd> fit = ParetoNbd.Fit(summary);

        FitLimit limit = Assert.Single(fit.Limits);
        Assert.Equal("one dropout rate for all", limit.Model);
        Assert.Equal(["s", "beta"], limit.RanAway);
        Assert.Equal("s / beta", limit.Ratio);
        double mu = limit.Value!.Value;

        ParetoNbd model = fit.ModelAtSupremum;
        Assert.Throws<FitNotConvergedException>(() => fit.Model);
        foreach (double t in (double[])[1.0, 10.0, 52.0])
        {
            Close.To(model.R / model.Alpha * (1.0 - Math.Exp(-mu * t)) / mu, model.ExpectedPurchasesOfNewCustomer(t), 1e-8);
        }

        // P(alive) = L(alive) / (L(alive) + L(left in (t_x, T))), the integral by Simpson's rule.
        foreach (PurchaseHistory history in (PurchaseHistory[])[new(0, 0, 30), new(3, 12, 40), new(9, 35, 36)])
        {
            double power = model.R + history.Frequency;
            double alive = Math.Pow(model.Alpha + history.Age, -power) * Math.Exp(-mu * history.Age);
            double left = Simpson(y => mu * Math.Exp(-mu * y) * Math.Pow(model.Alpha + y, -power), history.Recency, history.Age);
            Close.To(alive / (alive + left), model.ProbabilityAlive(history), 1e-7);
            Close.To(
                alive / (alive + left) * power / (model.Alpha + history.Age) * (1.0 - Math.Exp(-mu * 26.0)) / mu,
                model.ExpectedPurchases(history, 26.0),
                1e-7);
        }
    }

    [Fact]
    public void BgNbd_WithOneDropoutProbability_PredictsGeometricDropout()
    {
        (Fit<BgNbd> fit, double p) = Enumerable.Range(0, 40)
            .Select(seed => BgNbd.Fit(Simulated.Customers(new BgNbd(0.8, 8, 4e6, 12e6, ModelUnit.Week).Simulate, 60, seed)))
            .Where(fit => fit.Limits is [{ Model: "one dropout probability for all" }])
            .Select(fit => (fit, fit.Limits[0].Value!.Value))
            .First();

        BgNbd model = fit.ModelAtSupremum;
        foreach (double t in (double[])[1.0, 10.0, 52.0])
        {
            // The sum over purchases n of P(n-th within t) (1 - p)^(n - 1): (1 - (1 + p t / alpha)^-r) / p.
            Close.To((1.0 - Math.Pow(1.0 + (p * t / model.Alpha), -model.R)) / p, model.ExpectedPurchasesOfNewCustomer(t), 1e-8);
        }

        var history = new PurchaseHistory(3, 12, 40);
        double odds = p / (1.0 - p) * Math.Pow((model.Alpha + 40.0) / (model.Alpha + 12.0), model.R + 3.0);
        Close.To(1.0 / (1.0 + odds), model.ProbabilityAlive(history), 1e-8);
    }

    [Fact]
    public void ShiftedBetaGeometric_OfLikeCustomers_PredictsTheGeometricModel()
    {
        RiskTable table = RiskTable.FromSurvivors(1000, 900, 810, 729);
        Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(table);

        Assert.Equal(["alpha", "beta"], Assert.Single(fit.Limits).RanAway);
        Close.To(0.1, fit.Limits[0].Value!.Value, 1e-8);
        Close.To(Geometric.Fit(table).LogLikelihood, fit.LogLikelihood, 1e-9);
        Close.To(Math.Pow(0.9, 12), fit.ModelAtSupremum.Survival(12), 1e-8);
        Close.To(new Geometric(0.1).DiscountedLifetime(0.1).Value!.Value, fit.ModelAtSupremum.DiscountedLifetime(0.1).Value!.Value, 1e-7);
    }

    [Fact]
    public void GammaGamma_WithOneValueForEachCustomer_SaysWhatIsIdentified()
    {
        // Customers' own purchases vary, their means do not.
        PurchaseSummary summary = PurchaseSummary.Of(
            Enumerable.Range(0, 60).Select(i => new CustomerPurchases(FormattableString.Invariant($"c{i:D2}"), new PurchaseHistory(1 + (i % 4), 5, 9), (30m + (i % 3)) * (1 + (i % 4)))),
            ModelUnit.Week);
        Fit<GammaGamma> fit = GammaGamma.Fit(summary, Currency.Eur);

        Assert.Equal(FitOutcome.Boundary, fit.Status.Outcome);
        FitLimit limit = fit.Limits.First(one => one.Ratio == "p v / q");
        Assert.InRange(limit.Value!.Value, 30.0, 32.0);
        Assert.InRange(fit.ModelAtSupremum.ExpectedValue(0, 0.0)!.Value, 30.0, 32.0);
        Assert.All(fit.Limits.SelectMany(one => one.RanAway), name => Assert.Null(fit[name].StandardError));
    }

    [Fact]
    public void AFit_OfNoDetermination_HasNoModelAtASupremum()
    {
        Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(100));

        Assert.Equal(FitOutcome.NotIdentified, fit.Status.Outcome);
        Assert.Throws<FitNotConvergedException>(() => fit.ModelAtSupremum);
        Assert.Null(fit.Search);
    }

    [Fact]
    public void Read_OfTextsOfEarlierVersions_HasNeitherSearchNorLimits()
    {
        Fit<Geometric> fit = FitJson.Read<Geometric>(
            """
            {"format":1,"model":"geometric","unit":{"name":"renewal"},"parameters":{"p":0.1},"logLikelihood":-1,"gradientNorm":0,"covariance":[],
            "customers":10,"distinctRows":2,"status":{"outcome":"converged","simplerModel":null,"reason":null}}
            """);

        Assert.Null(fit.Search);
        Assert.Empty(fit.Limits);
    }

    private static double Simpson(Func<double, double> f, double from, double to)
    {
        const int Steps = 4000;
        double h = (to - from) / Steps, sum = f(from) + f(to);
        for (int i = 1; i < Steps; i++)
        {
            sum += (i % 2 == 1 ? 4.0 : 2.0) * f(from + (i * h));
        }

        return sum * h / 3.0;
    }
}
