namespace Retention.Metrics.Modeling.SpecialFunctions;

/// <summary>The generalized exponential integral and the diagonal of Tricomi's confluent function.</summary>
internal static class ExponentialIntegral
{
    /// <summary>e^z E_s(z) = ∫ e^(−z y) (1 + y)^−s dy over y &gt; 0, for z &gt; 0 and any real s &gt; 0.</summary>
    public static double Scaled(double s, double z)
    {
        if (s + z > 1e17)
        {
            return 1.0 / (s + z);
        }

        if (z >= 1.0 || s >= 1000.0)
        {
            return ContinuedFraction(s, z);
        }

        var integrand = new LaplacePower(s, z);
        return Math.Exp(PeakIntegral.Log(integrand, -Math.Log(s + z)));
    }

    /// <summary>E₁(z) = ∫ e^−t / t dt over t &gt; z.</summary>
    public static double One(double z) => Math.Exp(-z) * Scaled(1.0, z);

    /// <summary>Tricomi's U(s, s, z) = z^(1−s) e^z E_s(z), s and z &gt; 0; at s = 1 it is e^z E₁(z).</summary>
    public static double TricomiDiagonal(double s, double z) => Math.Exp(LogTricomiDiagonal(s, z));

    /// <summary>ln U(s, s, z).</summary>
    public static double LogTricomiDiagonal(double s, double z) => ((1.0 - s) * Math.Log(z)) + Math.Log(Scaled(s, z));

    private static double ContinuedFraction(double s, double z)
    {
        double b = z + s;
        double c = 1e300;
        double d = 1.0 / b;
        double value = d;
        for (int i = 1; i < 10_000; i++)
        {
            double numerator = -i * (s - 1.0 + i);
            b += 2.0;
            d = 1.0 / ((numerator * d) + b);
            c = b + (numerator / c);
            double step = c * d;
            value *= step;
            if (Math.Abs(step - 1.0) < 2e-16)
            {
                break;
            }
        }

        return value;
    }

    private readonly struct LaplacePower(double s, double z) : ILogFunction
    {
        public double LogAt(double u)
        {
            double y = Math.Exp(u);
            return u - (z * y) - (s * LogSpace.Log1P(y));
        }
    }
}
