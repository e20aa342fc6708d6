using MathNet.Numerics.Random;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>Where others return runaway parameters as if they were an answer.</summary>
public sealed class FitStatusTests
{
    [Fact]
    public void Fit_WhereNobodyLeaves_IsTheNbdWithoutDropout()
    {
        // Gamma rates, never a dropout, and everyone has just bought: no silence to explain, not even by chance.
        PurchaseSummary drawn = Simulated.Customers((age, random) => new BgNbd(2.0, 4.0, 1e-12, 1e3, ModelUnit.Week).Simulate(age, random), 250, seed: 3);
        PurchaseSummary summary = PurchaseSummary.Of(
            drawn.Customers.Select(one => new CustomerPurchases(one.Customer, new PurchaseHistory(one.Frequency + 1, one.History.Age, one.History.Age))), ModelUnit.Week);

        Fit<BgNbd> bg = BgNbd.Fit(summary);
        Fit<ParetoNbd> pareto = ParetoNbd.Fit(summary);

        Assert.Equal(FitOutcome.Boundary, bg.Status.Outcome);
        Assert.Equal("NBD without dropout", bg.Status.SimplerModel);
        Assert.Equal(FitOutcome.Boundary, pareto.Status.Outcome);
        Assert.Equal("NBD without dropout", pareto.Status.SimplerModel);
        Assert.Throws<FitNotConvergedException>(() => bg.Model);
        Assert.InRange(bg["r"].Value, 1.5, 3.0);
    }

    [Fact]
    public void Fit_WithOneRateForAll_SaysSo()
    {
        PurchaseSummary summary = Simulated.Customers(
            (age, random) => new MbgNbd(1e7, 4e7, 0.8, 2.0, ModelUnit.Week).Simulate(age, random), 400, seed: 8);

        Fit<MbgNbd> fit = MbgNbd.Fit(summary);

        // Chance may leave a finite maximum far out; what may not happen is a quiet answer without an interior one.
        Assert.True(fit.Status.Outcome == FitOutcome.Boundary ? fit.Status.SimplerModel == "one purchase rate for all" : fit["r"].Value > 20.0, fit.ToString());
    }

    [Fact]
    public void Fit_WithoutARepeatPurchase_DoesNotConverge()
    {
        PurchaseSummary summary = PurchaseSummary.Of(
            Enumerable.Range(0, 50).Select(i => new CustomerPurchases(FormattableString.Invariant($"c{i}"), new PurchaseHistory(0, 0, 10 + i))), ModelUnit.Week);

        Check(BgNbd.Fit(summary));
        Check(MbgNbd.Fit(summary));
        Check(ParetoNbd.Fit(summary));

        static void Check<TModel>(Fit<TModel> fit)
            where TModel : class, IFittedModel<TModel>
        {
            Assert.Equal((FitOutcome.Boundary, "no repeat purchases"), (fit.Status.Outcome, fit.Status.SimplerModel));
            Assert.All(fit.Parameters, parameter => Assert.Null(parameter.StandardError));
            Assert.Equal(0.0, fit.LogLikelihood, 1e-9);
        }
    }

    [Fact]
    public void Fit_OfASingleCustomer_DoesNotConverge()
    {
        PurchaseSummary summary = PurchaseSummary.Of([new CustomerPurchases("ada", new PurchaseHistory(3, 5, 9))], ModelUnit.Week);

        Assert.False(BgNbd.Fit(summary).IsConverged);
        Assert.False(ParetoNbd.Fit(summary).IsConverged);
    }

    [Fact]
    public void Fit_OfNobody_IsRefused() =>
        Assert.Throws<ArgumentException>(() => BgNbd.Fit(PurchaseSummary.Of(Array.Empty<CustomerPurchases>(), ModelUnit.Week)));

