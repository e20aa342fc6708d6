namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>The logarithm of the beta function and the regularised incomplete beta function.</summary>
internal static class BetaFunction
{
    private const int MaxTerms = 100_000;
    private const double OneProbabilityForAll = 1e40;

    /// <summary>ln B(a, b), a and b &gt; 0.</summary>
    public static double Log(double a, double b)
    {
        double small = Math.Min(a, b);
        double large = Math.Max(a, b);
        return GammaFunction.Log(small) - GammaFunction.LogRatio(large, small);
    }

    /// <summary>The parameters of a beta variable that agrees with the one of a and b in doubles, with a sum in their range.</summary>
    public static (double A, double B) InRange(double a, double b)
    {
        // Of such a variable no more than its mean is seen in doubles, and it is the same after division.
        double scale = OneProbabilityForAll / Math.Min(a, b);
        return scale < 1.0 ? (a * scale, b * scale) : (a, b);
    }

    /// <summary>I_x(a, b), the distribution function at x of a beta variable, from the logarithms of x and of 1 − x too: of a number near 1 the rest has no digits.</summary>
    public static double Regularized(double x, double logX, double logRest, double a, double b)
    {
        // The continued fraction converges quickly on the side of the mean where the tail is.
        return x < (a + 1.0) / (a + b + 2.0) ? Tail(x, logX, logRest, a, b) : 1.0 - Tail(1.0 - x, logRest, logX, b, a);
    }

    private static double Tail(double x, double logX, double logRest, double a, double b)
    {
        const double Tiny = 1e-300;
        double front = Math.Exp((a * logX) + (b * logRest) - Log(a, b)) / a;

        double c = 1.0;
        double d = 1.0 / NotZero(1.0 - ((a + b) * x / (a + 1.0)));
        double fraction = d;
        for (int m = 1; m <= MaxTerms; m++)
        {
            double even = m * (b - m) * x / ((a + (2.0 * m) - 1.0) * (a + (2.0 * m)));
            d = 1.0 / NotZero(1.0 + (even * d));
            c = NotZero(1.0 + (even / c));
            fraction *= d * c;

            double odd = -(a + m) * (a + b + m) * x / ((a + (2.0 * m)) * (a + (2.0 * m) + 1.0));
            d = 1.0 / NotZero(1.0 + (odd * d));
            c = NotZero(1.0 + (odd / c));
            double step = d * c;
            fraction *= step;
            if (Math.Abs(step - 1.0) < 1e-16)
            {
                break;
            }
        }

        return front * fraction;

        static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }
}
