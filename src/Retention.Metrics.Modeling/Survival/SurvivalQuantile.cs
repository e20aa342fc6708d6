namespace Retention.Metrics.Modeling.Survival;

/// <summary>The tenure by which a share of customers has churned.</summary>
/// <param name="Churned">The share, between 0 and 1.</param>
/// <param name="Time">The tenure; <see langword="null"/> when fewer have churned by the end of the data.</param>
/// <param name="Lower">The lower limit; <see langword="null"/> when the lower limit of the curve stays above.</param>
/// <param name="Upper">The upper limit; <see langword="null"/>, as often, when the upper limit of the curve stays above.</param>
public readonly record struct SurvivalQuantile(double Churned, double? Time, double? Lower, double? Upper)
{
    // Two products of the same fractions in another order differ in the last bits; steps of a curve differ by more.
    private const double Flat = 1e-11;

    internal static SurvivalQuantile Read(KaplanMeier curve, double churned, SurvivalInterval interval, double z)
    {
        if (churned is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(churned), churned, "The share churned must lie between 0 and 1, both excluded.");
        }

        double left = 1 - churned;
        return new SurvivalQuantile(
            churned,
            FirstAtOrBelow(curve, left, row => curve.Survival[row]),
            FirstAtOrBelow(curve, left, row => Limits(row)?.Lower),
            FirstAtOrBelow(curve, left, row => Limits(row)?.Upper));

        ConfidenceLimits? Limits(int row) =>
            GreenwoodInterval.Around(curve.Survival[row], curve.Greenwood[row], z, interval);
    }

    private static double? FirstAtOrBelow(KaplanMeier curve, double left, Func<int, double?> height)
    {
        ReadOnlySpan<int> times = curve.Times;
        for (int row = 0; row < times.Length; row++)
        {
            if (height(row) is { } reached && reached <= left + Flat)
            {
                return reached < left - Flat ? times[row] : MiddleOfStretch(times, row, left, height);
            }
        }

        return null;
    }

    private static double MiddleOfStretch(ReadOnlySpan<int> times, int from, double left, Func<int, double?> height)
    {
        for (int row = from + 1; row < times.Length; row++)
        {
            if (height(row) is { } further && further < left - Flat)
            {
                return (times[from] + (double)times[row]) / 2;
            }
        }

        return (times[from] + (double)times[^1]) / 2;
    }
}
