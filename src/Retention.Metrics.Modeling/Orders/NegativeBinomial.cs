using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Counts of a Poisson process with a rate that is gamma distributed, within a time t above 0.</summary>
internal static class NegativeBinomial
{
    // Between these shapes the complement of the incomplete beta function has its digits. Above, counts are added up, of which few have a
    // probability: 9 standard deviations at most. Below, the events of a few customers are what is left of one.
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

        return rate.Shape > AllBuyAlike ? 1.0 - Sum(rate, n, t) : FewBuyers(rate, n, t);
    }

    // P(N(t) < n), from the last term to the first; where all buy alike the terms soon vanish.
    private static double Sum(GammaRate rate, int n, double t)
    {
        double scaleOverTime = rate.Scale / t;
        double term = Math.Exp(LogProbability(rate, n - 1, t));
        double sum = term;
        for (int i = n - 1; i > 0 && term > 1e-17 * sum; i--)
        {
            term *= i * (1.0 + scaleOverTime) / (rate.Shape + (i - 1.0));
            sum += term;
        }

        return sum;
    }

    // 1 - I_q(r, n) for a small r and n q at most about 1: I_q(r, n) = q^r (1 + r/1) ... (1 + r/(n - 1)) (1 + r sum), where the sum over k = 1, 2, ...
    // is of (1 - n) ... (k - n) q^k / (k! (r + k)). The logarithm is of the size of r, and keeps its digits.
    private static double FewBuyers(GammaRate rate, int n, double t)
    {
        double q = Math.Exp(rate.LogRest(t)), term = 1.0, sum = 0.0;
        for (int k = 1; k < n && Math.Abs(term) > 1e-18; k++)
        {
            term *= (k - (double)n) * q / k;
            sum += term / (rate.Shape + k);
        }

        return -LogSpace.Expm1(rate.LogNone(t) + LogProduct(rate.Shape, n) + LogSpace.Log1P(rate.Shape * sum));
    }

    // ln((1 + r/1) (1 + r/2) ... (1 + r/(n - 1))): factor by factor, then by the derivatives of ln Γ.
    private static double LogProduct(double r, int n)
    {
        const int OneByOne = 64;
        double sum = 0.0;
        for (int k = 1; k < Math.Min(n, OneByOne); k++)
        {
            sum += LogSpace.Log1P(r / k);
        }

        return n <= OneByOne ? sum : sum + (r * (GammaFunction.DigammaDifference(OneByOne, n - OneByOne)
            + (r / 2.0 * (GammaFunction.Trigamma(n) - GammaFunction.Trigamma(OneByOne) + (r / 3.0 * (Third(n) - Third(OneByOne)))))));

        // The third derivative of ln Γ(x), for a large x.
        static double Third(double x) => -(1.0 + (1.0 / x) + (0.5 / (x * x))) / (x * x);
    }
}
