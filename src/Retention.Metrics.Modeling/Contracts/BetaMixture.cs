using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Contracts;

/// <summary>The mean of q^u over retention chances q ~ Beta(β, α): what both contract models share, with u = t or t^c.</summary>
internal static class BetaMixture
{
    /// <summary>ln [B(α, β + u) / B(α, β)].</summary>
    public static double LogSurvival(double alpha, double beta, double u)
    {
        // Both forms are differences of large numbers somewhere: the first for u far above α, the second the other way.
        return u <= alpha
            ? GammaFunction.LogRatio(beta, u) - GammaFunction.LogRatio(alpha + beta, u)
            : BetaFunction.Log(alpha, beta + u) - BetaFunction.Log(alpha, beta);
    }
}
