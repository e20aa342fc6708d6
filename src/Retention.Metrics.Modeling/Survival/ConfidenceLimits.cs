using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Survival;

/// <summary>The two ends of a confidence interval.</summary>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit, at least <paramref name="Lower"/>.</param>
public readonly record struct ConfidenceLimits(double Lower, double Upper)
{
    /// <summary>Half the width of the normal interval of a level, in standard errors.</summary>
    internal static double StandardErrors(double level) =>
        level is > 0 and < 1
            ? Quantiles.Normal((1 + level) / 2)
            : throw new ArgumentOutOfRangeException(
                nameof(level), level, "The confidence level must lie between 0 and 1, both excluded; 0.95 is usual.");
}
