namespace Retention.Metrics.Modeling.Survival;

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
