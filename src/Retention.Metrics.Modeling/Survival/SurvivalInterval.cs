namespace Retention.Metrics.Modeling;

/// <summary>The scale on which the confidence interval of a survival probability is symmetric.</summary>
/// <remarks>All five rest on the Greenwood variance; they differ where few customers are left. None is defined at
/// survival 0. The limits are held within 0 and 1.</remarks>
public enum SurvivalInterval
{
    /// <summary>Log of minus log of S, the default here and in SAS: stays within 0 and 1 and behaves well with few
    /// customers. Not defined before the first churn.</summary>
    LogLog,

    /// <summary>Log of S, the default of R. The upper limit is cut at 1.</summary>
    Log,

    /// <summary>S itself. Both limits are cut, to 0 and 1; poor with few customers.</summary>
    Plain,

    /// <summary>Log odds of S. Not defined before the first churn.</summary>
    Logit,

    /// <summary>Arc sine of the square root of S. Not defined before the first churn.</summary>
    ArcSine,
}

/// <summary>The formulas of the five intervals.</summary>
internal static class GreenwoodInterval
{
    /// <summary>The limits around a survival probability.</summary>
    /// <param name="survival">S, from 0 to 1.</param>
    /// <param name="greenwood">The Greenwood sum: the variance of ln S.</param>
    /// <param name="z">Standard errors to either side.</param>
    /// <param name="kind">The scale.</param>
    /// <returns>The limits, or null where the scale has none.</returns>
    internal static ConfidenceLimits? Around(double survival, double greenwood, double z, SurvivalInterval kind)
    {
        if (survival <= 0)
        {
            return null;
        }

        double half = z * Math.Sqrt(greenwood);
        switch (kind)
        {
            case SurvivalInterval.Plain:
                return new(Math.Max(0, survival - (half * survival)), Math.Min(1, survival + (half * survival)));
            case SurvivalInterval.Log:
                return new(survival * Math.Exp(-half), Math.Min(1, survival * Math.Exp(half)));
        }

        if (survival >= 1)
        {
            return null;
        }

        switch (kind)
        {
            case SurvivalInterval.LogLog:
                {
                    double log = Math.Log(survival);
                    double spread = Math.Exp(half / -log);
                    return new(Math.Exp(log * spread), Math.Exp(log / spread));
                }

            case SurvivalInterval.Logit:
                {
                    double odds = survival / (1 - survival);
                    double spread = Math.Exp(half / (1 - survival));
                    return new(odds / (odds + spread), odds * spread / (1 + (odds * spread)));
                }

            case SurvivalInterval.ArcSine:
                {
                    double angle = Math.Asin(Math.Sqrt(survival));
                    double spread = half / 2 * Math.Sqrt(survival / (1 - survival));
                    double low = Math.Sin(Math.Max(0, angle - spread)), high = Math.Sin(Math.Min(Math.PI / 2, angle + spread));
                    return new(low * low, high * high);
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of interval.");
        }
    }
}
