using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Counts of a Poisson process with a rate that is gamma distributed with shape r and rate α.</summary>
internal static class NegativeBinomial
{
    /// <summary>ln P(N(t) = n).</summary>
    public static double LogProbability(double r, double alpha, int n, double t)
    {
        double log = GammaFunction.LogRatio(r, n) - GammaFunction.Log(n + 1.0) - (r * LogSpace.Log1P(t / alpha));
        return n == 0 ? log : log + (n * (Math.Log(t) - Math.Log(alpha + t)));
    }

    /// <summary>P(N(t) ≥ n).</summary>
    public static double UpperTail(double r, double alpha, int n, double t) =>
        n == 0 ? 1.0 : BetaFunction.Regularized(t / (alpha + t), n, r);
}
