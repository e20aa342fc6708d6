namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>Expectations over a beta distribution by quadrature on the log-odds scale, where every peak is smooth.</summary>
internal static class BetaExpectation
{
    /// <summary>ln E[(1 − z p)^−k], p ~ Beta(a, b), z &lt; 1: Euler's integral of 2F1(k, a; a + b; z).</summary>
    public static double LogOfInversePower(double a, double b, double k, double z)
    {
        var integrand = new InversePower(a, b, k, z);
        return PeakIntegral.Log(integrand, Math.Log(a) - Math.Log(b)) - BetaFunction.Log(a, b);
    }

    /// <summary>ln E[(1 − (1 + p w)^−k) / p], p ~ Beta(a, b), w &gt; 0: expected events before a dropout of probability p at each.</summary>
    public static double LogOfEventsUntilDropout(double a, double b, double k, double w)
    {
        var integrand = new EventsUntilDropout(a, b, k, w);
        return PeakIntegral.Log(integrand, Math.Log(a) - Math.Log(b)) - BetaFunction.Log(a, b);
    }

    /// <summary>ln E[(k / p) e^(δ/p) E_(k+1)(δ/p)], p ~ Beta(a, b): the same events, each discounted at the rate δ.</summary>
    public static double LogOfDiscountedEventsUntilDropout(double a, double b, double k, double delta)
    {
        var integrand = new DiscountedEventsUntilDropout(a, b, k, delta);
        return PeakIntegral.Log(integrand, Math.Log(a) - Math.Log(b)) - BetaFunction.Log(a, b);
    }

    // ln p and ln(1 - p) from the log-odds u, without loss at either end.
    private static (double LogP, double LogQ) Logs(double u)
    {
        double tail = LogSpace.Log1P(Math.Exp(-Math.Abs(u)));
        return u >= 0.0 ? (-tail, -u - tail) : (u - tail, -tail);
    }

    private readonly struct InversePower(double a, double b, double k, double z) : ILogFunction
    {
        public double LogAt(double u)
        {
            (double logP, double logQ) = Logs(u);

            // 1 - z p = (1 - z) p + (1 - p), both terms positive.
            double rest = ((1.0 - z) * Math.Exp(logP)) + Math.Exp(logQ);
            return (a * logP) + (b * logQ) - (k * Math.Log(rest));
        }
    }

    private readonly struct EventsUntilDropout(double a, double b, double k, double w) : ILogFunction
    {
        public double LogAt(double u)
        {
            (double logP, double logQ) = Logs(u);
            double p = Math.Exp(logP);
            double exponent = -k * LogSpace.Log1P(p * w);

            // As p falls out of the range of doubles the quotient tends to k w.
            double logEvents = p < 1e-290 ? Math.Log(k * w) : Math.Log(-LogSpace.Expm1(exponent)) - logP;
            return (a * logP) + (b * logQ) + logEvents;
        }
    }

    private readonly struct DiscountedEventsUntilDropout(double a, double b, double k, double delta) : ILogFunction
    {
        public double LogAt(double u)
        {
            (double logP, double logQ) = Logs(u);
            double p = Math.Exp(logP);

            // (k / p) e^z E_(k+1)(z) with z = δ / p tends to k / δ for small p.
            double z = delta / p;
            double logEvents = z > 1e16 || p < 1e-290
                ? Math.Log(k / delta)
                : Math.Log(k * ExponentialIntegral.Scaled(k + 1.0, z)) - logP;
            return (a * logP) + (b * logQ) + logEvents;
        }
    }
}
