namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>Expectations over a beta distribution by quadrature on the log-odds scale, where every peak is smooth.</summary>
internal static class BetaExpectation
{
    // Where both parameters are below it, p is 0 or 1 but for a rounding error; where one is below the other, the whole line is too short.
    private const double BothAtEnds = 1e-20;
    private const double OneAtEnd = 1e-290;

    // An expectation below e to this power is 0 as a double.
    private const double Vanishing = -1e6;

    /// <summary>ln E[(1 − z p)^−k], p ~ Beta(a, b), z &lt; 1: Euler's integral of 2F1(k, a; a + b; z).</summary>
    public static double LogOfInversePower(double a, double b, double k, double z) =>
        Expectation(a, b, new InversePower(new BetaWeight(a, b), k, z));

    /// <summary>ln E[(1 + p w)^−k], p ~ Beta(a, b), w ≥ 0: no dropout of probability p at any of a gamma mixture of events.</summary>
    public static double LogOfSurvival(double a, double b, double k, Exposure w) =>
        AtEnds(a, b, 0.0, -k * w.LogOnePlus(1.0)) ?? Expectation(a, b, new Survival(new BetaWeight(a, b), k, w));

    /// <summary>ln E[(1 − (1 + p w)^−k) / p], p ~ Beta(a, b), w &gt; 0: expected events before a dropout of probability p at each.</summary>
    public static double LogOfEventsUntilDropout(double a, double b, double k, Exposure w) =>
        AtEnds(a, b, Math.Log(k) + w.Log, Math.Log(-LogSpace.Expm1(-k * w.LogOnePlus(1.0))))
        ?? Expectation(a, b, new EventsUntilDropout(new BetaWeight(a, b), k, w));

    /// <summary>ln E[(k / p) e^(δ/p) E_(k+1)(δ/p)], p ~ Beta(a, b): the same events, each discounted at the rate δ.</summary>
    public static double LogOfDiscountedEventsUntilDropout(double a, double b, double k, double delta) =>
        AtEnds(a, b, Math.Log(k) - Math.Log(delta), Math.Log(k) + Math.Log(ExponentialIntegral.Scaled(k + 1.0, delta)))
        ?? Expectation(a, b, new DiscountedEventsUntilDropout(new BetaWeight(a, b), k, delta));

    private static double Expectation<TFunction>(double a, double b, TFunction function)
        where TFunction : struct, ILogFunction => PeakIntegral.Log(function, 0.0, Vanishing) - new BetaWeight(a, b).LogTotal;

    // p is 0 with the probability b / (a + b), and else 1.
    private static double? AtEnds(double a, double b, double logAtZero, double logAtOne) =>
        Math.Max(a, b) < BothAtEnds || Math.Min(a, b) < OneAtEnd
            ? LogSpace.Sum(logAtZero - LogSpace.Log1P(a / b), logAtOne - LogSpace.Log1P(b / a))
            : null;

    private readonly struct InversePower(BetaWeight weight, double k, double z) : ILogFunction
    {
        public double LogAt(double u)
        {
            (double p, double q) = weight.At(u);

            // 1 - z p = (1 - z) p + (1 - p), both terms positive.
            return weight.LogAt(u) - (k * Math.Log(((1.0 - z) * p) + q));
        }
    }

    private readonly struct Survival(BetaWeight weight, double k, Exposure w) : ILogFunction
    {
        public double LogAt(double u) => weight.LogAt(u) - (k * w.LogOnePlus(weight.At(u).P));
    }

    private readonly struct EventsUntilDropout(BetaWeight weight, double k, Exposure w) : ILogFunction
    {
        public double LogAt(double u)
        {
            double p = weight.At(u).P;

            // As p falls out of the range of doubles the quotient tends to k w.
            double logEvents = p < 1e-290 ? Math.Log(k) + w.Log : Math.Log(-LogSpace.Expm1(-k * w.LogOnePlus(p))) - Math.Log(p);
            return weight.LogAt(u) + logEvents;
        }
    }

    private readonly struct DiscountedEventsUntilDropout(BetaWeight weight, double k, double delta) : ILogFunction
    {
        public double LogAt(double u)
        {
            double p = weight.At(u).P;

            // (k / p) e^z E_(k+1)(z) with z = δ / p tends to k / δ for small p.
            double z = delta / p;
            double logEvents = p < 1e-290 || z > 1e16 * Math.Max(1.0, k)
                ? Math.Log(k) - Math.Log(delta)
                : Math.Log(k) + Math.Log(ExponentialIntegral.Scaled(k + 1.0, z)) - Math.Log(p);
            return weight.LogAt(u) + logEvents;
        }
    }
}
