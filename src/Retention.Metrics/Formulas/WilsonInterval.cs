namespace Retention.Metrics;

/// <summary>The shares that agree with a count: a confidence interval of a rate.</summary>
public static class WilsonInterval
{
    /// <summary>Computes Wilson's score interval of a share, such as a churn rate.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n)</c> with p = counted / all, n = all and z the normal quantile of
    /// the level; no continuity correction.</para>
    /// <para><b>Unit:</b> none; within 0 to 1. The lower limit is exactly 0 where nothing is counted, the upper exactly 1 where everything is.</para>
    /// <para><b>Undefined:</b> of nothing, where <paramref name="all"/> is 0.</para>
    /// <para><b>Cost:</b> one quantile and two square roots.</para>
    /// <para><b>Source:</b> E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    /// Statistical Association 22 (1927); method 3 of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
    /// Medicine 17 (1998).</para>
    /// </remarks>
    /// <example><code>
    /// WilsonInterval.Of(counted: 7, all: 100); // 0.0343 to 0.1375, at 95 %
    /// </code></example>
    /// <param name="counted">How many are counted, such as customers who left; 0 to all.</param>
    /// <param name="all">Out of how many, 0 or more.</param>
    /// <param name="level">How often such an interval holds the true share, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0, more are counted than there are, or the level is not between 0 and 1.</exception>
    public static RateInterval? Of(long counted, long all, double level = 0.95)
    {
        FormulaArgument.RequirePart(counted, all);
        double z = -NormalDistribution.Quantile((1 - FormulaArgument.Level(level)) / 2);
        return all == 0 ? null : new RateInterval(Lower(counted, all, z), 1 - Lower(all - counted, all, z), level);
    }

    /// <summary>How far the lower limit lies below the share.</summary>
    internal static double BelowShare(double counted, double all, double z) => (counted / all) - Lower(counted, all, z);

    // The limits are the roots of a quadratic; the lower one by way of the upper, so that it is 0 exactly where nothing is counted.
    private static double Lower(double counted, double all, double z)
    {
        double share = counted / all, square = z * z;
        double upper = ((2 * counted) + square + (z * double.Sqrt(square + (4 * counted * (1 - share))))) / (2 * (all + square));
        return counted * share / ((all + square) * upper);
    }
}
