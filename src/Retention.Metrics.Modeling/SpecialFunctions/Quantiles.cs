namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>Quantiles and tails of the distributions that intervals and tests need.</summary>
internal static class Quantiles
{
    /// <summary>The standard normal quantile of <paramref name="probability"/> in (0, 1).</summary>
    public static double Normal(double probability) => MathNet.Numerics.Distributions.Normal.InvCDF(0.0, 1.0, probability);

    /// <summary>The standard normal distribution function.</summary>
    public static double NormalProbability(double z) => MathNet.Numerics.Distributions.Normal.CDF(0.0, 1.0, z);

    /// <summary>P(X &gt; x) of a chi-square variable.</summary>
    public static double ChiSquareUpperTail(double x, double degreesOfFreedom) =>
        MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(0.5 * degreesOfFreedom, 0.5 * x);
}