    [Fact]
    public void Fit_OfVeryActiveCustomers_FindsTheMaximum()
    {
        // Frequencies into the thousands.
        var truth = new ParetoNbd(2.6, 0.158, 0.58, 4.4, ModelUnit.Week);
        PurchaseSummary summary = Simulated.Customers(truth.Simulate, 600, seed: 17);
        Assert.True(summary.Customers.Max(customer => customer.Frequency) > 1500);

        Fit<ParetoNbd> pareto = ParetoNbd.Fit(summary);
        Fit<BgNbd> bg = BgNbd.Fit(summary);
        Fit<MbgNbd> mbg = MbgNbd.Fit(summary);

        Assert.True(pareto.IsConverged, pareto.ToString());
        Assert.True(bg.IsConverged, bg.ToString());
        Assert.True(mbg.IsConverged, mbg.ToString());
        Assert.Equal(pareto.LogLikelihood, summary.Customers.Sum(customer => pareto.Model.LogLikelihood(customer.History)), 1e-6);
        Assert.All(ParetoNbdParameters(truth), pair => Assert.InRange(pareto[pair.Name].Value / pair.Value, 0.7, 1.4));

        static IEnumerable<(string Name, double Value)> ParetoNbdParameters(ParetoNbd m) =>
            [("r", m.R), ("alpha", m.Alpha), ("s", m.S), ("beta", m.Beta)];
    }

    [Fact]
    public void Fit_OfSixtyCustomers_IsEitherConvergedOrSaysWhyNot()
    {
        var truth = new MbgNbd(0.525, 6.183, 0.891, 1.614, ModelUnit.Week);
        for (int seed = 0; seed < 20; seed++)
        {
            Fit<MbgNbd> fit = MbgNbd.Fit(Simulated.Customers(truth.Simulate, 60, seed));
            Assert.NotEqual(FitOutcome.Failed, fit.Status.Outcome);
            Assert.True(fit.IsConverged || fit.Status.Reason is not null);
            Assert.All(fit.Parameters, parameter => Assert.True(double.IsFinite(parameter.Value)));
        }
    }

    [Fact]
    public void Fit_InDays_IsTheFitInWeeks_RescaledAndShifted()
    {
        Purchase[] purchases = Cdnow.Sample;
        PurchaseSummary weeks = PurchaseSummary.Of(purchases, Cdnow.CalibrationEnd, ModelUnit.Week);
        PurchaseSummary days = PurchaseSummary.Of(purchases, Cdnow.CalibrationEnd, ModelUnit.Day);
        double constant = weeks.Customers.Sum(customer => customer.Frequency) * Math.Log(7.0);

        Fit<ParetoNbd> inWeeks = ParetoNbd.Fit(weeks);
        Fit<ParetoNbd> inDays = ParetoNbd.Fit(days);

        Close.To(inWeeks.LogLikelihood - constant, inDays.LogLikelihood, 1e-12);
        Close.To(inWeeks["r"].Value, inDays["r"].Value, 1e-8);
        Close.To(7.0 * inWeeks["alpha"].Value, inDays["alpha"].Value, 1e-8);
        Close.To(inWeeks["s"].Value, inDays["s"].Value, 1e-8);
        Close.To(7.0 * inWeeks["beta"].Value, inDays["beta"].Value, 1e-8);
    }

    [Fact]
    public void Fit_FromAWarmStart_EndsAtTheSameMaximum()
    {
        PurchaseSummary summary = Cdnow.SampleWeeks;
        Fit<BgNbd> cold = BgNbd.Fit(summary);
        Fit<BgNbd> warm = BgNbd.Fit(summary, new BgNbd(0.2, 4.0, 1.0, 3.0, ModelUnit.Week));

        Close.To(cold.LogLikelihood, warm.LogLikelihood, 1e-13);
        Close.To(cold["b"].Value, warm["b"].Value, 1e-8);
        Assert.Equal(1016, cold.DistinctRows);
        Assert.Equal(2357, cold.Customers);
        Assert.Equal(cold, FitJson.Read<BgNbd>(FitJson.Write(cold)));
    }

    [Fact]
    public void Fit_InAnyOrderOfCustomers_IsTheSameBits()
    {
        var truth = new BgNbd(0.243, 4.414, 0.793, 2.426, ModelUnit.Week);
        PurchaseSummary summary = Simulated.Customers(truth.Simulate, 2000, seed: 11);
        var random = new Xoshiro256StarStar(1, threadSafe: false);
        CustomerPurchases[] rows = [.. summary.Customers];
        random.Shuffle(rows);

        // The ids are assigned anew too, so that neither order survives.
        PurchaseSummary shuffled = PurchaseSummary.Of(
            rows.Select((row, i) => new CustomerPurchases(FormattableString.Invariant($"d{i:D7}"), row.History)), ModelUnit.Week);

        Assert.Equal(BgNbd.Fit(summary), BgNbd.Fit(shuffled));
    }
}
