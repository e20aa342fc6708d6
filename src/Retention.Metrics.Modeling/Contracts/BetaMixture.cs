using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Contracts;

/// <summary>The mean of q^u over retention chances q ~ Beta(β, α): what both contract models share, with u = t or t^c.</summary>
internal static class BetaMixture
{
    /// <summary>The logarithm of a u of which only the logarithm is needed: everything but the leading term has gone.</summary>
    public const double FarOut = 200;

    private const double Asymptotic = 64;

    /// <summary>ln [B(α, β + u) / B(α, β)].</summary>
    public static double LogSurvival(double alpha, double beta, double u)
    {
        // Both forms are differences of large numbers somewhere: the first for u far above α, the second the other way.
        return u <= alpha
            ? GammaFunction.LogRatio(beta, u) - GammaFunction.LogRatio(alpha + beta, u)
            : BetaFunction.Log(alpha, beta + u) - BetaFunction.Log(alpha, beta);
    }

    /// <summary>The same for a u far out, from its logarithm: ln [Γ(α + β) / Γ(β)] − α ln u.</summary>
    public static double LogSurvivalFarOut(double alpha, double beta, double logU) => GammaFunction.LogRatio(beta, alpha) - (alpha * logU);

    /// <summary>The derivative of <see cref="LogSurvival"/> by u: ψ(β + u) − ψ(α + β + u).</summary>
    /// <remarks>With a strong shape u reaches 10^12 and more, and the two digammas agree to every digit. Their asymptotic series
    /// are therefore subtracted term by term.</remarks>
    public static double LogSurvivalSlope(double alpha, double beta, double u)
    {
        double low = beta + u, high = low + alpha;
        if (low < Asymptotic)
        {
            return -GammaFunction.DigammaDifference(low, alpha);
        }

        double a = 1 / low, b = 1 / high;
        double first = LogSpace.Log1P(alpha / low) + (alpha * a * b / 2);
        double squares = ((a * a) - (b * b)) / 12, fourths = ((a * a * a * a) - (b * b * b * b)) / 120;
        return -(first + squares - fourths);
    }
}
