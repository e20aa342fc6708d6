using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>The distribution of the number of purchases of a new Pareto/NBD customer: a mixture over the time of leaving.</summary>
internal static class ParetoNbdCounts
{
    // A probability below e to this power is 0 as a double.
    private const double Vanishing = -800.0;

    public static double Probability(GammaRate rate, GammaRate dropout, int n, double t)
    {
        if (t == 0.0)
        {
            return n == 0 ? 1.0 : 0.0;
        }

        double alive = Math.Exp(NegativeBinomial.LogProbability(rate, n, t) + dropout.LogNone(t));

        // By this time everybody has left.
        double end = Math.Min(t, dropout.Scale * LogSpace.Expm1(-Vanishing / dropout.Shape));
        return end > 0.0 ? alive + Math.Exp(PeakIntegral.Log(new Leaving(rate, dropout, n, end), 0.0, Vanishing))
            : n == 0 ? 1.0 : 0.0;
    }

    // The density of n purchases and leaving at y in (0, t), over v = ln(y / (t - y)). It has one peak: the roots of its slope are those of a
    // cubic in e^v with coefficients that change sign once.
    private readonly struct Leaving(GammaRate rate, GammaRate dropout, int n, double t) : ILogFunction
    {
        private readonly double logShape = Math.Log(dropout.Shape);

        public double LogAt(double u)
        {
            double y = t / (1.0 + Math.Exp(-u));
            return y == 0.0
                ? double.NegativeInfinity
                : NegativeBinomial.LogProbability(rate, n, y) + dropout.LogNone(y) + logShape + dropout.LogShare(y) - LogSpace.Sum(0.0, u);
        }
    }
}
