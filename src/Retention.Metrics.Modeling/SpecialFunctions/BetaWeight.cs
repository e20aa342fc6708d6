namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>The density of a beta variable on the scale of log-odds, relative to its peak.</summary>
/// <remarks>
/// The peak is at the odds a / b. All is a function of the distance d from it, so that no digits are lost where a or b is huge: there
/// ln B(a, b) and the logarithm of the density are as large as a and b, and their difference is of the size of one.
/// </remarks>
internal readonly struct BetaWeight
{
    private const double Near = 0.04;
    private const double Far = 30.0;

    private readonly double sum;
    private readonly double peakP;
    private readonly double peakQ;

    /// <summary>The density of Beta(a, b), a and b &gt; 0.</summary>
    public BetaWeight(double a, double b)
    {
        (a, b) = BetaFunction.InRange(a, b);
        sum = a + b;
        peakP = a / sum;
        peakQ = b / sum;
        LogTotal = GammaFunction.LogRelativeToStirling(a) + GammaFunction.LogRelativeToStirling(b) - GammaFunction.LogRelativeToStirling(sum)
            + (0.5 * (Math.Log(sum) - Math.Log(a) - Math.Log(b)));
    }

    /// <summary>The logarithm of the integral of the density relative to its peak.</summary>
    public double LogTotal { get; }

    /// <summary>The logarithm of the density at a distance from the peak, relative to the peak.</summary>
    public double LogAt(double d) =>
        // The rarer outcome is counted: 1 − p and 1 − q keep their digits.
        sum * (peakP <= peakQ ? RelativeToPeak(peakP, peakQ, d) : RelativeToPeak(peakQ, peakP, -d));

    /// <summary>The variable and its complement at a distance from the peak.</summary>
    public (double P, double Q) At(double d)
    {
        if (d > 0.0)
        {
            double fall = Math.Exp(-d);
            double total = peakP + (peakQ * fall);
            return (peakP / total, peakQ * fall / total);
        }

        double grow = Math.Exp(d);
        double all = (peakP * grow) + peakQ;
        return (peakP * grow / all, peakQ / all);
    }

    // p d − ln(q + p e^d): minus the Kullback–Leibler divergence of the odds at d from those at the peak.
    private static double RelativeToPeak(double p, double q, double d)
    {
        if (Math.Abs(d) < Near)
        {
            // The cumulants of a Bernoulli variable, from the second: the terms of first order cancel.
            double v = p * q;
            double skew = q - p;
            double third = skew * (1.0 + (d * d / 20.0 * (1.0 - (12.0 * v) + (d * d / 42.0 * (1.0 - (60.0 * v) + (360.0 * v * v))))));
            double even = 1.0 + (d * d / 12.0 * (1.0 - (6.0 * v) + (d * d / 30.0 * (1.0 - (30.0 * v) + (120.0 * v * v)
                + (d * d / 56.0 * (1.0 - (126.0 * v) + (1680.0 * v * v) - (5040.0 * v * v * v)))))));
            return -0.5 * v * d * d * (even + (d / 3.0 * third));
        }

        return d > Far ? (-q * d) - Math.Log(p + (q * Math.Exp(-d))) : (p * d) - LogSpace.Log1P(p * LogSpace.Expm1(d));
    }
}
