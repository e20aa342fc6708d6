using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Counts of a Poisson process with a rate that is gamma distributed, within a time t above 0.</summary>
internal static class NegativeBinomial
{
    // Between these shapes the complement of the incomplete beta function has its digits. Above, so few counts have a probability that they are
    // added up; below, the events of a few customers are what is left of one.
    private const double FewBuy = 1e-3;
    private const double AllBuyAlike = 1e4;

    /// <summary>ln P(N(t) = n).</summary>
    public static double LogProbability(GammaRate rate, int n, double t)
    {
        double log = GammaFunction.LogRatio(rate.Shape, n) - GammaFunction.Log(n + 1.0) + rate.LogNone(t);
        return n == 0 ? log : log + (n * rate.LogShare(t));
    }

    /// <summary>P(N(t) ≥ n).</summary>
    public static double UpperTail(GammaRate rate, int n, double t)
    {
        if (n == 0)
        {
            return 1.0;
        }

        double share = Math.Exp(rate.LogShare(t));
        if (share < (n + 1.0) / (n + rate.Shape + 2.0) || rate.Shape is >= FewBuy and <= AllBuyAlike)
        {
            return BetaFunction.Regularized(share, rate.LogShare(t), rate.LogNone(t) / rate.Shape, n, rate.Shape);
        }

        return rate.Shape > AllBuyAlike ? 1.0 - Sum(rate, 0, n, t) : -LogSpace.Expm1(rate.LogNone(t)) - Sum(rate, 1, n, t);
    }

    // P(from ≤ N(t) < to), from the last term to the first; where all buy alike the terms soon vanish.
    private static double Sum(GammaRate rate, int from, int to, double t)
    {
        if (from >= to)
        {
            return 0.0;
        }

        double scaleOverTime = rate.Scale / t;
        double term = Math.Exp(LogProbability(rate, to - 1, t));
        double sum = term;
        for (int i = to - 1; i > from && term > 1e-17 * sum; i--)
        {
            term *= i * (1.0 + scaleOverTime) / (rate.Shape + (i - 1.0));
            sum += term;
        }

        return sum;
    }
}
