using FsCheck;
using FsCheck.Fluent;
using Retention.Metrics.Modeling.Orders;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Tests.Orders;

public sealed class PurchaseModelLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(150)).WithQuietOnSuccess(true);

    // From 0.05 to 20 on a logarithmic scale: shapes on both sides of 1, and 1 itself.
    private static Gen<double> Shape { get; } = Gen.Frequency(
        (8, Gen.Choose(-300, 300).Select(i => Math.Exp(i / 100.0))),
        (1, Gen.Constant(1.0)));

    private static Gen<IPurchaseModel> Models { get; } =
        from r in Shape
        from alpha in Shape
        from a in Shape
        from b in Shape
        from kind in Gen.Choose(0, 2)
        select kind switch
        {
            0 => (IPurchaseModel)new BgNbd(r, 10.0 * alpha, a, b, ModelUnit.Week),
            1 => new MbgNbd(r, 10.0 * alpha, a, b, ModelUnit.Week),
            _ => new ParetoNbd(r, 10.0 * alpha, a, 10.0 * b, ModelUnit.Week),
        };

    private static Gen<PurchaseHistory> Histories { get; } =
        from x in Gen.Frequency((3, Gen.Constant(0)), (6, Gen.Choose(1, 12)), (1, Gen.Choose(100, 3000)))
        from recency in Gen.Choose(1, 300)
        from silence in Gen.Choose(0, 300)
        select x == 0 ? new PurchaseHistory(0, 0.0, silence / 4.0) : new PurchaseHistory(x, recency / 4.0, (recency + silence) / 4.0);

    private static Arbitrary<(IPurchaseModel Model, PurchaseHistory History)> Cases { get; } =
        Arb.From(from model in Models from history in Histories select (model, history));

    private static void ForAll(Action<IPurchaseModel, PurchaseHistory> law) =>
        Prop.ForAll(Cases, pair => law(pair.Model, pair.History)).Check(Settings);

    // Rounding leaves the last digits of a figure open.
    private static void AtMost(double smaller, double larger, string what) =>
        Assert.True(smaller <= larger * (1.0 + 1e-9), FormattableString.Invariant($"{what}: {smaller:R} is above {larger:R}"));

    [Fact]
    public void ProbabilityAlive_IsAProbability_AndNeverRisesWithSilence() => ForAll((model, history) =>
    {
        double before = model.ProbabilityAlive(history);
        Assert.InRange(before, 0.0, 1.0);
        foreach (double silence in new[] { 0.25, 3.0, 40.0, 1000.0 })
        {
            double after = model.ProbabilityAlive(new PurchaseHistory(history.Frequency, history.Recency, history.Age + silence));
            AtMost(after, before, "P(alive) after more silence");
            before = after;
        }
    });

    [Fact]
    public void ProbabilityAliveAfter_StartsAtProbabilityAlive_AndFalls() => ForAll((model, history) =>
    {
        double before = model.ProbabilityAlive(history);
        Close.To(before, model.ProbabilityAliveAfter(history, 0.0), 1e-12);
        foreach (double horizon in new[] { 1e-6, 1.0, 52.0, 5000.0 })
        {
            double after = model.ProbabilityAliveAfter(history, horizon);
            AtMost(after, before, "P(alive) later");
            before = after;
        }
    });

    [Fact]
    public void ExpectedPurchases_RiseWithTheHorizon_FromZero() => ForAll((model, history) =>
    {
        Assert.Equal(0.0, model.ExpectedPurchases(history, 0.0));
        double before = 0.0;
        foreach (double horizon in new[] { 1e-3, 1.0, 13.0, 52.0, 520.0 })
        {
            double after = model.ExpectedPurchases(history, horizon);
            Assert.True(double.IsFinite(after));
            AtMost(before, after, "expected purchases");
            before = after;
        }
    });

    [Fact]
    public void Discount_WhenHigher_NeverRaisesAValue() => ForAll((model, history) =>
    {
        double endless = double.PositiveInfinity;
        foreach (double rate in new[] { 1e-4, 0.0027, 0.05, 1.0, 20.0 })
        {
            double value = model.DiscountedExpectedPurchases(history, rate);
            AtMost(value, endless, "DERT");
            endless = value;
        }

        PurchaseSummary one = PurchaseSummary.Of([new CustomerPurchases("ada", history)], ModelUnit.Week);
        foreach (CashTiming timing in Enum.GetValues<CashTiming>())
        {
            double within = model.ExpectedPurchases(history, 26.0);
            foreach (double rate in new[] { 0.0, 0.001, 0.1, 3.0 })
            {
                var discounting = Discounting.PerPeriod(rate, ModelUnit.OfDays("four weeks", 28.0), timing);
                double value = PurchasePredictions.Of(model, one, new PredictionRequest(26.0, discounting))["ada"].DiscountedPurchases;
                AtMost(value, within, timing.ToString());
                within = value;
            }
        }
    });

    [Fact]
    public void RescalingTime_ChangesTheDensityByTheKnownFactor_AndNothingElse() => ForAll((model, history) =>
    {
        const double F = 7.0;
        IPurchaseModel days = model switch
        {
            BgNbd m => new BgNbd(m.R, F * m.Alpha, m.A, m.B, ModelUnit.Day),
            MbgNbd m => new MbgNbd(m.R, F * m.Alpha, m.A, m.B, ModelUnit.Day),
            ParetoNbd m => new ParetoNbd(m.R, F * m.Alpha, m.S, F * m.Beta, ModelUnit.Day),
            _ => throw new InvalidOperationException("Not a model."),
        };
        var inDays = new PurchaseHistory(history.Frequency, F * history.Recency, F * history.Age);
        double expected = model.LogLikelihood(history) - (history.Frequency * Math.Log(F));
        Close.To(expected, days.LogLikelihood(inDays), 1e-11, "log-likelihood", absolute: 1e-10);
        Close.To(model.ProbabilityAlive(history), days.ProbabilityAlive(inDays), 1e-8, "P(alive)", absolute: 1e-300);
        Close.To(model.ExpectedPurchases(history, 52.0), days.ExpectedPurchases(inDays, F * 52.0), 1e-8, "CET", absolute: 1e-290);
        Close.To(model.DiscountedExpectedPurchases(history, 0.07), days.DiscountedExpectedPurchases(inDays, 0.01), 1e-8, "DERT", absolute: 1e-290);
    });

    [Fact]
    public void Counts_AddUpToOne_AndHaveTheExpectedMean() =>
        Prop.ForAll(Arb.From(Models), model =>
        {
            double sum = 0.0, mean = 0.0;
            for (int n = 0; n < 400 && sum < 1.0 - 1e-12; n++)
            {
                double probability = model.ProbabilityOfPurchases(n, 3.0);
                sum += probability;
                mean += n * probability;
            }

            // Heavy buyers beyond 400 are cut off.
            if (model.ExpectedPurchasesOfNewCustomer(3.0) < 12.0)
            {
                Close.To(1.0, sum, 1e-7);
                Close.To(model.ExpectedPurchasesOfNewCustomer(3.0), mean, 1e-4);
            }
        }).Check(Settings);

    [Fact]
    public void Sum_AndQuadrature_OfExpectedPurchases_Agree() =>
        Prop.ForAll(Arb.From(from k in Shape from w in Shape from a in Shape from b in Shape select (k, w, a, b)), point =>
        {
            (double k, double w, double a, double b) = point;
            double byQuadrature = Math.Exp(BetaExpectation.LogOfEventsUntilDropout(a, b, k, new Exposure(w, 1.0)));
            Close.To(byQuadrature, DropoutAtPurchase.Expected(k, 1.0, a, b, w), 1e-11);

            // The textbook closed form, where it has no singularity.
            if (Math.Abs(a - 1.0) > 0.2 && a + b > 1.1 && w < 0.8)
            {
                double closed = (a + b - 1.0) / (a - 1.0) * (1.0 - GaussHypergeometric.Value(k, a - 1.0, a + b - 1.0, -w));
                Close.To(closed, byQuadrature, 1e-9);
            }
        }).Check(Settings);

    [Fact]
    public void DiscountedPurchases_AgreeWithTheIntegralOfTheirDefinition() => ForAll((model, history) =>
    {
        if (model.ProbabilityAlive(history) < 1e-200 || history.Frequency > 100)
        {
            return;
        }

        // DERT = integral of delta e^(-delta t) CET(t) dt, by the trapezoidal rule in ln t.
        const double Rate = 0.5;
        double sum = 0.0;
        const double H = 0.1;
        for (double u = -30.0; u < 5.0; u += H)
        {
            double t = Math.Exp(u);
            sum += H * t * Rate * Math.Exp(-Rate * t) * model.ExpectedPurchases(history, t);
        }

        Close.To(sum, model.DiscountedExpectedPurchases(history, Rate), 1e-8);
    });

    [Fact]
    public void Predictions_AreTheSameBits_InAnyOrderAndSplit()
    {
        var model = new ParetoNbd(0.553, 10.578, 0.606, 11.669, ModelUnit.Week);
        PurchaseSummary all = Simulated.Customers(model.Simulate, 3000, seed: 5);
        var request = new PredictionRequest(52.0, Discounting.PerPeriod(0.01, ModelUnit.Month, CashTiming.EndOfPeriod));
        PurchasePredictions together = PurchasePredictions.Of(model, all, request);
        PurchasePredictions again = PurchasePredictions.Of(model, all, request);
        PurchasePredictions part = PurchasePredictions.Of(model, PurchaseSummary.Of(all.Customers.Reverse().Take(1000), ModelUnit.Week), request);

        Assert.Equal(together.Customers, again.Customers);
        Assert.All(part.Customers, row => Assert.Equal(together[row.Customer], row));
    }

    [Fact]
    public void Models_OfImpossibleParameters_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BgNbd(0.0, 1.0, 1.0, 1.0, ModelUnit.Week));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MbgNbd(1.0, double.NaN, 1.0, 1.0, ModelUnit.Week));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParetoNbd(1.0, 1.0, double.PositiveInfinity, 1.0, ModelUnit.Week));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParetoNbd(1.0, 1.0, 1.0, 1.0, ModelUnit.Week).ExpectedPurchases(default, -1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParetoNbd(1.0, 1.0, 1.0, 1.0, ModelUnit.Week).DiscountedExpectedPurchases(default, 0.0));
        var days = PurchaseSummary.Of([new CustomerPurchases("ada", default)], ModelUnit.Day);
        Assert.Throws<ArgumentException>(() => PurchasePredictions.Of(
            new BgNbd(1.0, 1.0, 1.0, 1.0, ModelUnit.Week), days, new PredictionRequest(1.0, Discounting.None)));
    }
}
