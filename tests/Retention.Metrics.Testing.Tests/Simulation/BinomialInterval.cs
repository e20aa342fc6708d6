namespace Retention.Metrics.Testing.Tests.Simulation;

/// <summary>Where a probability lies, judged by how often something happened: Wilson's interval of 99.99 %.</summary>
/// <remarks>Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927. It keeps to 0..1 and holds where nothing or everything happened.</remarks>
internal readonly record struct BinomialInterval(double Lower, double Upper)
{
    // The normal quantile of 0.99995.
    private const double Z = 3.890592;

    public static BinomialInterval Of(Ratio counted) => Of((double)counted.Numerator, (double)counted.Denominator);

    public static BinomialInterval Of(double happened, double times)
    {
        double p = happened / times, z2 = Z * Z / times;
        double center = (p + (z2 / 2)) / (1 + z2), half = Z * Math.Sqrt((p * (1 - p) / times) + (z2 / (4 * times))) / (1 + z2);
        return new(center - half, center + half);
    }

    /// <summary>The probability must lie inside, and the interval must be narrow enough to mean something.</summary>
    public void MustHold(decimal probability, double noWiderThan, string what)
    {
        Assert.True(Upper - Lower <= noWiderThan, $"{what}: {this} is too wide to tell anything; simulate more customers");
        Assert.True(Lower <= (double)probability + 1e-12 && (double)probability - 1e-12 <= Upper, $"{what}: {probability} lies outside {this}");
    }
}
