using Retention.Metrics.Modeling.Contracts;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>The distribution of the number of purchases of a new BG/NBD or MBG/NBD customer.</summary>
internal static class DropoutAtPurchaseCounts
{
    /// <summary>The probability of n purchases within t.</summary>
    /// <param name="rate">The rate of purchases.</param>
    /// <param name="a">The first parameter of the distribution of dropout probabilities.</param>
    /// <param name="b">The second parameter.</param>
    /// <param name="n">The number of purchases.</param>
    /// <param name="trials">How often a customer with n purchases may have left: n times, or once more where the first purchase may end it too.</param>
    /// <param name="t">The time.</param>
    public static double Probability(GammaRate rate, double a, double b, int n, int trials, double t)
    {
        if (t == 0.0)
        {
            return n == 0 ? 1.0 : 0.0;
        }

        (a, b) = BetaFunction.InRange(a, b);
        double alive = Math.Exp(BetaMixture.LogSurvival(a, b, trials) + NegativeBinomial.LogProbability(rate, n, t));
        if (trials == 0)
        {
            return alive;
        }

        // The last trial ended it, and the process, left alone, would have made at least n.
        double last = trials - 1.0;
        return alive + (Math.Exp(BetaMixture.LogSurvival(a, b, last)) * a / (a + b + last) * NegativeBinomial.UpperTail(rate, n, t));
    }
}
