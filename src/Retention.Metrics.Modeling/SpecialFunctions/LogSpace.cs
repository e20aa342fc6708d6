namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>Sums, differences and odds of numbers known by their logarithms.</summary>
internal static class LogSpace
{
    /// <summary>ln(1 + x) for x &gt; −1, exact for small x.</summary>
    public static double Log1P(double x)
    {
        // The rounding error of 1 + x is known exactly (u - 1 is), so the quotient corrects it.
        double u = 1.0 + x;
        return u == 1.0 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1.0));
    }

    /// <summary>e^x − 1, exact for small x.</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5)
        {
            return Math.Exp(x) - 1.0;
        }

        // e^x - 1 = tanh(x/2) (e^x + 1): no cancellation, and Tanh is exact for small x.
        return Math.Tanh(0.5 * x) * (Math.Exp(x) + 1.0);
    }

    /// <summary>ln(e^a + e^b).</summary>
    public static double Sum(double a, double b)
    {
        double max = Math.Max(a, b);
        return double.IsInfinity(max) ? max : max + Log1P(Math.Exp(-Math.Abs(a - b)));
    }

    /// <summary>ln(e^a − e^b) for a ≥ b; −∞ where they are equal.</summary>
    public static double Difference(double a, double b)
    {
        double gap = b - a;
        if (gap >= 0.0)
        {
            return double.NegativeInfinity;
        }

        return a + (gap > -0.6931471805599453 ? Math.Log(-Expm1(gap)) : Log1P(-Math.Exp(gap)));
    }

    /// <summary>1 / (1 + e^−x).</summary>
    public static double Logistic(double x)
    {
        if (x >= 0.0)
        {
            return 1.0 / (1.0 + Math.Exp(-x));
        }

        double e = Math.Exp(x);
        return e / (1.0 + e);
    }
}
