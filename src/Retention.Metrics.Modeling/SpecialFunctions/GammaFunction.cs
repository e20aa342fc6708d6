namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>The logarithm of the gamma function, its derivatives and its ratios, for positive real arguments.</summary>
internal static class GammaFunction
{
    private const double StirlingFrom = 8.0;
    private const double OneMinusEulerGamma = 0.42278433509846713939;
    private const double HalfLogTwoPi = 0.91893853320467274178;

    // (-1)^k (zeta(k) - 1) / k for k = 2, 3, ...: ln Gamma(2 + w) = w (1 - gamma) + sum of these times w^k.
    private static ReadOnlySpan<double> ZetaSeries =>
    [
        3.22467033424113203033e-01, -6.73523010531981020099e-02, 2.05808084277845464161e-02, -7.38555102867398567679e-03,
        2.89051033074152335933e-03, -1.19275391170326101886e-03, 5.09669524743042450139e-04, -2.23154758453579385793e-04,
        9.94575127818085309803e-05, -4.49262367381331420460e-05, 2.05072127756706910667e-05, -9.43948827526839671519e-06,
        4.37486678990748817440e-06, -2.03921575380136618969e-06, 9.55141213040741935301e-07, -4.49246919876456618549e-07,
        2.12071848055546646449e-07, -1.00432248239680990840e-07, 4.76981016936398039829e-08, -2.27110946089431635043e-08,
        1.08386592148969545929e-08, -5.18347504197004664423e-09, 2.48367454380247847524e-09, -1.19214014058609115474e-09,
        5.73136724167886225144e-10, -2.75952288512423335590e-10, 1.33047643742444888200e-10, -6.42296456383809959886e-11,
    ];

    /// <summary>ln Γ(x), x &gt; 0, with a small relative error also next to its zeros at 1 and 2.</summary>
    public static double Log(double x)
    {
        if (x >= StirlingFrom)
        {
            return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + StirlingTail(x);
        }

        if (x < 0.5)
        {
            return Log1Plus(x) - Math.Log(x);
        }

        if (x < 1.5)
        {
            return Log1Plus(x - 1.0);
        }

        double product = 1.0;
        while (x > 2.5)
        {
            x -= 1.0;
            product *= x;
        }

        return Log2Plus(x - 2.0) + Math.Log(product);
    }

    /// <summary>ln Γ(x) − (x − 1/2) ln x + x for x &gt; 0: ln √(2π) but for a small rest where x is large, without the cancellation of the difference.</summary>
    public static double LogRelativeToStirling(double x) =>
        x >= StirlingFrom ? HalfLogTwoPi + StirlingTail(x) : Log(x) - ((x - 0.5) * Math.Log(x)) + x;

    /// <summary>ln Γ(x + n) − ln Γ(x) for x &gt; 0 and n ≥ 0, without the cancellation that the difference suffers for large x.</summary>
    public static double LogRatio(double x, double n)
    {
        if (n == 0.0)
        {
            return 0.0;
        }

        if (x >= StirlingFrom)
        {
            double y = x + n;
            return ((x - 0.5) * LogSpace.Log1P(n / x)) + (n * (Math.Log(y) - 1.0)) + (StirlingTail(y) - StirlingTail(x));
        }

        if (n <= 16.0 && n == Math.Floor(n))
        {
            double product = 1.0;
            for (double i = 0.0; i < n; i++)
            {
                product *= x + i;
            }

            return Math.Log(product);
        }

        return Log(x + n) - Log(x);
    }

    /// <summary>ψ(x), the derivative of ln Γ, x &gt; 0.</summary>
    public static double Digamma(double x)
    {
        double shift = 0.0;
        while (x < StirlingFrom)
        {
            shift += 1.0 / x;
            x += 1.0;
        }

        return Math.Log(x) - (0.5 / x) - DigammaTail(x) - shift;
    }

    /// <summary>ψ(x + n) − ψ(x), x &gt; 0, n ≥ 0, without the cancellation that the difference suffers for large x.</summary>
    public static double DigammaDifference(double x, double n)
    {
        if (n > 16.0 || n != Math.Floor(n))
        {
            return x < StirlingFrom
                ? Digamma(x + n) - Digamma(x)
                : LogSpace.Log1P(n / x) + (0.5 * n / (x * (x + n))) + DigammaTail(x) - DigammaTail(x + n);
        }

        double sum = 0.0;
        for (double i = 0.0; i < n; i++)
        {
            sum += 1.0 / (x + i);
        }

        return sum;
    }

    /// <summary>ψ′(x), the second derivative of ln Γ, x &gt; 0.</summary>
    public static double Trigamma(double x)
    {
        double shift = 0.0;
        while (x < StirlingFrom)
        {
            shift += 1.0 / (x * x);
            x += 1.0;
        }

        double w = 1.0 / (x * x);
        double tail = w * ((1.0 / 6) - (w * ((1.0 / 30) - (w * ((1.0 / 42) - (w * ((1.0 / 30) - (w * ((5.0 / 66)
            - (w * ((691.0 / 2730) - (w * ((7.0 / 6) - (w * 3617.0 / 510))))))))))))));
        return (1.0 / x) + (0.5 * w) + (tail / x) + shift;
    }

    private static double Log1Plus(double w) => Log2Plus(w) - LogSpace.Log1P(w);

    private static double Log2Plus(double w)
    {
        ReadOnlySpan<double> series = ZetaSeries;
        double sum = 0.0;
        for (int k = series.Length - 1; k >= 0; k--)
        {
            sum = (sum * w) + series[k];
        }

        return w * (OneMinusEulerGamma + (w * sum));
    }

    private static double DigammaTail(double x)
    {
        double w = 1.0 / (x * x);
        return w * ((1.0 / 12) - (w * ((1.0 / 120) - (w * ((1.0 / 252) - (w * ((1.0 / 240) - (w * ((1.0 / 132)
            - (w * ((691.0 / 32760) - (w * ((1.0 / 12) - (w * 3617.0 / 8160))))))))))))));
    }

    private static double StirlingTail(double x)
    {
        double w = 1.0 / (x * x);
        return ((1.0 / 12) - (w * ((1.0 / 360) - (w * ((1.0 / 1260) - (w * ((1.0 / 1680) - (w * ((1.0 / 1188)
            - (w * ((691.0 / 360360) - (w * ((1.0 / 156) - (w * 3617.0 / 122400)))))))))))))) / x;
    }
}
