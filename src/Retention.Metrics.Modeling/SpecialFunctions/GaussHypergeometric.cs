namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>The Gauss hypergeometric function 2F1(a, b; c; z) for real arguments, z &lt; 1 and c &gt; 0.</summary>
internal static class GaussHypergeometric
{
    private const int MaxTerms = 20_000;

    /// <summary>ln 2F1(a, b; c; z), which must be positive; NaN where it is negative, +∞ at z = 1 where it diverges.</summary>
    public static double Log(double a, double b, double c, double z)
    {
        (double log, int sign) = LogAndSign(a, b, c, z);
        return sign < 0 ? double.NaN : log;
    }

    /// <summary>2F1(a, b; c; z); +∞ where it overflows or diverges.</summary>
    public static double Value(double a, double b, double c, double z)
    {
        (double log, int sign) = LogAndSign(a, b, c, z);
        return sign * Math.Exp(log);
    }

    private static (double Log, int Sign) LogAndSign(double a, double b, double c, double z)
    {
        if (z == 0.0)
        {
            return (0.0, 1);
        }

        if (z > 1.0 || c <= 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(z), z, "The function is evaluated for z ≤ 1 and c > 0.");
        }

        if (z < 0.0)
        {
            // Pfaff: z / (z - 1) lies in (0, 1). Of the two forms take the one that leaves positive terms, if one does.
            double w = z / (z - 1.0);
            (double outer, double inner) = c - b > 0.0 || c - a <= 0.0 ? (a, b) : (b, a);
            (double log, int sign) = LogAndSign(outer, c - inner, c, w);
            return ((-outer * LogSpace.Log1P(-z)) + log, sign);
        }

        if (z == 1.0)
        {
            return AtOne(a, b, c);
        }

        if (c < a + b && c - a <= 0.0 && c - b <= 0.0)
        {
            // Euler: the power of 1 - z that makes the series slow comes out in front.
            (double log, int sign) = Series(c - a, c - b, c, z);
            return (((c - a - b) * LogSpace.Log1P(-z)) + log, sign);
        }

        if (a > b)
        {
            (a, b) = (b, a);
        }

        // Euler's integral needs 0 < first parameter < c; its terms are positive for every z < 1.
        bool slow = z > 0.8 || Math.Abs(a * b) * z > 400.0 * c;
        if (slow && b > 0.0 && b < c)
        {
            return (BetaExpectation.LogOfInversePower(b, c - b, a, z), 1);
        }

        if (slow && a > 0.0 && a < c)
        {
            return (BetaExpectation.LogOfInversePower(a, c - a, b, z), 1);
        }

        return Series(a, b, c, z);
    }

    private static (double Log, int Sign) AtOne(double a, double b, double c)
    {
        if (c <= a + b)
        {
            return (double.PositiveInfinity, 1);
        }

        return (GammaFunction.Log(c) + GammaFunction.Log(c - a - b) - GammaFunction.Log(c - a) - GammaFunction.Log(c - b), 1);
    }

    private static (double Log, int Sign) Series(double a, double b, double c, double z)
    {
        double term = 1.0;
        double sum = 1.0;
        double scale = 0.0;
        for (int n = 0; n < MaxTerms; n++)
        {
            double ratio = (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
            term *= ratio;
            sum += term;
            if (Math.Abs(sum) > 1e200)
            {
                term *= 1e-200;
                sum *= 1e-200;
                scale += 200.0 * 2.302585092994045684;
            }

            if (Math.Abs(ratio) < 1.0 && Math.Abs(term) <= 1e-17 * (1.0 - Math.Abs(ratio)) * Math.Abs(sum))
            {
                break;
            }
        }

        return (scale + Math.Log(Math.Abs(sum)), Math.Sign(sum));
    }
}
